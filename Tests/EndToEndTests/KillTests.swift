import Glibc
import Synchronization
import Testing
import TestServer

extension EndToEnd {
    @Suite("Killed while fetching")
    struct KillTests {
        private let scratch = Scratch()

        /// A feed that publishes with every request: old items leave its document, so that what is lost stays lost.
        ///
        /// Whoever sends a validator back says "I have this": the server believes it and remembers.
        private final class Newsroom: Sendable {
            private let told = Mutex<[String: Set<Int>]>([:])
            static let itemsPerVersion = 3
            static let versionsShown = 2

            /// Every guid that the reader said it had.
            var acknowledged: Set<String> {
                let versions = told.withLock { $0 }
                return Set(
                    versions.flatMap { feed, numbers in
                        numbers.flatMap { Self.items(of: feed, version: $0) }.map(\.guid)
                    })
            }

            func serve(_ ids: [String], at server: TestServer) {
                for id in ids {
                    server.on("/\(id)") { [self] request in
                        if let etag = request.header("if-none-match") {
                            let number = Int(etag.filter(\.isNumber)) ?? 0
                            told.withLock { _ = $0[id, default: []].insert(number) }
                        }
                        let items = Self.items(of: id, version: request.attempt)
                        return [
                            .status(200), .header("ETag", "\"\(request.attempt)\""),
                            .body(Documents.rss(items, title: id)),
                        ]
                    }
                }
            }

            static func items(of feed: String, version: Int) -> [Documents.Item] {
                let first = max(0, version - versionsShown) * itemsPerVersion
                return (first..<version * itemsPerVersion).map { number in
                    Documents.Item(
                        "\(feed)-\(number)", link: "https://\(feed).example/\(number)",
                        text: Documents.longText("\(feed) \(number)"))
                }
            }
        }

        /// The moments at which the process is killed, in turn.
        private enum Moment: CaseIterable {
            case atARequest, afterTheLastRequest, whenTheJournalGrows, whenTheCatalogGrows, atTheStart
        }

        private var segmentBytes: Int {
            let folder = "\(scratch.state)/journal"
            return Scratch.names(folder).reduce(0) { $0 + Scratch.size("\(folder)/\($1)") }
        }

        private func kill(_ child: Child, at moment: Moment, _ turn: Int, _ server: TestServer, feeds: Int) {
            let before = server.requests.count
            let (journal, wal) = (segmentBytes, Scratch.size("\(scratch.state)/catalog.sqlite-wal"))
            switch moment {
            case .atARequest: _ = server.waitForRequests(before + 1 + turn % feeds)
            case .afterTheLastRequest: _ = server.waitForRequests(before + feeds)
            case .whenTheJournalGrows: _ = waitUntil(.seconds(10)) { self.segmentBytes > journal }
            case .whenTheCatalogGrows:
                _ = waitUntil(.seconds(10)) {
                    Scratch.size("\(self.scratch.state)/catalog.sqlite-wal") != wal
                }
            case .atTheStart: _ = waitUntil(.seconds(10)) { Scratch.size("\(self.scratch.state)/lock") > 0 }
            }
            child.signal(SIGKILL)
        }

        @Test(
            "nothing that a publisher was told we have is lost or stored twice, whenever the process is killed"
        )
        func kills() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let newsroom = Newsroom()
            let ids = (0..<6).map { "feed\($0)" }
            newsroom.serve(ids, at: server)
            scratch.configure(ids.map { ($0, server.url("/\($0)")) })
            let kills = unsafe getenv("NEWSLOG_KILLS").flatMap { Int(unsafe String(cString: $0)) } ?? 20
            var killed = 0
            for turn in 0..<kills {
                let child = try scratch.start("fetch", ["--config", scratch.configuration])
                let moment = Moment.allCases[turn % Moment.allCases.count]
                kill(child, at: moment, turn, server, feeds: ids.count)
                if child.wait() == .killed(SIGKILL) { killed += 1 }
            }
            #expect(killed > kills / 2, "\(killed) of \(kills) were killed before their end")
            #expect(try scratch.fetch().wait() == .exited(0))
            _ = try scratch.fetch()
            let lines = try scratch.journal()
            expectSound(lines)
            let new = Dictionary(grouping: lines.filter { $0.event == "new" }) { $0.guid ?? "" }
            let lost = newsroom.acknowledged.filter { new[$0] == nil }
            #expect(lost.isEmpty, "lost: \(lost.sorted())")
            #expect(new.values.filter { $0.count > 1 }.isEmpty)
            #expect(lines.allSatisfy { $0.event == "new" })
            #expect(newsroom.acknowledged.count >= ids.count * Newsroom.itemsPerVersion)

