import Testing

@testable import Articles

@Suite struct ArticleRemainsTests {
    private func line(_ remains: String) -> ArticleLine? {
        ArticleLine(
            Array(
                #"{"v":1,"seq":7,"event":"removed","id":"00000000000000010000000000000002","revision":1,"duplicate_of":null,"dropped":false,"feed":{"id":"a","url":"u"},"remains":\#(remains)}"#
                    .utf8))
    }

    @Test("What is written is read again, all of it or what there is") func roundTrip() throws {
        var evidence = ItemEvidence(hash: .forgotten)
        for step in 0...3 {
            if step > 0 { evidence.titleAndDate = Digest128(high: 0xF << 60, low: 1) }
            if step > 1 { evidence.match = Digest128(high: 2, low: .max) }
            if step > 2 { (evidence.title, evidence.foldedCharacters) = (.max - 1, 4_000_000_000) }
            let remains = ArticleRemains(of: evidence)
            var bytes: [UInt8] = []
            remains.append(to: &bytes)
            let read = try #require(line(String(decoding: bytes, as: UTF8.self))?.remains)
            #expect(read == remains)
            var restored = ItemEvidence(hash: .forgotten)
            read.restore(&restored)
            #expect(restored == evidence)
        }
    }

    @Test("Keys that are not known are passed over, and values of another kind are absent")
    func lenient() throws {
        let remains = try #require(
            line(#"{"later":[1,{"a":2}],"title":5,"match":"xyz","title_and_date":null,"characters":-1}"#)?
                .remains)
        #expect(remains == ArticleRemains(of: ItemEvidence(hash: .forgotten)))
    }

    @Test(
        "A line whose remains are cut or no JSON is no line",
        arguments: [#"{"title":"#, #"{"title" 5}"#, "{]"])
    func broken(remains: String) {
        #expect(line(remains) == nil)
    }

    @Test("The raw JSON of the feed is that of the line") func feed() throws {
        let line = try #require(self.line("{}"))
        #expect(line.json(line.feed).elementsEqual(#"{"id":"a","url":"u"}"#.utf8))
        #expect(line.json(nil).isEmpty)
    }
}
