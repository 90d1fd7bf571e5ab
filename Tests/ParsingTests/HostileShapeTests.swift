import Articles
import Glibc
import Testing

@testable import Parsing

/// The documents of Resources/hostile-documents.tsv; `Benchmarks/attack` measures time and memory on the same ones.
@Suite("Hostile shapes")
struct HostileShapeTests {
    @Test("the table was found")
    func found() { #expect(HostileShape.all.count > 100) }

    @Test(
        "a document of any shape is read or refused, within its bytes, and what was wrong is said",
        arguments: HostileShape.all)
    func shape(_ shape: HostileShape) throws {
        let bytes = shape.document(ofBytes: shape.bytesNeeded)
        let input = FeedParser.Input(bytes: bytes, base: "https://example.org/d/")
        do throws(NotAFeed) {
            let document = try FeedParser.parse(input)
            let codes = document.warnings.map(\.code)
            #expect(shape.says.filter { !codes.contains($0) } == [], "said: \(codes)")
            // A byte that means nothing becomes three, what the prefilter adds doubles that, and resolving doubles it again.
            #expect(document.bytes.count <= 12 * bytes.count + (2 << 20))
            #expect(document.entries.count <= FeedBuilder.mostItems)
            #expect(document.warnings.count <= 12)
            for warning in document.warnings where warning.byte != nil {
                #expect(
                    warning.line != nil && warning.column != nil
                        && (0...bytes.count).contains(warning.byte ?? -1))
            }
        } catch {
            #expect(shape.says == ["!\(error.code)"])
        }
    }

    @Test("an instruction that ends in > alone is looked for once, not once for each")
    func halfInstructions() throws {
        // 400 KB: read to the end for each, this would be 20 GB, and the test would hardly come back.
        let feed = try ReadFeed(
            rss(String(repeating: "<?x>", count: 100_000) + "<item><title>a</title></item>"))
        #expect(feed.titles == ["a"])
    }

    @Test("a long base cannot make much of short links")
    func longBase() throws {
        let base = "https://a.example/" + String(repeating: "x", count: 8000) + "/"
        for link in ["<link>a</link>", "<enclosure url='a'/>", "<link href='a'/>"] {
            let text =
                "<rss xml:base='\(base)'><channel><item>" + String(repeating: link, count: 5000)
                + "</item></channel></rss>"
            let feed = try ReadFeed(text)
            #expect(feed.document.bytes.count <= 3 * text.utf8.count + (1 << 20))
            #expect(feed.codes.contains("too-much-text"))
        }
    }

    @Test("names are counted, and what was read before there were too many is kept")
    func names() throws {
        let names = (0..<Limits.documentNames + 5000).map { "<x\($0)/>" }.joined()
        let feed = try ReadFeed(rss("<item><title>a</title></item>\(names)<item><title>b</title></item>"))
        #expect(feed.titles == ["a"])
        #expect(feed.codes.contains("too-many-names") && feed.document.isTruncated)
    }

    @Test("items of JSON beyond the limit are left out, and said")
    func tooManyItems() throws {
        let items = String(repeating: "{\"id\":\"1\"},", count: FeedBuilder.mostItems) + "{\"id\":\"2\"}"
        let feed = try ReadFeed("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[\(items)]}")
        #expect(feed.entries.count == FeedBuilder.mostItems)
        #expect(feed.codes.contains("too-many-items") && feed.document.isTruncated)
    }

    @Test("a section longer than a chunk is one text, wherever its end falls")
    func longSection() throws {
        for count in (16 << 10) - 120...(16 << 10) + 20 {
            let text = String(repeating: "x", count: count)
            #expect(try ReadFeed(rss("<item><title><![CDATA[\(text)]]></title></item>")).titles == [text])
        }
    }
}

/// One row of the table.
struct HostileShape: CustomTestStringConvertible {
    var name: String
    /// Codes of warnings, or of the refusal after an exclamation mark.
    var says: [String]
    var head, part, tail: String

    var testDescription: String { name }

    /// Bytes of a document in which there is too much of what the shape is about.
    var bytesNeeded: Int {
        if says.contains(where: { $0.hasPrefix("too-many") }) { return 850_000 }
        return says.contains("xml-tag-length") ? 2 * Limits.tagBytes : 40_000
    }

    static let all: [HostileShape] = {
        let parts = #filePath.split(separator: "/").dropLast()
        let path = "/" + parts.joined(separator: "/") + "/Resources/hostile-documents.tsv"
        return text(of: path).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return HostileShape(
                name: cells[0], says: cells[1].split(separator: ",").map(String.init).filter { $0 != "-" },
                head: cells[2], part: cells[3], tail: cells[4])
        }
    }()

    /// A document of about that many bytes.
    func document(ofBytes size: Int) -> [UInt8] {
        let part = Self.bytes(part)
        let hasNumber = self.part.contains("{n}")
        var document = Self.bytes(head)
        var number = 0
        while document.count < size {
            document += hasNumber ? Self.bytes(self.part.replacing("{n}", with: "\(number)")) : part
            number += 1
        }
        return encoded(document + Self.bytes(tail))
    }

    /// `{x*3}`, `\n`, `\t`, `\xNN`, `\uNNNN` and `\\` as what they mean.
    private static func bytes(_ cell: String) -> [UInt8] {
        var output: [UInt8] = []
        let bytes = Array(
            cell.replacing(/\{(.+?)\*(\d+)\}/) { String(repeating: String($0.1), count: Int($0.2) ?? 0) }.utf8
        )
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                output.append(bytes[index])
                index += 1
                continue
            }
            let digits = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4][bytes[index + 1]] ?? 0
            let number = UInt32(
                String(decoding: bytes[index + 2..<index + 2 + digits], as: UTF8.self), radix: 16)
            switch bytes[index + 1] {
            case UInt8(ascii: "x"): output.append(UInt8(number ?? 0))
            case UInt8(ascii: "u"): output += String(Unicode.Scalar(number ?? 0) ?? "?").utf8
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "t"): output.append(0x09)
            default: output.append(bytes[index + 1])
            }
            index += 2 + digits
        }
        return output
    }

    private func encoded(_ document: [UInt8]) -> [UInt8] {
        let text = String(decoding: document, as: UTF8.self)
        switch name.split(separator: ".").last {
        case "utf-16le": return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case "utf-16be": return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        case "utf-32le":
            return text.unicodeScalars.flatMap { scalar in
                (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> (8 * $0)) }
            }
        default: return document
        }
    }

    private static func text(of path: String) -> String {
        guard let file = unsafe fopen(path, "r") else { return "" }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
