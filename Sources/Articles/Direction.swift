/// Which way a text runs.
public enum Direction: String, Sendable {
    case ltr
    case rtl

    /// The direction of the first letter or direction mark (UAX 9, P2 and P3); nil when there is none.
    ///
    /// Digits and punctuation have no direction.
    public static func firstStrong(of text: Span<UInt8>) -> Direction? {
        let table = FoldingTable.shared
        var index = 0
        while index < text.count {
            let (scalar, length) = text.scalar(at: index)
            index += max(length, 1)
            switch scalar {
            case 0x41...0x5A, 0x61...0x7A, 0x200E: return .ltr
            case 0x200F, 0x061C: return .rtl
            case 0..<0xAA: continue
            default: break
            }
            if length > 0, isLetter(scalar, table) { return isRightToLeft(scalar) ? .rtl : .ltr }
        }
        return nil
    }

    /// Whether a scalar is part of a word and no digit, as folding sees it.
    private static func isLetter(_ scalar: UInt32, _ table: FoldingTable) -> Bool {
        let value = table.value(of: scalar)
        if value >= FoldingTable.firstReplacement {
            return table.replacement(value).first.map { !(0x20...0x39).contains($0) } ?? false
        }
        switch FoldingTable.Kind(rawValue: value) {
        case .word, .unspaced: return true
        case .separator, .dropped, nil: return false
        }
    }

    /// The blocks of right-to-left scripts (DerivedBidiClass.txt: what is R or AL even when unassigned).
    private static func isRightToLeft(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }
}
