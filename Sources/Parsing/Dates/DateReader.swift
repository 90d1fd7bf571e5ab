package import Articles

/// Reads dates as publishers write them; a stand-in that knows RFC 822 and RFC 3339 only.
package struct DateReader: Sendable {
    /// Makes a reader for one document.
    package init(timezone: String? = nil, language: String? = nil) {}

    /// Reads one date.
    package func read(_ text: Span<UInt8>) -> DateReading {
        var numbers: [Int] = []
        var words: [String] = []
        var index = 0
        while index < text.count {
            var number = 0
            var word: [UInt8] = []
            let start = index
            while index < text.count, (0x30...0x39).contains(text[index]), index - start < 9 {
                number = number * 10 + Int(text[index] - 0x30)
                index += 1
            }
            if index > start {
                numbers.append(number)
                continue
            }
            while index < text.count, (0x61...0x7A).contains(text[index] | 0x20) {
                word.append(text[index].asciiLowercased)
                index += 1
            }
            if word.isEmpty {
                index += 1
            } else {
                words.append(String(decoding: word.prefix(3), as: UTF8.self))
            }
        }
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        if let month = words.compactMap({ months.firstIndex(of: $0) }).first, numbers.count >= 5 {
            let second =
                numbers.count > 5 || !text.contains(sign: true) ? numbers.count > 4 ? numbers[4] : 0 : 0
            let zone = numbers.count > 5 ? numbers[5] : 0
            let minutes = (zone / 100 * 60 + zone % 100) * (text.contains(sign: false) ? 1 : -1)
            let year = numbers[1] < 100 ? numbers[1] + (numbers[1] < 70 ? 2000 : 1900) : numbers[1]
            return .instant(
                Timestamp(
                    year: year, month: month + 1, day: numbers[0], hour: numbers[2],
                    minute: numbers[3] - minutes, second: second))
        }
        guard numbers.count >= 3, (1900...2100).contains(numbers[0]) else { return .none }
        let time = Array(numbers.dropFirst(3).prefix(3)) + [0, 0, 0]
        return .instant(
            Timestamp(
                year: numbers[0], month: numbers[1], day: numbers[2], hour: time[0], minute: time[1],
                second: time[2]))
    }
}

/// What a date says.
package enum DateReading: Equatable, Sendable {
    /// One instant.
    case instant(Timestamp)
    /// Day and month could be either way round; the document's other dates decide.
    case ambiguous(dayFirst: Timestamp, monthFirst: Timestamp)
    /// Nothing that can be read without guessing.
    case none
}

extension Span<UInt8> {
    fileprivate func contains(sign isPlus: Bool) -> Bool {
        for index in indices where self[index] == UInt8(ascii: "+") || !isPlus && self[index] == 0x2B {
            return true
        }
        return false
    }
}
