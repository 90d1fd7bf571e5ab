import Glibc
import Testing

/// Tables of HTML that stand in files, so that a second engine reads them too (Tests/html-agreement).
enum HTMLTable {
    struct Row: Sendable, CustomTestStringConvertible {
        var source: String
        var html: String
        var text: String?

        var testDescription: String { String(source.prefix(80)) }
    }

    /// What has passed sanitisers, and what is left of it.
    static let vectors = rows(of: "html-vectors.txt")
    /// What the rules of reading HTML mean.
    static let rules = rows(of: "html-rules.txt")

    private static func rows(of name: String) -> [Row] {
        let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
        return read("\(folder)/Resources/\(name)").split(separator: "\n").compactMap { line in
            if line.hasPrefix("# ") { return nil }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(unescaped)
            return Row(
                source: cells[0], html: cells.count > 1 ? cells[1] : "",
                text: cells.count > 2 ? cells[2] : nil)
        }
    }

    /// A cell with `\n`, `\t`, `\r`, `\0`, `\\` and `\u{…}` read as Swift reads them.
    private static func unescaped(_ cell: Substring) -> String {
        var (text, rest) = (String.UnicodeScalarView(), cell.unicodeScalars)
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let escape = rest.popFirst() else {
                text.append(scalar)
                continue
            }
            switch escape {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "r": text.append("\r")
            case "0": text.append("\0")
            case "u":
                let digits = rest.dropFirst().prefix { $0 != "}" }
                rest = rest.dropFirst(digits.count + 2)
                if let scalar = UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init) {
                    text.append(scalar)
                }
            default: text.append(escape)
            }
        }
        return String(text)
    }

    private static func read(_ path: String) -> String {
        guard let file = unsafe fopen(path, "r") else { return "" }
        defer { unsafe fclose(file) }
        var (text, chunk): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 1 << 16))
        while true {
            let count = unsafe fread(&chunk, 1, chunk.count, file)
            if count == 0 { return String(decoding: text, as: UTF8.self) }
            text += chunk[..<count]
        }
    }
}
