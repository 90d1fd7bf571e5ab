/// Reads a gzip file (RFC 1952) of our own making: traces are small and trusted, so plainness goes before speed.
///
/// Documents from the network are decoded in Fetching, by a library and within bounds.
package enum Gzip {
    /// The content of a gzip file; the bytes themselves when it is none, nil when it is damaged.
    package static func open(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.starts(with: [0x1F, 0x8B, 8]), bytes.count > 18 else { return bytes }
        var start = 10
        if bytes[3] & 4 != 0 { start += 2 + Int(bytes[start]) + Int(bytes[start + 1]) << 8 }
        // FNAME and FCOMMENT, each ended by a zero.
        for flag: UInt8 in [8, 16] where bytes[3] & flag != 0 {
            start = (bytes.dropFirst(start).firstIndex(of: 0) ?? bytes.count) + 1
        }
        if bytes[3] & 2 != 0 { start += 2 }
        var inflating = Inflating(bytes, from: start)
        return inflating.run()
    }
}

/// RFC 1951.
private struct Inflating {
    /// A canonical code: how many symbols have each length, and the symbols in order of their codes.
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(_ lengths: some Collection<Int>) {
            for length in lengths { counts[length] += 1 }
            counts[0] = 0
            for length in 1..<16 {
                for (symbol, own) in lengths.enumerated() where own == length { symbols.append(symbol) }
            }
        }
    }

    private let bytes: [UInt8]
    private var position: Int
    private var buffer = 0
    private var available = 0
    private var output: [UInt8] = []
    private var isDamaged = false

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195,
        227, 258,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
        4097, 6145, 8193, 12_289, 16_385, 24_577,
    ]
    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        position = start
    }

    mutating func run() -> [UInt8]? {
        var isLast = false
        while !isLast, !isDamaged {
            isLast = take(1) == 1
            switch take(2) {
            case 0: copyStored()
            case 1:
                let lengths = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
                inflate(Code(lengths), Code([Int](repeating: 5, count: 30)))
            case 2: inflateWithOwnCodes()
            default: isDamaged = true
            }
        }
        return isDamaged ? nil : output
    }

    private mutating func take(_ count: Int) -> Int {
        while available < count {
            guard position < bytes.count else {
                isDamaged = true
                return 0
            }
            buffer |= Int(bytes[position]) << available
            position += 1
            available += 8
        }
        defer {
            buffer >>= count
            available -= count
        }
        return buffer & (1 << count - 1)
    }

    private mutating func symbol(_ code: Code) -> Int {
        var (value, first, index) = (0, 0, 0)
        for length in 1..<16 where !isDamaged {
            value |= take(1)
            let count = code.counts[length]
            if value - first < count { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        isDamaged = true
        return 256
    }

    private mutating func copyStored() {
        (buffer, available) = (0, 0)
        guard position + 4 <= bytes.count else { return isDamaged = true }
        let count = Int(bytes[position]) | Int(bytes[position + 1]) << 8
        position += 4
        guard position + count <= bytes.count else { return isDamaged = true }
        output += bytes[position..<position + count]
        position += count
    }

    private mutating func inflateWithOwnCodes() {
        let (literals, distances, count) = (take(5) + 257, take(5) + 1, take(4) + 4)
        var lengths = [Int](repeating: 0, count: 19)
        for place in Self.order.prefix(count) { lengths[place] = take(3) }
        let code = Code(lengths)
        lengths = []
        while lengths.count < literals + distances, !isDamaged {
            let symbol = symbol(code)
            switch symbol {
            case 16:
                guard let last = lengths.last else { return isDamaged = true }
                lengths += [Int](repeating: last, count: 3 + take(2))
            case 17: lengths += [Int](repeating: 0, count: 3 + take(3))
            case 18: lengths += [Int](repeating: 0, count: 11 + take(7))
            default: lengths.append(symbol)
            }
        }
        guard !isDamaged, lengths.count == literals + distances else { return isDamaged = true }
        inflate(Code(lengths[..<literals]), Code(lengths[literals...]))
    }

    private mutating func inflate(_ literals: Code, _ distances: Code) {
        while !isDamaged {
            let symbol = symbol(literals)
            if symbol == 256 { return }
            if symbol < 256 {
                output.append(UInt8(symbol))
                continue
            }
            guard symbol <= 285 else { return isDamaged = true }
            let length =
                Self.lengthBases[symbol - 257] + take(symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4)
            let place = self.symbol(distances)
            guard place < 30 else { return isDamaged = true }
            let distance = Self.distanceBases[place] + take(place < 4 ? 0 : place / 2 - 1)
            guard distance <= output.count else { return isDamaged = true }
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
    }
}
