import Articles
import Testing

@testable import Parsing

/// Every date of the tables, damaged: none may crash the reader, and what is read stays within its years.
@Suite("Damaged dates")
struct DateDamageTests {
    private static let texts = (DateTable.languages + DateTable.shapes).map { Array($0.text.utf8) }
    private static let range =
        Timestamp(year: 1900, month: 1, day: 1)..<Timestamp(year: 2101, month: 1, day: 1)

    private static let readers = [DateReader(), DateReader(timezone: "Africa/Cairo")]

    private func check(_ bytes: [UInt8]) {
        for reader in Self.readers {
            let instants: [Timestamp] =
                switch reader.read(bytes.span) {
                case .instant(let instant): [instant]
                case .ambiguous(.order(let dayFirst, let monthFirst)): [dayFirst, monthFirst]
                case .ambiguous(.month(let readings)): readings.map(\.instant)
                case .none: []
                }
            for instant in instants where !Self.range.contains(instant) {
                Issue.record("\(String(decoding: bytes, as: UTF8.self)) is \(instant)")
            }
        }
        _ = DateReader.order(of: bytes.span)
    }

    @Test("Every beginning and every end")
    func cuts() {
        for text in Self.texts {
            for index in text.indices {
                check(Array(text[..<index]))
                check(Array(text[index...]))
                check(Array(text[..<index] + text[(index + 1)...]))
            }
        }
    }

    @Test("Every byte changed to one of each kind")
    func flips() {
        for text in Self.texts {
            for index in text.indices {
                for value: UInt8 in [
                    0, 0x09, 0x20, 0x26, 0x28, 0x2B, 0x2D, 0x2E, 0x2F, 0x30, 0x39, 0x3A, 0x41, 0x54, 0x80,
                    0xD9, 0xE5, 0xFF,
                ] {
                    var damaged = text
                    damaged[index] = value
                    check(damaged)
                }
                var damaged = text
                damaged[index] ^= UInt8(1 << (index % 8))
                check(damaged)
            }
        }
    }

    @Test("Numbers grown without bound, words and signs repeated")
    func growth() {
        for text in Self.texts {
            for index in text.indices {
                for count in [1, 4, 18, 19, 20, 40, 200] {
                    let isDigit = text[index].isASCIIDigit
                    if isDigit || count == 4 {
                        check(
                            text[...index] + [UInt8](repeating: text[index], count: count)
                                + text[(index + 1)...])
                        check(text[..<index] + [UInt8](repeating: 0x39, count: count) + text[index...])
                    }
                }
            }
            let parts = text.split(separator: 0x20)
            for index in parts.indices {
                for times in [2, 3] {
                    var repeated = parts
                    repeated.insert(
                        contentsOf: [ArraySlice<UInt8>](repeating: parts[index], count: times - 1), at: index)
                    check(Array(repeated.joined(separator: [0x20])))
                }
                var swapped = parts
                swapped.swapAt(index, 0)
                check(Array(swapped.joined(separator: [0x20])))
            }
        }
    }

    @Test("Parts of two dates put together")
    func crosses() {
        for (index, text) in Self.texts.enumerated() {
            let other = Self.texts[(index * 7 + 3) % Self.texts.count]
            for cut in stride(from: 0, to: text.count, by: 3) {
                check(Array(text[..<cut]) + other[(other.count * cut / max(text.count, 1))...])
            }
        }
    }
}
