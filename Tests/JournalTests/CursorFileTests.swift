import Articles
import Host
import Testing

@testable import Journal

@Suite struct CursorFileTests {
    @Test(
        "positions are read as they are printed",
        arguments: [
            ("1.0.0", CursorPosition(seq: 0)),
            ("1.0.228170137108480", CursorPosition(seq: 228_170_137_108_480)),
            ("1.7.12\n", CursorPosition(partition: 7, seq: 12)),
            ("1.0.9007199254740991", CursorPosition(seq: Seq.limit - 1)), ("1.0.9007199254740992", nil),
            ("1.0.99999999999999999999", nil), ("1.4294967296.1", nil), ("2.0.1", nil), ("1.0", nil),
            ("1.0.", nil),
            ("1..1", nil), ("1.0.-1", nil), ("1.0.+1", nil), ("1.0.1.1", nil), (" 1.0.1", nil),
            ("1.0.1\n\n", nil),
            ("", nil), ("\n", nil), ("1.0.1x", nil), ("1.0.\u{661}", nil),
        ] as [(String, CursorPosition?)])
    func positions(text: String, position: CursorPosition?) {
        #expect(CursorPosition(text) == position)
        if let position { #expect(CursorPosition(position.description) == position) }
    }

    @Test("a cursor begins without a position and keeps what it is advanced to") func advance() throws {
        let store = try TestStore()
        do {
            var cursor = try CursorFile(named: "daily", in: store.layout)
            let begin = cursor.position
            #expect(begin == nil)
            try cursor.advance(to: CursorPosition(seq: 5))
            try cursor.advance(to: CursorPosition(seq: 7))
            let now = cursor.position
            #expect(now == CursorPosition(seq: 7))
        }
        #expect(try bytes(of: "\(store.layout.cursors)/daily") == Array("1.0.7\n".utf8))
        let again = try CursorFile(named: "daily", in: store.layout)
        let kept = again.position
        #expect(kept == CursorPosition(seq: 7))
        #expect(try Directory.names(in: store.layout.cursors) == ["daily"])
    }

    @Test("a cursor has one user at a time, also after it advanced") func busy() throws {
        let store = try TestStore()
        let layout = store.layout
        func expectBusy() {
            do throws(JournalError) {
                _ = try CursorFile(named: "one", in: layout)
                Issue.record("opened twice")
            } catch {
                #expect(error.code == .busy)
            }
        }
        do {
            var cursor = try CursorFile(named: "one", in: layout)
            expectBusy()
            for seq in 1...3 {
                try cursor.advance(to: CursorPosition(seq: Seq(seq)))
                expectBusy()
            }
            #expect(throws: JournalError.self) { try CursorFile.remove(named: "one", in: layout) }
            let other = try CursorFile(named: "two", in: layout)
            _ = other.position
        }
        let free = try CursorFile(named: "one", in: layout)
        let position = free.position
        #expect(position == CursorPosition(seq: 3))
    }

    @Test(
        "what is no position is an error, and stays",
        arguments: ["garbage", "1.0.", "\n", "1.0.5 1.0.6", String(repeating: "1", count: 10_000)])
    func garbage(text: String) throws {
        let store = try TestStore()
        let path = "\(store.layout.cursors)/bad"
        try write(Array(text.utf8), to: path)
        do throws(JournalError) {
            _ = try CursorFile(named: "bad", in: store.layout)
            Issue.record("opened")
        } catch {
            #expect(error.code == .invalidCursor)
        }
        #expect(try bytes(of: path) == Array(text.utf8))
    }

    @Test(
        "what cannot be gone on from is an error, and can be set anew",
        arguments: ["garbage", "2.0.5", "1.7.12\n"])
    func anew(text: String) throws {
        let store = try TestStore()
        try write(Array(text.utf8), to: "\(store.layout.cursors)/spoilt")
        #expect(throws: JournalError.self) { _ = try CursorFile(named: "spoilt", in: store.layout).position }
        var cursor = try CursorFile(named: "spoilt", in: store.layout, isSetAnew: true)
        try cursor.advance(to: CursorPosition(seq: 3))
        #expect(try CursorFile.all(in: store.layout).map(\.position) == [CursorPosition(seq: 3)])
    }

    @Test("no link and no pipe that somebody of the group leaves in cursors/ leads a user astray")
    func planted() throws {
        let store = try TestStore()
        let (cursors, target) = (store.layout.cursors, "\(store.layout.root)/profile")
        #expect(shell("ln -s \(target) \(cursors)/link && mkfifo \(cursors)/pipe") == 0)
        for name in ["link", "pipe"] {
            #expect(throws: JournalError.self) { _ = try CursorFile(named: name, in: store.layout).position }
        }
        #expect(try File.status(of: target) == nil)
        #expect(try CursorFile.all(in: store.layout).map(\.position) == [nil, nil])
        // Where a user names a path of his own, he knows what stands there.
        try write(Array("1.0.4\n".utf8), to: target)
        let own = try CursorFile(at: "\(cursors)/link")
        let position = own.position
        #expect(position == CursorPosition(seq: 4))
    }

    @Test(
        "a name is never a path",
        arguments: [
            "", ".", "..", "a/b", "/etc/passwd", "../lock", ".hidden", "a\0b", "a b", "a\n", "\u{642}",
            String(repeating: "x", count: 101),
        ])
    func names(name: String) throws {
        let store = try TestStore()
        #expect(!CursorFile.isName(name))
        do throws(JournalError) {
            _ = try CursorFile(named: name, in: store.layout)
            Issue.record("opened")
        } catch {
            #expect(error.code == .invalidCursor)
        }
        #expect(throws: JournalError.self) { try CursorFile.remove(named: name, in: store.layout) }
        #expect(try Directory.names(in: store.layout.cursors).isEmpty)
    }

    @Test("cursors are listed and removed") func listing() throws {
        let store = try TestStore()
        do {
            var cursor = try CursorFile(named: "b-2", in: store.layout)
            try cursor.advance(to: CursorPosition(seq: 9))
            let new = try CursorFile(named: "a.1", in: store.layout)
            _ = new.position
        }
        try write(Array("1.0.1".utf8), to: "\(store.layout.cursors)/.c.new")
        let all = try CursorFile.all(in: store.layout)
        #expect(all.map(\.name) == ["a.1", "b-2"])
        #expect(all.map(\.position) == [nil, CursorPosition(seq: 9)])
        #expect(try CursorFile.remove(named: "b-2", in: store.layout))
        #expect(try !CursorFile.remove(named: "b-2", in: store.layout))
        #expect(try CursorFile.all(in: store.layout).map(\.name) == ["a.1"])
    }

    @Test("a cursor of one's own stands at any path, and keeps its mode") func ownPath() throws {
        let store = try TestStore()
        let path = "\(store.layout.root)/mine"
        try write(Array("1.0.4\n".utf8), to: path)
        var cursor = try CursorFile(at: path)
        let position = cursor.position
        #expect(position == CursorPosition(seq: 4))
        try cursor.advance(to: CursorPosition(seq: 6))
        #expect(try File.status(of: path)?.mode == 0o640)
        #expect(throws: JournalError.self) { _ = try CursorFile(at: store.layout.root) }
        #expect(throws: JournalError.self) { _ = try CursorFile(at: "/dev/null") }
    }

    @Test("the group may write a named cursor") func groupWritable() throws {
        let store = try TestStore()
        var cursor = try CursorFile(named: "shared", in: store.layout)
        let path = cursor.path
        #expect(try File.status(of: path)?.mode == 0o660)
        try cursor.advance(to: CursorPosition(seq: 1))
        #expect(try File.status(of: path)?.mode == 0o660)
    }
}
