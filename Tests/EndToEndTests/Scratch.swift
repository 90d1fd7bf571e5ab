import Glibc
import TestServer

/// A directory for one test, gone when the test ends: configuration, state, and the programs run on them.
final class Scratch {
    let path: String

    /// Makes the directory.
    init() {
        var template = Array("/tmp/newslog-e2e-XXXXXX".utf8CString)
        path = unsafe template.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress, let name = unsafe mkdtemp(start) else {
                fatalError("mkdtemp failed")
            }
            return unsafe String(cString: name)
        }
    }

    deinit { Self.removeTree(path) }

    /// The state directory of this test.
    var state: String { "\(path)/state" }
    /// The configuration of this test.
    var configuration: String { "\(path)/newslog.toml" }
    /// Where a daemon of this test listens.
    var controlSocket: String { "\(state)/control.sock" }

    /// What the programs see of the environment.
    var environment: [String: String] {
        var environment = ["HOME": path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        if let library = unsafe getenv("LD_LIBRARY_PATH") {
            environment["LD_LIBRARY_PATH"] = unsafe String(cString: library)
        }
        return environment
    }

    /// A program of this package: built beside the test bundle.
    static func program(_ name: String) -> String { "\(buildDirectory)/\(name)" }

    private static let buildDirectory: String = {
        var target = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink("/proc/self/exe", &target, target.count)
        let path = String(decoding: target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    }()

    /// Starts `newslogd` with a command, on this test's state.
    func start(
        _ command: String, _ arguments: [String] = [], environment more: [String: String] = [:],
        input: String = "/dev/null"
    ) throws -> Child {
        let places = command == "parse" ? [] : ["--state", state]
        return try Child(
            Self.program("newslogd"), [command] + places + arguments,
            environment: environment.merging(more) { $1 }, input: input)
    }

    /// Runs `newslogd` with a command to its end.
    func run(_ command: String, _ arguments: [String] = [], input: String = "/dev/null") throws -> Child {
        let child = try start(command, arguments, input: input)
        child.wait()
        return child
    }

    /// Starts `newslog` with a command, on this test's state.
    func startReader(_ command: String, _ arguments: [String]) throws -> Child {
        try Child(
            Self.program("newslog"), [command, "--state", state] + arguments, environment: environment)
    }

    /// Runs `newslog` with a command to its end.
    func read(_ command: String, _ arguments: String...) throws -> Child {
        let child = try startReader(command, arguments)
        child.wait()
        return child
    }

    /// One round over the configured feeds.
    func fetch(_ more: String...) throws -> Child { try run("fetch", ["--config", configuration] + more) }

    /// Writes a configuration: loopback allowed, no pause between requests, and these feeds.
    func configure(
        _ feeds: [(id: String, url: String)], http: String = "private_networks = true",
        each settings: String = ""
    ) {
        var text = "version = 1\n[http]\n\(http)\n"
        if !http.contains("per_host") { text += "per_host = 16\nper_host_gap = \"0s\"\n" }
        for feed in feeds { text += "\n[[feed]]\nid = \"\(feed.id)\"\nurl = \"\(feed.url)\"\n\(settings)\n" }
        write("newslog.toml", text)
    }

    /// Takes everything derived away: what is left is the journal.
    func removeCatalog() {
        for name in Self.names(state) where name.hasPrefix("catalog.sqlite") {
            _ = unsafe unlink("\(state)/\(name)")
        }
    }

    /// Writes a file of this directory.
    @discardableResult
    func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }

    /// Writes a file of this directory.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) -> String {
        let file = "\(path)/\(name)"
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        precondition(descriptor >= 0, "cannot write \(file)")
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            precondition(count > 0, "cannot write \(file)")
            sent += count
        }
        close(descriptor)
        return file
    }

    /// The bytes of a file; nil where there is none.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while true {
            let part = unsafe [UInt8](unsafeUninitializedCapacity: 256 << 10) { buffer, count in
                count = unsafe max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
            }
            guard !part.isEmpty else { return bytes }
            bytes += part
        }
    }

    /// The size of a file; 0 where there is none.
    static func size(_ path: String) -> Int {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The names in a directory, sorted.
    static func names(_ path: String) -> [String] {
        guard let stream = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func removeTree(_ path: String) {
        for name in names(path) {
            let entry = "\(path)/\(name)"
            if unsafe unlink(entry) != 0 { removeTree(entry) }
        }
        _ = unsafe rmdir(path)
    }
}

/// Waits until a condition holds that nothing announces; false when it does not before the deadline.
func waitUntil(_ limit: Duration = .seconds(30), _ condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + limit
    while !condition() {
        guard ContinuousClock.now < deadline else { return condition() }
        _ = poll(nil, 0, 1)
    }
    return true
}
