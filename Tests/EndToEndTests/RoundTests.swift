import Testing
import TestServer

extension EndToEnd {
    @Suite("A round over feeds of every dialect")
    struct RoundTests {
        private let scratch = Scratch()
        private static let offers = [
            Offer(
                id: "rss", body: Documents.english, etag: Array("\"rss-1\"".utf8),
                lastModified: Array("Mon, 23 Nov 2026 10:00:00 GMT".utf8)),
            Offer(id: "atom", body: Documents.atom, isCompressed: true, etag: Array("W/\"a;b, 'c'\"".utf8)),
            Offer(id: "rdf", body: Documents.rdf, lastModified: Array("yesterday, I think".utf8)),
            Offer(
                id: "json", body: Documents.json, type: "application/feed+json", isCompressed: true,
                etag: Array("unquoted-gzip".utf8)),
            Offer(id: "arabic", body: Documents.arabic, type: "text/xml", etag: [0x22, 0xC7, 0xE1, 0x22]),
        ]

        private func serve(_ body: (TestServer) throws -> Void) throws {
            let server = try TestServer.start()
            defer { server.stop() }
            for offer in Self.offers { offer.serve(at: server) }
            scratch.configure(Self.offers.map { ($0.id, server.url("/\($0.id)")) })
            try body(server)
        }

        private static let keys = [
            "v", "seq", "event", "id", "revision", "duplicate_of", "dropped", "date", "fetched_at", "feed",
            "language", "direction", "url", "external_url", "guid", "title", "summary", "authors", "tags",
            "image", "attachments", "date_published", "date_modified", "date_raw", "date_source", "matched",
            "hash", "content_source", "truncated", "content_html", "content_text",
        ]

        @Test("every item becomes one line with every key of the schema in order")
        func lines() throws {
            try serve { _ in
                let child = try scratch.fetch()
                #expect(child.wait() == .exited(0))
                #expect(
                    child.errorLines == ["5 feeds: 10 new, 0 updated, 0 duplicates; 0 unchanged, 0 failing"])
                #expect(child.output.isEmpty)
                let lines = try scratch.journal()
                #expect(lines.count == 10)
                expectSound(lines)
                for line in lines {
                    #expect(line.json.keys == Self.keys)
                    #expect(line.json["feed"].keys == ["id", "url", "title", "site_url", "tags"])
                    #expect(line.event == "new" && line.revision == 1)
                    #expect(line.id.utf8.count == 32 && line.id.allSatisfy(\.isHexDigit))
                }
            }
        }

        @Test("titles, texts, dates, languages and directions are those of the documents")
        func texts() throws {
            try serve { _ in
                _ = try scratch.fetch()
                let lines = try scratch.journal()
                func line(_ feed: String, _ index: Int) throws -> JSON {
                    let found = lines.filter { $0.feed == feed }
                    try #require(found.indices.contains(index))
                    return found[index].json
                }
                let ferries = try line("rss", 0)
                #expect(ferries["title"].text == "Ferries & tides")
                #expect(ferries["summary"].text == "In short.")
                #expect(ferries["content_text"].text == "The ferry waits.\n\nIt sails.")
                #expect(ferries["content_html"].text == "<p>The ferry <b>waits</b>.</p><p>It sails.</p>")
                #expect(ferries["date"].text == "2026-11-23T08:00:00.000Z")
                #expect(ferries["authors"][0]["name"].text == "Ann Pier")
                #expect(ferries["tags"] == .array([.string("Sea")]))
                #expect(ferries["language"].text == "en" && ferries["direction"].text == "ltr")
                #expect(ferries["feed"]["title"].text == "The Harbour Post")
                #expect(try line("rss", 1)["url"].text == "https://harbour.example/fog")
                #expect(try line("rss", 1)["date_source"].text == "fetched")
                let snow = try line("atom", 0)
                #expect(snow["title"].text == "Schnee & Eis" && snow["content_text"].text == "Über Nacht.")
                #expect(snow["guid"].text == "urn:berg:1" && snow["date_source"].text == "modified")
                #expect(try line("atom", 1)["date_published"].text == "2026-11-22T07:00:00.000Z")
                #expect(try line("rdf", 0)["date_published"].text == "2026-11-20T00:00:00.000Z")
                #expect(try line("rdf", 1)["url"].text == "https://archive.example/2")
                #expect(try line("json", 0)["content_text"].text == "{ \"a\" }")
                #expect(try line("json", 1)["content_text"].text == "Square [ ]")
                #expect(try line("json", 1)["title"] == .null)
                for (index, title) in Documents.arabicTitles.enumerated() {
                    let item = try line("arabic", index)
                    #expect(item["title"].text == title)
                    #expect(item["language"].text == "ar" && item["direction"].text == "rtl")
                }
                let said = try line("arabic", 0)
                #expect([said["summary"].text, said["content_text"].text].contains(Documents.arabicText))
            }
        }