            let export = try Child(
                Scratch.program("newslog"), ["export", "--state", scratch.state],
                environment: scratch.environment)
            #expect(export.wait() == .exited(0), "\(export.errorText)")
            #expect(export.outputLines == lines.map(\.bytes))

            // What the catalog became under the kills is what the journal says.
            #expect(try scratch.run("reindex", ["--config", scratch.configuration]).wait() == .exited(0))
            for id in ids {
                let items = Newsroom.items(of: id, version: server.requests(to: "/\(id)").count)
                server.on("/\(id)", [.status(200), .body(Documents.rss(items, title: id))])
            }
            #expect(try scratch.fetch().errorText.contains("0 new, 0 updated, 0 duplicates"))
            #expect(try scratch.journal().count == lines.count)
        }

        @Test("a rebuilt catalog decides as the lost one did, with its states and without")
        func rebuiltCatalog() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let text = Documents.longText("the same")
            let documents: [String: [Documents.Item]] = [
                "wire": [.init("w1", link: "https://wire.example/1", text: text), .init("w2"), .init("w3")],
                "copy": [.init("c1", link: "https://wire.example/1", text: text)],
                // Items that only title and date tell apart, one given twice, and one guid for two items.
                "page": [
                    .init("p", "One", link: "https://page.example/"),
                    .init("p", "Two", link: "https://page.example/2"),
                    .init("q", "Three"), .init("q", "Three"),
                ],
            ]
            for (id, items) in documents { server.on("/\(id)", [.status(200), .body(Documents.rss(items))]) }
            scratch.configure(documents.keys.sorted().map { ($0, server.url("/\($0)")) })
            #expect(try scratch.fetch().wait() == .exited(0))
            let before = try scratch.journal()
            #expect(before.count == 7)

            let kept = try scratch.run("reindex", ["--config", scratch.configuration])
            #expect(kept.wait() == .exited(0) && kept.errorText.contains("7 lines"), "\(kept.errorText)")
            // The states were carried over: the bytes are known.
            #expect(try scratch.fetch().errorText.contains("3 unchanged"))

            scratch.removeCatalog()
            let anew = try scratch.fetch()
            #expect(
                anew.errorText.contains("0 new, 0 updated, 0 duplicates; 0 unchanged"), "\(anew.errorText)")
            #expect(try scratch.journal().map(\.bytes) == before.map(\.bytes))
        }

        @Test("a damaged catalog is built anew without a hand")
        func damagedCatalog() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            server.serve("/feed", Documents.rss([.init("a"), .init("b")]), etag: "\"1\"")
            scratch.configure([("feed", server.url("/feed"))])
            _ = try scratch.fetch()
            let before = try scratch.journal()
            scratch.removeCatalog()
            scratch.write("state/catalog.sqlite", "This is no database, whatever it is called.")
            let child = try scratch.fetch()
            #expect(child.wait() == .exited(0), "\(child.errorText)")
            #expect(server.requests.last?.header("if-none-match") == nil)
            #expect(try scratch.journal().map(\.bytes) == before.map(\.bytes))
            #expect(try scratch.fetch().errorText.contains("1 unchanged"))
        }

        @Test("a torn end of the journal is cut off and its articles come again")
        func tornJournal() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            server.serve("/feed", Documents.rss([.init("a")]), etag: "\"1\"")
            scratch.configure([("feed", server.url("/feed"))])
            _ = try scratch.fetch()
            server.serve("/feed", Documents.rss([.init("a"), .init("b")]), etag: "\"2\"")
            _ = try scratch.fetch()
            let segment = try #require(Scratch.names("\(scratch.state)/journal").last)
            let bytes = try #require(Scratch.read("\(scratch.state)/journal/\(segment)"))
            scratch.write("state/journal/\(segment)", Array(bytes.dropLast(20)))
            let child = try scratch.fetch()
            #expect(child.wait() == .exited(0), "\(child.errorText)")
            let lines = try scratch.journal()
            expectSound(lines)
            #expect(lines.map(\.guid) == ["a", "b"])
        }
    }
}
