import Synchronization
import Testing
import TestServer

extension EndToEnd {
    @Suite("Edits and duplicates")
    struct EditTests {
        private let scratch = Scratch()

        /// A document that a test exchanges while it is served, each version under a validator of its own.
        private final class Changing: Sendable {
            private let state = Mutex<(version: Int, items: [Documents.Item])>((0, []))
            func publish(_ items: [Documents.Item]) { state.withLock { $0 = ($0.version + 1, items) } }

            func serve(_ path: String, at server: TestServer) {
                server.on(path) { [self] request in
                    let (version, items) = state.withLock { $0 }
                    let etag = "\"\(version)\""
                    if request.header("if-none-match") == etag { return [.status(304), .endHead] }
                    return [.status(200), .header("ETag", etag), .body(Documents.rss(items))]
                }
            }
        }

        @Test("an edit in the same minute is not written, and the old validator stays so that it comes again")
        func waitingEdit() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let feed = Changing()
            feed.serve("/feed", at: server)
            scratch.configure([("feed", server.url("/feed"))])
            feed.publish([.init("a"), .init("b")])
            #expect(try scratch.fetch().errorText.contains("2 new, 0 updated"))
            feed.publish([.init("a", "Another title"), .init("b"), .init("c")])
            #expect(try scratch.fetch().errorText.contains("1 new, 0 updated"))
            #expect(try scratch.fetch().errorText.contains("0 new, 0 updated"))
            let sent = server.requests(to: "/feed").map { $0.header("if-none-match") }
            #expect(sent == [nil, "\"1\"", "\"1\""])
            let lines = try scratch.journal()
            #expect(lines.map(\.guid) == ["a", "b", "c"])
            #expect(lines[0].title == "Title of a")
            expectSound(lines)
        }

        @Test("an edit that is taken back while it waits leaves no trace")
        func revertedEdit() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let feed = Changing()
            feed.serve("/feed", at: server)
            scratch.configure([("feed", server.url("/feed"))])
            feed.publish([.init("a")])
            _ = try scratch.fetch()
            feed.publish([.init("a", "Another title")])
            _ = try scratch.fetch()
            feed.publish([.init("a")])
            #expect(try scratch.fetch().wait() == .exited(0))
            #expect(try scratch.fetch().errorText.contains("1 unchanged"))
            let sent = server.requests(to: "/feed").map { $0.header("if-none-match") }
            #expect(sent == [nil, "\"1\"", "\"1\"", "\"3\""])
            #expect(try scratch.journal().count == 1)
        }

        @Test("items under one guid and one page stay many articles, told apart by title and date")
        func oneGuid() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let feed = Changing()
            feed.serve("/feed", at: server)
            scratch.configure([("feed", server.url("/feed"))])
            let items = (1...40).map { Documents.Item("same", "Number \($0)", link: "https://page.example/") }
            feed.publish(items)
            #expect(try scratch.fetch().errorText.contains("40 new, 0 updated"))
            #expect(try scratch.fetch().errorText.contains("1 unchanged"))
            feed.publish(
                [Documents.Item("same", "Number 41", link: "https://page.example/")] + items.dropLast())
            #expect(try scratch.fetch().errorText.contains("1 new, 0 updated"))
            #expect(try scratch.fetch().errorText.contains("1 unchanged"))
            expectSound(try scratch.journal())
        }

        @Test("an article that another feed had first is a duplicate of it, whole and marked")
        func duplicates() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let text = Documents.longText("the sea")
            let item = Documents.Item("one", link: "https://wire.example/sea", text: text)
            server.on("/wire", [.status(200), .body(Documents.rss([item]))])
            scratch.configure([("wire", server.url("/wire"))])
            _ = try scratch.fetch()
            let copy = Documents.Item("else", link: "https://wire.example/sea?utm_source=copy", text: text)
            server.on("/copy", [.status(200), .body(Documents.rss([copy]))])
            scratch.configure([("wire", server.url("/wire")), ("copy", server.url("/copy"))])
            #expect(try scratch.fetch().errorText.contains("0 new, 0 updated, 1 duplicate;"))
            let lines = try scratch.journal()
            #expect(lines.map(\.event) == ["new", "duplicate"])
            #expect(lines.map(\.duplicateOf) == [nil, lines[0].id])
            #expect(lines[1].id != lines[0].id)
            #expect([lines[1].text, lines[1].json["summary"].text].contains(text))
            #expect(try scratch.fetch().errorText.contains("2 unchanged"))
        }

        @Test("two feeds that bring the same article in one round bring it once new and once as a duplicate")
        func duplicatesOfOneRound() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let ids = (0..<12).map { "feed\($0)" }
            for id in ids {
                let item = Documents.Item(
                    id, link: "https://wire.example/sea", text: Documents.longText("it"))
                server.on("/\(id)", [.status(200), .body(Documents.rss([item]))])
            }
            scratch.configure(ids.map { ($0, server.url("/\($0)")) })
            #expect(try scratch.fetch().errorText.contains("1 new, 0 updated, 11 duplicates"))
            let lines = try scratch.journal()
            expectSound(lines)
            let first = try #require(lines.first { $0.event == "new" })
            #expect(lines.filter { $0.event == "duplicate" }.allSatisfy { $0.duplicateOf == first.id })
        }
    }
}
