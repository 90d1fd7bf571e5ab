/// What a byte of UTF-8 may be in XML; beyond ASCII everything is taken for part of a name.
enum XMLByte {
    /// Whether a name may begin with the byte (XML 1.0 NameStartChar).
    static func startsName(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: ":")
    }

    /// Whether a name may contain the byte (XML 1.0 NameChar).
    static func continuesName(_ byte: UInt8) -> Bool {
        startsName(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }

    /// Whether XML 1.0 forbids the byte: controls but tab, line feed and carriage return.
    static func isForbidden(_ byte: UInt8) -> Bool { byte < 0x20 && !byte.isXMLBlank }

    /// Whether the byte is a character of text that needs no look.
    static func isPlainText(_ byte: UInt8) -> Bool {
        byte > 0x5D
            || byte >= 0x20 && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "<")
                && byte != UInt8(ascii: "]")
            || byte.isXMLBlank
    }
}
