import Glibc

/// A program that runs as a child process; its output comes through pipes and is kept.
final class Child {
    /// How a program ended.
    enum Ending: Equatable {
        case exited(Int32)
        case killed(Int32)
        /// It was still running at the deadline and was killed for it.
        case hung
    }

    let pid: pid_t
    private(set) var output: [UInt8] = []
    private(set) var errors: [UInt8] = []
    private(set) var ending: Ending?
    private var pipes: [(descriptor: Int32, isError: Bool)]

    /// What it said on standard error so far.
    var errorText: String { String(decoding: errors, as: UTF8.self) }
    /// The lines that it said on standard error so far.
    var errorLines: [String] { errorText.split(separator: "\n").map(String.init) }
    /// All of standard output.
    var outputText: String { String(decoding: output, as: UTF8.self) }
    /// The lines of standard output.
    var outputLines: [[UInt8]] { output.split(separator: 0x0A).map(Array.init) }

    /// Starts a program with nothing but these variables and files; standard input is a file.
    init(_ path: String, _ arguments: [String], environment: [String: String], input: String = "/dev/null")
        throws
    {
        let (output, errors) = (Self.makePipe(), Self.makePipe())
        defer {
            close(output.write)
            close(errors.write)
        }
        pipes = [(output.read, false), (errors.read, true)]
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors.write, STDERR_FILENO)
        // Whatever other tests hold open is none of its business; closing what is not open is no error here.
        for descriptor in STDERR_FILENO + 1..<Self.mostDescriptors {
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        // Other suites of this process block signals; a program begins with none blocked.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var blocked = sigset_t()
        unsafe sigemptyset(&blocked)
        unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var pid: pid_t = 0
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let code = unsafe Self.withStrings([path] + arguments) { argv in
            unsafe Self.withStrings(variables) {
                unsafe posix_spawn(&pid, path, &actions, &attributes, argv, $0)
            }
        }
        guard code == 0 else { throw NotStarted(path: path, errno: code) }
        self.pid = pid
    }

    deinit {
        if ending == nil { _ = wait(.seconds(0)) }
        for pipe in pipes { close(pipe.descriptor) }
    }

    /// Descriptors from here on are nobody's (the usual soft limit).
    private static let mostDescriptors: Int32 = 1024

    struct NotStarted: Error { var path: String, errno: Int32 }

    /// Waits until it has said something on standard error; false when it ends or the time is over before.
    func waitForError(_ words: String, _ limit: Duration = .seconds(30)) -> Bool {
        let deadline = ContinuousClock.now + limit
        while !errorText.contains(words) {
            guard pump(until: deadline) else { return errorText.contains(words) }
        }
        return true
    }

    /// Waits for its end and takes all that it says; at the deadline it is killed.
    @discardableResult
    func wait(_ limit: Duration = .seconds(60)) -> Ending {
        if let ending { return ending }
        let deadline = ContinuousClock.now + limit
        while pump(until: deadline) {}
        let isHung = !pipes.isEmpty
        if isHung { kill(pid, SIGKILL) }
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let ending: Ending =
            isHung ? .hung : status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(status & 0x7F)
        self.ending = ending
        return ending
    }

    /// Sends a signal.
    func signal(_ number: Int32) { kill(pid, number) }

    /// The most memory that it ever had, in KiB (VmHWM); nil when it has ended.
    ///
    /// Not ru_maxrss: that counts the parent's memory, which a spawned child shares until its exec.
    var peakMemory: Int? {
        guard let status = Scratch.read("/proc/\(pid)/status") else { return nil }
        let line = status.split(separator: 0x0A).first { $0.starts(with: Array("VmHWM:".utf8)) }
        return line.flatMap { Int(String(decoding: $0.filter { (0x30...0x39).contains($0) }, as: UTF8.self)) }
    }

    /// Takes what comes next; false when both pipes have ended or the time is over.
    private func pump(until deadline: ContinuousClock.Instant) -> Bool {
        let rest = deadline - ContinuousClock.now
        guard !pipes.isEmpty, rest > .zero else { return false }
        var set = pipes.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        _ = unsafe poll(&set, nfds_t(set.count), Int32(rest / .milliseconds(1)) + 1)
        for (entry, pipe) in zip(set, pipes) where entry.revents != 0 {
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
                count = unsafe max(0, read(pipe.descriptor, buffer.baseAddress, buffer.count))
            }
            if bytes.isEmpty {
                close(pipe.descriptor)
                pipes.removeAll { $0.descriptor == pipe.descriptor }
            } else if pipe.isError {
                errors += bytes
            } else {
                output += bytes
            }
        }
        return true
    }

    private static func makePipe() -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        let code = unsafe pipe(&ends)
        precondition(code == 0, "no descriptor left for a child")
        return (ends[0], ends[1])
    }

    private static func withStrings<R>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
    ) -> R {
        var pointers = unsafe strings.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe body(pointers)
    }
}
