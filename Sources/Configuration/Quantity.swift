/// Durations (`90s`, `15m`, `6h`, `7d`) and sizes (`64KiB`, `16MiB`) as the configuration writes them.
enum Quantity {
    private static let durationUnits: [(suffix: String, factor: Int64)] = [
        ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
    ]
    private static let sizeUnits: [(suffix: String, factor: Int64)] = [
        ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1),
    ]

    /// Reads a whole number of one unit; nil for anything else and for what does not fit.
    static func duration(_ text: String) -> Duration? {
        scaled(text, by: durationUnits).map { .seconds($0) }
    }

    /// Reads a whole number of bytes in one binary unit; nil for anything else and for what does not fit.
    static func size(_ text: String) -> Int? {
        scaled(text, by: sizeUnits).map { Int($0) }
    }

    /// The shortest exact form, in the largest unit that fits.
    static func print(_ duration: Duration) -> String {
        print(duration.components.seconds, in: durationUnits)
    }

    /// The shortest exact form, in the largest unit that fits.
    static func print(bytes: Int) -> String { print(Int64(bytes), in: sizeUnits) }

    private static func scaled(_ text: String, by units: [(suffix: String, factor: Int64)]) -> Int64? {
        let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }
        let suffix = text.utf8.dropFirst(digits.count)
        guard !digits.isEmpty, let number = Int64(Substring(digits)),
            let unit = units.first(where: { $0.suffix.utf8.elementsEqual(suffix) })
        else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: unit.factor)
        return overflow ? nil : product
    }

    private static func print(_ amount: Int64, in units: [(suffix: String, factor: Int64)]) -> String {
        for unit in units where amount != 0 && amount % unit.factor == 0 {
            return "\(amount / unit.factor)\(unit.suffix)"
        }
        return "\(amount)\(units[units.count - 1].suffix)"
    }
}
