internal import Glibc

/// A thread that is joined.
struct Thread: Sendable {
    private let handle: pthread_t

    init(_ job: @escaping @Sendable () -> Void) {
        let box = unsafe Unmanaged.passRetained(Job(run: job))
        var handle = pthread_t()
        let code = unsafe pthread_create(&handle, nil, Self.main, box.toOpaque())
        precondition(code == 0, "no thread left for the test server")
        self.handle = handle
    }

    func join() { _ = pthread_join(handle, nil) }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
        context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }

    private final class Job: Sendable {
        let run: @Sendable () -> Void
        init(run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
