import Testing
import TestServer

extension EndToEnd {
    /// Other people's documents, read where they are and never copied.
    @Suite("Real feeds")
    struct CorpusTests {
        private static let corpus = "\(Sources.root)/../shared/corpus"
        static let isHere = Scratch.size("\(corpus)/consensus.jsonl.gz") > 0
        private let scratch = Scratch()

        private struct Document { var id: String, file: String, bytes: [UInt8], entries: Int }

        /// Documents that give one item several times, and how many items they are.
        private static let repeated = ["rome/rome-modules/src/test/resources/os/sample1.xml": 1]

        private func documents() throws -> [Document] {
            let listed = try scratch.decompressed(
                by: "/usr/bin/gzip", ["-dc", "\(Self.corpus)/consensus.jsonl.gz"])
            return try listed.split(separator: 0x0A).enumerated().map { index, line in
                let json = try JSON(parsing: Array(line))
                let file = try #require(json["file"].text)
                return Document(
                    id: "d\(index)", file: file,
                    bytes: try #require(Scratch.read("\(Self.corpus)/feeds/\(file)"), "\(file)"),
                    entries: try #require(json["entries"].integer))
            }
        }

        @Test(
            "each of 141 documents brings its items, and a second round brings nothing",
            .enabled(if: EndToEnd.CorpusTests.isHere, "the corpus of real feeds is not beside this project"))
        func rounds() throws {
            let documents = try documents()
            #expect(documents.count == 141)
            let addresses = (1...16).map { "127.0.0.\($0)" }
            let server = try TestServer.start(addresses: addresses)
            defer { server.stop() }
            for (index, document) in documents.enumerated() {
                // Half of them have validators; of the others only the bytes say that nothing changed.
                server.serve(
                    "/\(document.id)", document.bytes, etag: index % 2 == 0 ? "\"\(document.id)\"" : nil)
            }
            scratch.configure(
                documents.enumerated().map { index, document in
                    (document.id, server.url("/\(document.id)", host: addresses[index % 16]))
                })
            let first = try scratch.fetch()
            let failures = first.errorLines.filter { $0.hasPrefix("newslogd: d") }
            #expect(failures.allSatisfy { $0.hasSuffix("[document-truncated]") }, "\(first.errorText)")
            let bytes = try scratch.journalBytes()
            let lines = try Scratch.lines(of: bytes)
            expectSound(lines)
            let counts = Dictionary(grouping: lines, by: \.feed).mapValues(\.count)
            for document in documents {
                let expected = Self.repeated[document.file] ?? document.entries
                #expect(counts[document.id] ?? 0 == expected, "\(document.id) \(document.file)")
            }
            let second = try scratch.fetch()
            #expect(
                second.errorText.contains("0 new, 0 updated, 0 duplicates; 141 unchanged"),
                "\(second.errorText)")
            #expect(try scratch.journalBytes() == bytes)
            // A catalog made of the journal alone knows every item again.
            scratch.removeCatalog()
            let third = try scratch.fetch()
            #expect(
                third.errorText.contains("0 new, 0 updated, 0 duplicates; 0 unchanged"), "\(third.errorText)")
            #expect(try scratch.journalBytes() == bytes)
        }
    }
}
