/// What every Unicode scalar folds to: `FoldingTables` unpacked at first use into tables for looking up.
struct FoldingTable: Sendable {
    /// What a scalar is to folding.
    enum Kind: UInt16 {
        /// Part of a word, folds to itself.
        case word
        /// No part of a word: with its neighbours one blank.
        case separator
        /// Disappears.
        case dropped
        /// Part of a run that is written without blanks between words; folds to itself.
        case unspaced
    }

    /// The tables, made at first use.
    static let shared = FoldingTable()

    /// Added to the kind of a mark that may change the letter before it.
    static let composing: UInt16 = 4
    /// Values from here on are replacements.
    static let firstReplacement: UInt16 = 8

    /// For U+0000 to U+07FF a packed answer (`LowEntry`), because Latin, Cyrillic, Hebrew and Arabic run through it.
    private(set) var low: [UInt32] = []
    /// The block of 128 values that a scalar's upper bits choose.
    private let blockOf: [UInt16]
    private let blocks: [UInt16]
    /// UTF-8 of all replacements, and where each begins.
    private let replacementBytes: [UInt8]
    private let replacementStarts: [Int]
    /// Mark in the upper half, base in the lower; rising.
    private let compositionKeys: [UInt64]
    private let composed: [UInt32]

    /// The value of a scalar: a kind, a composing kind, or a replacement.
    func value(of scalar: UInt32) -> UInt16 {
        blocks[Int(blockOf[Int(scalar >> 7)]) << 7 | Int(scalar & 127)]
    }

    /// The bytes that a replacement stands for.
    func replacement(_ value: UInt16) -> ArraySlice<UInt8> {
        let number = Int(value - Self.firstReplacement)
        return replacementBytes[replacementStarts[number]..<replacementStarts[number + 1]]
    }

    /// The letter that a base and a mark are canonically one with, where that matters.
    func composition(of base: UInt32, _ mark: UInt32) -> UInt32? {
        let key = UInt64(mark) << 32 | UInt64(base)
        var range = 0..<compositionKeys.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if compositionKeys[middle] == key { return composed[middle] }
            range =
                compositionKeys[middle] < key
                ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}

/// The answer for one of the first 2,048 scalars in one word, for a loop without branches.
enum LowEntry {
    /// Bits 0 to 15 are the bytes to write, bits 16 and 17 say how many of them.
    static let lengthShift: UInt32 = 16
    /// The scalar is a separator: its blank is written unless a blank stands before.
    static let separatorShift: UInt32 = 18
    /// The scalar is dropped: what stands before it stands before the next one.
    static let droppedShift: UInt32 = 19
    /// None of this: look it up.
    static let slow: UInt32 = 1 << 20

    fileprivate static func make(_ scalar: UInt32, in table: FoldingTable) -> UInt32 {
        let value = table.value(of: scalar)
        let replacement = value >= FoldingTable.firstReplacement ? table.replacement(value) : []
        guard value < FoldingTable.composing || (1...2).contains(replacement.count),
            !replacement.contains(0x20)
        else { return slow }
        switch FoldingTable.Kind(rawValue: value) {
        case .dropped: return 1 << droppedShift
        case .separator: return 0x20 | 1 << lengthShift | 1 << separatorShift
        case .word, .unspaced, nil:
            let bytes = replacement.isEmpty ? FoldingTable.encode(scalar) : replacement
            return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) } | UInt32(bytes.count) << lengthShift
        }
    }
}

extension FoldingTable {
    private init() {
        (blockOf, blocks) = Self.unpackRuns()
        (replacementBytes, replacementStarts) = Self.unpackReplacements()
        (compositionKeys, composed) = Self.unpackCompositions()
        low = (0..<2048).map { [self] scalar in LowEntry.make(scalar, in: self) }
    }

    private static func unpackRuns() -> (blockOf: [UInt16], blocks: [UInt16]) {
        var numbers = PackedNumbers(FoldingTables.runs)
        // One block for each kind, shared by all stretches of 128 scalars that are of one kind.
        var blocks = (0..<firstReplacement).flatMap { [UInt16](repeating: $0, count: 128) }
        var blockOf: [UInt16] = []
        blockOf.reserveCapacity(0x110000 >> 7)
        var scalar = 0
        var newest = firstReplacement
        while let length = numbers.next(), let packed = numbers.next() {
            let isRising = length & 1 == 1
            var value =
                packed < Int(firstReplacement) ? UInt16(packed) : newest - (UInt16(packed) - firstReplacement)
            var rest = length / 2
            while rest > 0 {
                if scalar & 127 == 0 {
                    if rest >= 128, value < firstReplacement, !isRising {
                        blockOf.append(value)
                        scalar += 128
                        rest -= 128
                        continue
                    }
                    blockOf.append(UInt16(blocks.count >> 7))
                }
                blocks.append(value)
                if isRising { value += 1 }
                scalar += 1
                rest -= 1
            }
            if packed >= Int(firstReplacement) { newest = max(newest, isRising ? value : value + 1) }
        }
        return (blockOf, blocks)
    }

    private static func unpackReplacements() -> (bytes: [UInt8], starts: [Int]) {
        var numbers = PackedNumbers(FoldingTables.replacements)
        var bytes: [UInt8] = []
        var starts = [0]
        starts.reserveCapacity(FoldingTables.replacementCount + 1)
        var scalar = 0
        while let count = numbers.next() {
            for _ in 0..<count {
                scalar += numbers.nextSigned() ?? 0
                bytes += encode(UInt32(scalar))
            }
            starts.append(bytes.count)
        }
        return (bytes, starts)
    }

    private static func unpackCompositions() -> (keys: [UInt64], composed: [UInt32]) {
        var numbers = PackedNumbers(FoldingTables.compositions)
        var keys: [UInt64] = []
        var composed: [UInt32] = []
        var mark = 0
        while let distance = numbers.nextSigned(), let base = numbers.next(),
            let letter = numbers.nextSigned()
        {
            mark += distance
            keys.append(UInt64(mark) << 32 | UInt64(base))
            composed.append(UInt32(base + letter))
        }
        return (keys, composed)
    }

    /// UTF-8 of a scalar that is none of the surrogates.
    static func encode(_ scalar: UInt32) -> ArraySlice<UInt8> {
        Unicode.Scalar(scalar).map { ArraySlice(Array(UTF8.encode($0) ?? UTF8.encodedReplacementCharacter)) }
            ?? []
    }
}

/// Reads the numbers that `generate-folding` wrote as letters.
private struct PackedNumbers {
    private var letters: String.UTF8View.Iterator

    init(_ text: String) { letters = text.utf8.makeIterator() }

    mutating func next() -> Int? {
        var value = 0
        var shift = 0
        while let letter = letters.next() {
            switch letter {
            case 0x5D...0x7C: return value | Int(letter - 0x5D) << shift
            case 0x28...0x47:
                value |= Int(letter - 0x28) << shift
                shift += 5
            default: continue
            }
        }
        return nil
    }

    mutating func nextSigned() -> Int? {
        next().map { $0 & 1 == 0 ? $0 / 2 : -($0 + 1) / 2 }
    }
}
