import Articles
import Glibc
import Parsing

// parse-model STAGE TIMES FILE…: reads each document TIMES times, so that two runs differ by the parser's work alone.
// STAGE is `model` (bytes to document) or `lines` (bytes to article lines: sanitised HTML, text, hashes, JSON).

@main
struct ParseModel {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 3, let times = Int(arguments[2]) else {
            print("usage: parse-model model|lines TIMES FILE…")
            exit(64)
        }
        let makesLines = arguments[1] == "lines"
        let context = ArticleMaker.Context(
            feedID: "benchmark", feedURL: "https://example.org/feed",
            fetchedAt: Timestamp(milliseconds: 1_790_000_000_000),
            site: { host in host })
        var total = 0
        for path in arguments[3...] {
            guard let bytes = read(path) else {
                print("parse-model: cannot read \(path)")
                exit(66)
            }
            for _ in 0..<times {
                guard
                    let document = try? FeedParser.parse(
                        .init(bytes: bytes, base: "https://example.org/feed"))
                else {
                    continue
                }
                total +=
                    makesLines ? ArticleMaker.prepare(document, context).bytes.count : document.entries.count
            }
        }
        print(total)
    }

    private static func read(_ path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