        @Test("a second round stores nothing and sends every validator back byte for byte")
        func secondRound() throws {
            try serve { server in
                _ = try scratch.fetch()
                let before = try scratch.journal()
                let child = try scratch.fetch()
                #expect(child.wait() == .exited(0))
                #expect(
                    child.errorLines == ["5 feeds: 0 new, 0 updated, 0 duplicates; 5 unchanged, 0 failing"])
                #expect(try scratch.journal().map(\.bytes) == before.map(\.bytes))
                for offer in Self.offers {
                    let requests = server.requests(to: "/\(offer.id)")
                    try #require(requests.count == 2)
                    #expect(requests[0].headerBytes("if-none-match") == nil)
                    #expect(requests[0].headerBytes("if-modified-since") == nil)
                    #expect(requests[1].headerBytes("if-none-match") == offer.etag, "\(offer.id)")
                    #expect(requests[1].headerBytes("if-modified-since") == offer.lastModified, "\(offer.id)")
                }
            }
        }

        @Test("a request has Host, User-Agent, Accept, Accept-Encoding and validators, and nothing else")
        func requestHeaders() throws {
            try serve { server in
                _ = try scratch.fetch()
                _ = try scratch.fetch()
                #expect(server.requests.count == 10)
                for request in server.requests {
                    var expected = ["accept", "accept-encoding", "host", "user-agent"]
                    let offer = try #require(Self.offers.first { "/\($0.id)" == request.path })
                    if request.attempt == 2, offer.etag != nil { expected.append("if-none-match") }
                    if request.attempt == 2, offer.lastModified != nil {
                        expected.append("if-modified-since")
                    }
                    #expect(request.fields.map(\.name).sorted() == expected.sorted())
                    #expect(request.header("host") == "127.0.0.1:\(server.port)")
                    #expect(request.header("user-agent")?.hasPrefix("newslog/") == true)
                }
            }
        }

        @Test("feeds can be named on the command line, without any configuration")
        func urls() throws {
            try serve { server in
                // Loopback is refused without a word of the user's, so nothing is asked of the server.
                let child = try scratch.run("fetch", [server.url("/rss")])
                #expect(child.wait() == .exited(75))
                #expect(child.errorText.contains("[address-refused]"), "\(child.errorText)")
                #expect(server.requests.isEmpty)
            }
        }

        @Test("a file of this machine is a feed like any other")
        func files() throws {
            let file = scratch.write("bulletin.xml", Documents.english)
            scratch.write("newslog.toml", "version = 1\n[[feed]]\nid = \"bulletin\"\npath = \"\(file)\"\n")
            #expect(try scratch.fetch().wait() == .exited(0))
            #expect(try scratch.fetch().errorText.contains("1 unchanged"))
            #expect(try scratch.journal().map(\.title) == ["Ferries & tides", "Fog"])
        }

        @Test("a feed of the configuration is asked alone by its id, by force once a minute")
        func named() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            for id in ["one", "two"] { server.serve("/\(id)", Documents.rss([.init(id)]), etag: "\"v\"") }
            scratch.configure(["one", "two"].map { ($0, server.url("/\($0)")) })
            #expect(try scratch.fetch("two").wait() == .exited(0))
            #expect(server.requests.map(\.path) == ["/two"])
            let early = try scratch.fetch("--force", "two")
            #expect(early.wait() == .exited(75) && early.errorText.contains("[too-soon]"))
            #expect(try scratch.fetch("--force", "one").errorText.contains("1 new"))
            #expect(server.requests.map(\.path) == ["/two", "/one"])
        }
    }
}
