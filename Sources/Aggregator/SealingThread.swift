internal import Host
internal import Journal
internal import Logging

/// Seals closed segments while the daemon runs, one at a time, on a thread of its own: half a minute of compression must not
/// stand between an article and its commit.
///
/// It touches only segments that nobody writes any more; what fails is told once and tried again after the next start.
struct SealingThread: ~Copyable {
    private let end = EventDescriptor()
    private let thread: WorkerThread?

    /// The daemon has better things to do in its first seconds.
    private static let firstWait = Duration.seconds(10)
    /// Between two segments, so that the machine is never busy with this for long.
    private static let pause = Duration.seconds(5)
    /// A segment closes once a day or every 64 MiB.
    private static let lookAgain = Duration.seconds(600)

    /// Starts the thread; where the system has none left nothing is sealed.
    init(_ layout: StoreLayout, logger: Logger) {
        let end = end
        thread = WorkerThread(name: "seal") {
            var sealer = SegmentSealer(layout) { end.wait(.zero) }
            var failed: Set<String> = []
            var wait = Self.firstWait
            while !end.wait(wait) {
                wait = Self.step(&sealer, &failed, logger) ? Self.pause : Self.lookAgain
            }
        }
    }

    /// Ends it at once; a segment that is being rewritten stays as it was.
    consuming func stop() {
        end.ring()
        thread?.join()
    }

    /// Seals the next segment; false when there is none.
    private static func step(
        _ sealer: inout SegmentSealer, _ failed: inout Set<String>, _ logger: Logger
    ) -> Bool {
        do throws(JournalError) {
            guard let path = try sealer.candidates().first(where: { !failed.contains($0) }) else {
                return false
            }
            do throws(JournalError) {
                switch try sealer.seal(path) {
                case .sealed(let before, let after):
                    logger.info("sealed \(path): \(before >> 10) KiB became \(after >> 10)")
                case .damaged:
                    failed.insert(path)
                    logger.warning("\(path) is damaged and stays as it is: see `newslog verify`")
                case .cancelled: return false
                }
            } catch {
                failed.insert(path)
                logger.warning("not sealed, tried again after the next start: \(error)")
            }
            return true
        } catch {
            logger.warning("no segment is sealed: \(error)")
            return false
        }
    }
}
