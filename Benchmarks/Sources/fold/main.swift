// CPU of folding, as the match key needs it (`fold`) and as the full text and its queries do (`words`).
//
//     fold FILE...                      megabytes of text a second, articles set apart by a blank line
//     fold text|words TIMES FILE...     nothing but work, to be counted by callgrind
import Articles
import Glibc

/// Nanoseconds of CPU that the process has used.
func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// The articles of a file.
func articles(_ path: String) -> [[UInt8]] {
    guard let file = fopen(path, "r") else { fatalError("cannot read \(path)") }
    defer { fclose(file) }
    var (bytes, chunk): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 1 << 16))
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return bytes.split(separator: 0x0A).map(Array.init)
}

/// A way to go through an article; what it returns keeps the compiler from leaving it out.
typealias Work = ([UInt8], inout [UInt8]) -> Int

let fold: Work = { text, output in
    Folding.fold(text.span, into: &output)
    return output.count
}

/// What the tokenizer of the full text does, but for SQLite.
let words: Work = { text, _ in
    var sum = 0
    Folding.words(of: text.span) { word, _, end, _ in
        sum += word.count + end
        return true
    }
    return sum
}

/// As `tr` does it: each byte by a table of 256.
let table = (0..<256).map { UInt8($0 ^ 0x20) }
let translate: Work = { text, output in
    output.reserveCapacity(text.count)
    for byte in text { output.append(table[Int(byte)]) }
    return output.count
}

let copy: Work = { text, output in
    output.append(contentsOf: text)
    return output.count
}

/// Megabytes of text a second, the best of seven runs over all articles.
func speed(_ articles: [[UInt8]], _ work: Work) -> Double {
    let bytes = articles.reduce(0) { $0 + $1.count }
    var output: [UInt8] = []
    var (least, sum) = (Double.infinity, 0)
    for _ in 0..<7 {
        let start = cpu()
        for article in articles {
            output.removeAll(keepingCapacity: true)
            sum &+= work(article, &output)
        }
        least = min(least, cpu() - start)
    }
    precondition(sum != 0)
    return Double(bytes) / least * 1000
}

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "text", "words":
    let work = arguments.first == "text" ? fold : words
    let all = arguments.dropFirst(2).flatMap(articles)
    var (output, sum): ([UInt8], Int) = ([], 0)
    for _ in 0..<(Int(arguments.dropFirst().first ?? "") ?? 1) {
        for article in all {
            output.removeAll(keepingCapacity: true)
            sum &+= work(article, &output)
        }
    }
    precondition(sum != 0 || all.isEmpty)
case nil: fatalError("fold FILE... | text TIMES FILE... | words TIMES FILE...")
default:
    for path in arguments {
        let all = articles(path)
        print([fold, words, translate, copy].map { "\(Int(speed(all, $0)))" }.joined(separator: " "))
    }
}
