import Glibc
import Testing

@testable import Host

/// A directory of a test's own, removed with this object.
final class TestDirectory {
    let path: String

    init(_ name: String = #function) throws {
        path = "/tmp/newslog-host-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        try Directory.create(path, mode: 0o755)
    }

    deinit {
        for name in (try? Directory.names(in: path)) ?? [] { _ = try? File.remove("\(path)/\(name)") }
        unsafe rmdir(path)
    }
}

@Suite struct FileTests {
    @Test("bytes come back from where they were written") func readAndWrite() throws {
        let directory = try TestDirectory()
        let file = try File("\(directory.path)/a", .create(mode: 0o640))
        #expect(try file.write(Array("hello ".utf8)[...]) == 6)
        #expect(try file.write(Array("world".utf8)[...]) == 5)
        try file.sync()
        let reader = try File("\(directory.path)/a", .read)
        #expect(try reader.read(5, at: 6) == Array("world".utf8))
        #expect(try reader.read(100, at: 6) == Array("world".utf8))
        #expect(try reader.read(100, at: 11) == [])
        #expect(try reader.read(100, at: 1000) == [])
        try file.truncate(to: 5)
        #expect(try file.write(Array("!".utf8)[...]) == 1)
        #expect(try reader.read(100, at: 0) == Array("hello!".utf8))
        #expect(try reader.status().size == 6)
    }

    @Test("a failed call names path, call and reason") func errors() throws {
        let directory = try TestDirectory()
        let path = "\(directory.path)/none"
        do throws(SystemError) {
            _ = try File(path, .read)
            Issue.record("opened")
        } catch {
            #expect(error.errno == .notFound)
            #expect(error.description == "\(path): No such file or directory (open)")
        }
        do throws(SystemError) {
            _ = try File("/dev/full", .append).write([1])
            Issue.record("written")
        } catch {
            #expect(error.errno == .noSpace && error.call == "write")
        }
        #expect(Errno(rawValue: 99_999).description.contains("99999"))
    }

    @Test("a file that must not exist yet is made once") func exclusive() throws {
        let directory = try TestDirectory()
        let path = "\(directory.path)/a"
        _ = try File(path, .create(mode: 0o600)).status()
        #expect(throws: SystemError("open", path, .exists)) { _ = try File(path, .create(mode: 0o600)) }
        _ = try File(path, .createIfMissing(mode: 0o600, followsLinks: true)).status()
    }

    @Test("renaming replaces, removing tells whether there was something") func names() throws {
        let directory = try TestDirectory()
        let (a, b) = ("\(directory.path)/a", "\(directory.path)/b")
        var file = try File(a, .create(mode: 0o600))
        _ = try File(b, .create(mode: 0o600)).write([1])
        try file.rename(to: b)
        #expect(try File.status(of: a) == nil)
        #expect(try File.status(of: b)?.size == 0)
        let path = file.path
        #expect(path == b)
        #expect(try File.remove(b))
        #expect(try !File.remove(b))
    }

    @Test("a status tells what stands at a path") func status() throws {
        let directory = try TestDirectory()
        let status = try #require(try File.status(of: directory.path))
        #expect(status.isDirectory && !status.isRegular)
        let file = try File("\(directory.path)/a", .create(mode: 0o600))
        try file.setMode(0o644)
        let one = try file.status()
        let other = try #require(try File.status(of: "\(directory.path)/a"))
        #expect(one.isSameFile(as: other) && !one.isSameFile(as: status))
        #expect(one.isRegular && one.mode == 0o644)
    }
}

@Suite struct DirectoryTests {
    @Test("directories are made with those above them, and again") func create() throws {
        let directory = try TestDirectory()
        let deep = "\(directory.path)/x/y/z"
        for _ in 0..<2 { try Directory.create(deep, mode: 0o700) }
        #expect(try File.status(of: deep)?.mode == 0o700)
        for path in [deep, "\(directory.path)/x/y", "\(directory.path)/x"] { unsafe rmdir(path) }
    }

    @Test("names come sorted, without the directory itself") func names() throws {
        let directory = try TestDirectory()
        #expect(try Directory.names(in: directory.path) == [])
        for name in ["b", "a", ".c", "10", "9"] {
            _ = try File("\(directory.path)/\(name)", .create(mode: 0o600)).status()
        }
        #expect(try Directory.names(in: directory.path) == [".c", "10", "9", "a", "b"])
        try Directory.sync(directory.path)
    }

    @Test("a file is no directory") func notADirectory() throws {
        let directory = try TestDirectory()
        let path = "\(directory.path)/a"
        _ = try File(path, .create(mode: 0o600)).status()
        #expect(throws: SystemError("mkdir", path, .notADirectory)) {
            try Directory.create(path, mode: 0o700)
        }
        #expect(throws: SystemError("opendir", path, .notADirectory)) { try Directory.names(in: path) }
    }
}

@Suite struct FileLockTests {
    @Test("a lock holds also when somebody removes its file") func removed() throws {
        let directory = try TestDirectory()
        let path = "\(directory.path)/lock"
        do {
            let lock = try FileLock(path)
            try File.remove(path)
            #expect(throws: FileLock.Failure.held(path: path, by: nil)) { _ = try FileLock(path) }
            _ = consume lock
        }
        _ = try FileLock(path)
    }

    @Test("a second holder is refused and told who has it") func exclusive() throws {
        let directory = try TestDirectory()
        let path = "\(directory.path)/lock"
        do {
            let lock = try FileLock(path)
            #expect(throws: FileLock.Failure.held(path: path, by: Int(getpid()))) { _ = try FileLock(path) }
            _ = consume lock
        }
        _ = try FileLock(path)
    }

    @Test("a lock that cannot be opened is another failure") func failure() {
        #expect(throws: FileLock.Failure.system(SystemError("open", "/none/lock", .notFound))) {
            _ = try FileLock("/none/lock")
        }
    }
}

@Suite struct DirectoryWatchTests {
    @Test("making, writing, renaming and removing a file are seen, reading is not") func events() throws {
        let directory = try TestDirectory()
        let watch = try DirectoryWatch(directory.path)
        func changed() -> Bool { watch.wait(.zero) }
        #expect(!changed())
        var file = try File("\(directory.path)/a", .create(mode: 0o600))
        #expect(changed())
        #expect(!changed())
        _ = try file.write([1])
        #expect(changed())
        _ = try file.read(1, at: 0)
        #expect(!changed())
        try file.rename(to: "\(directory.path)/b")
        #expect(changed())
        try File.remove("\(directory.path)/b")
        #expect(changed())
        #expect(!changed())
    }

    @Test("what is not there cannot be watched") func missing() {
        #expect(throws: SystemError("inotify_add_watch", "/none", .notFound)) {
            _ = try DirectoryWatch("/none")
        }
    }
}
