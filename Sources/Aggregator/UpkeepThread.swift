internal import Host
internal import Journal
internal import Synchronization

/// Rewrites segments beside the daemon's work: half a minute of compression must not stand between an article and its
/// commit.
struct UpkeepThread: ~Copyable {
    private let jobs: WorkQueue<UpkeepWork.Job>
    private let isEnding: Flag
    private let thread: WorkerThread?

    private final class Flag: Sendable {
        let value = Atomic(false)
    }

    /// Starts the thread, which tells `report` of each job; where the system has none left, nothing is rewritten.
    init(
        _ work: UpkeepWork,
        report: @escaping @Sendable (Result<SegmentRewriter.Outcome, JournalError>) -> Void
    ) {
        let (jobs, isEnding) = (WorkQueue<UpkeepWork.Job>(), Flag())
        (self.jobs, self.isEnding) = (jobs, isEnding)
        thread = WorkerThread(name: "upkeep") {
            while let job = jobs.take() {
                do throws(JournalError) {
                    report(.success(try work.run(job) { isEnding.value.load(ordering: .relaxed) }))
                } catch {
                    report(.failure(error))
                }
            }
        }
    }

    /// Hands it a job; they are done in order.
    func submit(_ job: UpkeepWork.Job) { jobs.post([job]) }

    /// Ends it at once; a segment that is being rewritten stays as it was.
    consuming func stop() {
        isEnding.value.store(true, ordering: .relaxed)
        jobs.removeAll()
        jobs.close()
        thread?.join()
    }
}
