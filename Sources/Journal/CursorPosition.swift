package import Articles

/// How far a reader has come, as text that says nothing to whoever keeps it: `1.<partition>.<last seq examined>`.
package struct CursorPosition: Hashable, Sendable {
    /// The partition of the journal; 0 is the only one here.
    package let partition: UInt32
    /// The number of the last line that was examined; 0 when none was.
    package let seq: Seq

    package init(partition: UInt32 = 0, seq: Seq) {
        self.partition = partition
        self.seq = seq
    }

    /// The oldest line comes next.
    package static let oldest = CursorPosition(seq: 0)

    /// Reads what `description` prints, a newline behind it allowed; nil for anything else.
    package init?(_ text: String) {
        self.init(bytes: Array(text.utf8))
    }

    init?(bytes: [UInt8]) {
        let text = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual("1".utf8), let partition = Seq(decimal: parts[1]),
            let seq = Seq(decimal: parts[2]), let partition = UInt32(exactly: partition)
        else { return nil }
        self.init(partition: partition, seq: seq)
    }
}

extension CursorPosition: CustomStringConvertible {
    package var description: String { "1.\(partition).\(seq)" }
}
