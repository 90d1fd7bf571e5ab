/// What is said to people and logs without what a terminal would act on: a server's words may be in it.
enum PrintableText {
    /// The text in one line, without controls, line breaks and any control of direction.
    static func line(_ text: String) -> String {
        replacing(text) { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
    }

    /// The text with its lines, without other controls and overrides of direction; our own isolates end with their line.
    static func lines(_ text: String) -> String {
        replacing(text) { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E: true
            default: false
            }
        }
    }

    private static func replacing(_ text: String, where isHarmful: (Unicode.Scalar) -> Bool) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isHarmful($0) ? " " : $0 }))
    }
}
