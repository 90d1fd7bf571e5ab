// CPU of the HTML cleaner a byte: articles against libxml2's HTML parser, hostile shapes against themselves.
//
//     html articles FILE...       HTML of articles, each some bytes: paired with libxml2, the median of the ratios
//     html shapes                 every hostile shape at 1 and 8 MiB
//     html clean|peer TIMES FILE...   nothing but work, to be counted by callgrind
import Articles
import CHTMLPeer
import Glibc
import Parsing

/// Nanoseconds of CPU that the process has used.
func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    var (bytes, chunk): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 1 << 16))
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return bytes
}

/// The cleaner and its buffers, used for one article after the other as the daemon does.
struct Ours: ~Copyable {
    var cleaner = HTMLCleaner()
    var (html, text): ([UInt8], [UInt8]) = ([], [])
    let base = Array("https://example.com/news/".utf8)

    /// Cleans a source and returns the bytes written.
    mutating func read(_ source: [UInt8]) -> Int {
        html.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        let base = base
        _ = cleaner.clean(source.span, base: base.span, html: &html, text: &text)
        return html.count + text.count
    }
}

func peer(_ source: [UInt8]) -> Int {
    source.withUnsafeBytes { bytes in
        peer_read_html(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
}

/// Nanoseconds of CPU that some work takes, which returns how much it wrote.
func measure(_ work: () -> Int) -> Double {
    let start = cpu()
    let written = work()
    let end = cpu()
    precondition(written >= 0)
    return end - start
}

func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
func show(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }

func articles(_ paths: [String]) {
    var ours = Ours()
    let sources = paths.map(read)
    let bytes = sources.map(\.count).reduce(0, +)
    let times = max(1, 4_000_000 / max(bytes, 1))
    var rounds: [(ours: Double, peer: Double)] = []
    for _ in 0..<15 {
        let mine = measure { (0..<times).reduce(0) { sum, _ in sources.reduce(sum) { $0 + ours.read($1) } } }
        let theirs = measure { (0..<times).reduce(0) { sum, _ in sources.reduce(sum) { $0 + peer($1) } } }
        rounds.append((mine / Double(times * bytes), theirs / Double(times * bytes)))
    }
    print(
        "\(sources.count) articles, \(bytes) bytes: \(show(median(rounds.map(\.ours)))) ns of CPU a byte, libxml2 "
            + "\(show(median(rounds.map(\.peer)))): \(show(median(rounds.map { $0.peer / $0.ours }))) times faster"
    )
}

func shapes() {
    var ours = Ours()
    var worst = 0.0
    ours.cleaner.limit = .max
    for shape in HTMLShapes.names {
        let costs = [1 << 20, 8 << 20].map { size in
            let source = HTMLShapes.source(named: shape, bytes: size) ?? []
            return (0..<3).map { _ in measure { ours.read(source) } / Double(source.count) }.min() ?? 0
        }
        worst = max(worst, costs[1] / costs[0])
        let name = shape + String(repeating: " ", count: max(1, 36 - shape.count))
        print(
            "\(name) \(show(costs[0])) ns a byte at 1 MiB, \(show(costs[1])) at 8 MiB: growth \(show(costs[1] / costs[0]))"
        )
    }
    print("\(HTMLShapes.names.count) shapes, the worst growth \(show(worst))")
}

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "articles": articles(Array(arguments.dropFirst()))
case "shapes": shapes()
case "clean", "peer":
    var ours = Ours()
    let sources = arguments.dropFirst(2).map(read)
    for _ in 0..<(Int(arguments.dropFirst().first ?? "") ?? 1) {
        for source in sources { _ = arguments.first == "clean" ? ours.read(source) : peer(source) }
    }
default: fatalError("html articles FILE... | shapes | clean TIMES FILE... | peer TIMES FILE...")
}
