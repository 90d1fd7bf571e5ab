/// What U+0080 to U+009F mean to everybody: publishers write the numbers of windows-1252 for those of Unicode, and
/// turn its bytes into UTF-8 as if they were Latin-1 (HTML 13.2.5.80 has the same table).
enum Windows1252 {
    /// The character that is meant by a number; the number itself where it is no C1 control, or one of the five that
    /// windows-1252 does not use.
    static func character(meantBy value: UInt32) -> UInt32 {
        (0x80...0x9F).contains(value) ? table[Int(value - 0x80)] : value
    }

    private static let table: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
        0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
