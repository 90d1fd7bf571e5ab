package import Articles

/// The name of a segment: `<20-digit first seq>.jsonl.zst`, so that names sort as their content does.
struct SegmentName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of the segment's first line.
    let firstSeq: Seq

    private static let suffix = ".jsonl.zst"
    private static let digits = 20

    init(firstSeq: Seq) { self.firstSeq = firstSeq }

    /// Reads a file name; nil for any other.
    init?(_ name: String) {
        guard name.hasSuffix(Self.suffix) else { return nil }
        let number = name.utf8.dropLast(Self.suffix.utf8.count)
        guard number.count == Self.digits, let seq = Seq(decimal: number) else { return nil }
        firstSeq = seq
    }

    var description: String {
        let number = String(firstSeq)
        return String(repeating: "0", count: max(0, Self.digits - number.count)) + number + Self.suffix
    }

    static func < (left: SegmentName, right: SegmentName) -> Bool { left.firstSeq < right.firstSeq }
}

extension Seq {
    /// Numbers stay below 2^53, so that every JSON reader takes them exactly.
    package static let limit: Seq = 1 << 53

    /// Reads decimal digits and nothing else; nil when there are none or the number is not below 2^53.
    init?(decimal digits: some Collection<UInt8>) {
        guard !digits.isEmpty, digits.count <= 20 else { return nil }
        var value: Seq = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Seq(digit - 0x30)
            guard value < Seq.limit else { return nil }
        }
        self = value
    }

    /// The lowest number that a start at `now` may give: 2^20 for each second since 2020, so that a restored backup
    /// does not give numbers again; nil when the clock is out of the years in which this stays below 2^53.
    static func floor(at now: Timestamp) -> Seq? {
        let seconds = now.milliseconds / 1000 - 1_577_836_800
        guard seconds > 0, seconds < 1 << 33 else { return nil }
        return Seq(seconds) << 20
    }
}
