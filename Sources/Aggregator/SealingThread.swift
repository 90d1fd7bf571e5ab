internal import Articles
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
            let rewriter = SegmentRewriter(layout) { end.wait(.zero) }
            var done: Set<Seq> = []
            var wait = Self.firstWait
            while !end.wait(wait) {
                wait = Self.step(rewriter, layout, &done, logger) ? Self.pause : Self.lookAgain
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
        _ rewriter: borrowing SegmentRewriter, _ layout: StoreLayout, _ done: inout Set<Seq>, _ logger: Logger
    ) -> Bool {
        do throws(JournalError) {
            let next = try SegmentSurvey(layout).closed.first { !$0.isSealed && !done.contains($0.firstSeq) }
            guard let next else { return false }
            // Once a start, whatever comes of it: a file system that keeps no modes would have it sealed for ever.
            done.insert(next.firstSeq)
            let outcome = try rewriter.rewrite(next.firstSeq)
            logger.info(
                "sealed segment \(next.firstSeq): \(outcome.bytes >> 10) KiB became \(outcome.newBytes >> 10)"
            )
            return true
        } catch {
            if error.code != .interrupted { logger.warning("not sealed until the next start: \(error)") }
            return false
        }
    }
}
