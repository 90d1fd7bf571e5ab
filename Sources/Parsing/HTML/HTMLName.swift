/// The name of a tag or an attribute in lower case, packed into two words; longer ones are names of nothing.
struct HTMLName: Equatable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var count = 0

    init() {}

    init(_ name: String) {
        for byte in name.utf8 { append(byte) }
    }

    /// Adds a byte, A to Z as a to z; a name with a NUL in it matches nothing.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        let lowered = UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        if count < 8 {
            low |= lowered << UInt64(truncatingIfNeeded: count * 8)
        } else if count < 16 {
            high |= lowered << UInt64(truncatingIfNeeded: count * 8 - 64)
        }
        count = byte == 0 ? 64 : count + 1
    }

    /// The place of the name in a table of `1 << bits` slots.
    fileprivate func slot(bits: UInt64) -> Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> (64 - bits))
    }
}

/// Names and the numbers they stand for, found with one probe or two.
struct HTMLNameTable {
    private var slots: [(name: HTMLName, value: UInt8)]
    private static let bits: UInt64 = 9

    /// Makes a table; 0 is what a name outside of it stands for.
    init(_ entries: [(name: String, value: UInt8)]) {
        slots = Array(repeating: (HTMLName(), 0), count: 1 << Self.bits)
        for entry in entries {
            let name = HTMLName(entry.name)
            var slot = name.slot(bits: Self.bits)
            while slots[slot].value != 0 { slot = (slot + 1) % slots.count }
            slots[slot] = (name, entry.value)
        }
    }

    func value(of name: HTMLName) -> UInt8 {
        var slot = name.slot(bits: Self.bits)
        while slots[slot].value != 0 {
            if slots[slot].name == name { return slots[slot].value }
            slot = (slot + 1) % slots.count
        }
        return 0
    }
}
