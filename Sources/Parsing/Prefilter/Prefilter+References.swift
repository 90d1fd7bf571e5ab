import Articles

/// References to characters and entities.
extension Prefilter {
    /// Passes `&` and what it begins; a name is never expanded without its semicolon.
    mutating func passReference(at index: Int) -> Int {
        let limit = min(index + 64, input.count)
        var end = index + 1
        while end < limit, XMLByte.continuesName(input[end]) || input[end] == UInt8(ascii: "#") { end += 1 }
        guard end < limit, input[end] == UInt8(ascii: ";"), end > index + 1 else {
            return escapeAmpersand(at: index)
        }
        let name = input[index + 1..<end]
        if name.first == UInt8(ascii: "#") { return passNumber(name.dropFirst(), from: index, to: end + 1) }
        if Self.predefined.contains(where: { name.elementsEqual($0) }) { return end + 1 }
        if let value = entities[Array(name)], value.count <= entityBudget {
            entityBudget -= value.count
            flush(to: index)
            output.append(contentsOf: value)
            clean = end + 1
        } else if let scalar = EntityNames.scalar(name) {
            replace(index..<end + 1, by: scalar)
            repairs.note(.entity, at: index)
        } else {
            return escapeAmpersand(at: index)
        }
        return end + 1
    }

    private mutating func passNumber(_ digits: ArraySlice<UInt8>, from start: Int, to end: Int) -> Int {
        let isHexadecimal = digits.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
        var value: UInt32 = 0
        let number = isHexadecimal ? digits.dropFirst() : digits
        guard !number.isEmpty else { return escapeAmpersand(at: start) }
        for byte in number {
            guard let digit = byte.hexadecimalDigit, isHexadecimal || digit < 10 else {
                return escapeAmpersand(at: start)
            }
            value = min(value * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x110000)
        }
        let isCharacter = value >= 0x20 && value != 0xFFFE && value != 0xFFFF || [9, 10, 13].contains(value)
        let scalar = isCharacter ? Unicode.Scalar(Windows1252.character(meantBy: value)) : nil
        if let scalar, scalar.value == value, digits.first != UInt8(ascii: "X") { return end }
        replace(start..<end, by: scalar ?? "\u{FFFD}")
        // A reference to a C1 control is well-formed: what it means is all that changes.
        if scalar == nil || scalar?.value == value { repairs.note(.characterReference, at: start) }
        return end
    }

    private mutating func escapeAmpersand(at index: Int) -> Int {
        replace(index..<index + 1, by: "&amp;")
        repairs.note(.strayAmpersand, at: index)
        return index + 1
    }

    private static let predefined: [[UInt8]] = ["amp", "lt", "gt", "quot", "apos"].map { Array($0.utf8) }
}
