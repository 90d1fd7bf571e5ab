internal import Synchronization

/// Several threads with one job each, joined together.
public final class WorkerPool: Sendable {
    private let running: Mutex<Int>
    private let finished = EventDescriptor()

    /// Starts up to `count` threads that each run `job` once; at least one thread must be had.
    public init(name: String, count: Int, _ job: @escaping @Sendable () -> Void) {
        running = Mutex(count)
        for index in 0..<count {
            let thread = WorkerThread(name: "\(name)-\(index)") { [self] in
                job()
                leave()
            }
            guard let thread else {
                precondition(index > 0, "no thread left for \(name)")
                leave()
                continue
            }
            thread.detach()
        }
    }

    /// Waits until every job is done.
    public func join() {
        while running.withLock({ $0 > 0 }) { _ = finished.wait(.seconds(1)) }
    }

    private func leave() {
        if running.withLock({ count in
            count -= 1; return count == 0
        }) {
            finished.ring()
        }
    }
}
