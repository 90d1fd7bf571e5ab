internal import CLinux
internal import Glibc

/// A thread with a name and one job; whoever starts it joins it.
///
/// The parts of the daemon are single owners on single threads that hand each other values, so a thread is all they
/// need. The C function is `pthread_create`.
@safe public struct WorkerThread: ~Copyable, Sendable {
    private let handle: pthread_t

    /// Bytes of stack: the deepest worker is the XML parser, which does not recurse either.
    private static let stackBytes = 1 << 20

    /// Starts a thread that runs `job` and ends; nil when the system has no thread left (EAGAIN).
    public init?(name: String, _ job: @escaping @Sendable () -> Void) {
        let box = unsafe Unmanaged.passRetained(Job(name: name, run: job))
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setstacksize(&attributes, Self.stackBytes)
        var handle = pthread_t()
        let failed = unsafe pthread_create(&handle, &attributes, Self.main, box.toOpaque()) != 0
        unsafe pthread_attr_destroy(&attributes)
        guard !failed else {
            unsafe box.release()
            return nil
        }
        self.handle = handle
    }

    /// Waits until the job is done.
    public consuming func join() { pthread_join(handle, nil) }

    /// Lets the thread end by itself; its owner has another way to know.
    public consuming func detach() { pthread_detach(handle) }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
        context in
        guard let context = unsafe context else { return nil }
        let job = unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue()
        unsafe newslog_name_thread(job.name)
        job.run()
        return nil
    }

    private final class Job: Sendable {
        let name: String
        let run: @Sendable () -> Void
        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }
}
