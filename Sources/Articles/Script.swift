/// The writing system of a letter, as far as it says something about the language.
public enum Script: Int, CaseIterable, Sendable {
    case latin, greek, cyrillic, armenian, hebrew, arabic, devanagari, bengali, gurmukhi, gujarati, odia,
        tamil
    case telugu, kannada, malayalam, sinhala, thai, lao, tibetan, myanmar, georgian, ethiopic, khmer
    case hangul, kana, han

    /// The script of a scalar; nil for digits, punctuation and scripts that are not told apart here.
    public init?(_ scalar: UInt32) {
        for (range, script) in Self.blocks where range.contains(scalar) {
            self = script
            return
        }
        return nil
    }

    /// Blocks whose letters, marks and signs count for a script, rising.
    private static let blocks: [(ClosedRange<UInt32>, Script)] = [
        (0x41...0x5A, .latin), (0x61...0x7A, .latin), (0x00C0...0x024F, .latin), (0x0370...0x03FF, .greek),
        (0x0400...0x052F, .cyrillic), (0x0531...0x0587, .armenian), (0x05D0...0x05F2, .hebrew),
        (0x0620...0x064A, .arabic), (0x066E...0x06D5, .arabic), (0x06EE...0x06EF, .arabic),
        (0x06FA...0x06FF, .arabic), (0x0750...0x077F, .arabic), (0x08A0...0x08C9, .arabic),
        (0x0900...0x097F, .devanagari), (0x0980...0x09FF, .bengali), (0x0A00...0x0A7F, .gurmukhi),
        (0x0A80...0x0AFF, .gujarati), (0x0B00...0x0B7F, .odia), (0x0B80...0x0BFF, .tamil),
        (0x0C00...0x0C7F, .telugu), (0x0C80...0x0CFF, .kannada), (0x0D00...0x0D7F, .malayalam),
        (0x0D80...0x0DFF, .sinhala), (0x0E01...0x0E4E, .thai), (0x0E81...0x0ECD, .lao),
        (0x0F40...0x0FBC, .tibetan), (0x1000...0x109F, .myanmar), (0x10A0...0x10FF, .georgian),
        (0x1100...0x11FF, .hangul), (0x1200...0x139F, .ethiopic), (0x1780...0x17D3, .khmer),
        (0x1C90...0x1CBF, .georgian), (0x1E00...0x1EFF, .latin), (0x1F00...0x1FFF, .greek),
        (0x3041...0x30FF, .kana), (0x3131...0x318E, .hangul), (0x31F0...0x31FF, .kana),
        (0x3400...0x4DBF, .han),
        (0x4E00...0x9FFF, .han), (0xAC00...0xD7A3, .hangul), (0xF900...0xFAFF, .han),
        (0xFB1D...0xFB4F, .hebrew),
        (0xFB50...0xFDFB, .arabic), (0xFE70...0xFEFC, .arabic), (0xFF66...0xFF9D, .kana),
        (0x20000...0x323AF, .han),
    ]
}
