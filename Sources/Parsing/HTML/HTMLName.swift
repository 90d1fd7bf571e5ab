import Articles

/// The name of a tag or an attribute in lower case, packed into two words; longer ones are names of nothing.
struct HTMLName: Equatable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    /// Bytes of it; a NUL is one of them, so that a name with one in it is no other.
    private var count = 0

    init() {}

    /// Makes a name of the lower-case letters of a literal.
    init(_ name: String) {
        for byte in name.utf8 { append(byte) }
    }

    /// Makes the name that stands in `range`.
    @inline(__always)
    init(_ source: Span<UInt8>, _ range: Range<Int>) {
        guard range.lowerBound + 16 <= source.count else {
            for index in range { append(source[index]) }
            return
        }
        count = range.count
        // A shift by 64 is none at all for `&<<`, so a name of no bytes, which there is not, would need care.
        low = source.eightBytes(at: range.lowerBound).lowercasedASCII
        if count < 8 {
            low &= (1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1
        } else if count > 8 {
            high = source.eightBytes(at: range.lowerBound + 8).lowercasedASCII
            if count < 16 { high &= (1 &<< UInt64(truncatingIfNeeded: count &* 8 &- 64)) &- 1 }
        }
    }

    /// Adds a byte, A to Z as a to z.
    private mutating func append(_ byte: UInt8) {
        let lowered = UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        if count < 8 {
            low |= lowered << UInt64(truncatingIfNeeded: count * 8)
        } else if count < 16 {
            high |= lowered << UInt64(truncatingIfNeeded: count * 8 - 64)
        }
        count += 1
    }

    /// The place of the name in a table of `1 << bits` slots.
    @inline(__always)
    fileprivate func slot(bits: UInt64) -> Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed &>> (64 &- bits))
    }
}

extension UInt64 {
    /// Eight bytes with A to Z as a to z.
    @inline(__always)
    fileprivate var lowercasedASCII: UInt64 {
        let sevenBits = self & 0x7F7F_7F7F_7F7F_7F7F
        let isFromA = sevenBits &+ 0x3F3F_3F3F_3F3F_3F3F
        let isBehindZ = sevenBits &+ 0x2525_2525_2525_2525
        return self | ((isFromA ^ isBehindZ) & ~self & 0x8080_8080_8080_8080) &>> 2
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

    @inline(__always)
    func value(of name: HTMLName) -> UInt8 {
        var slot = name.slot(bits: Self.bits)
        while slots[slot].value != 0 {
            if slots[slot].name == name { return slots[slot].value }
            slot = (slot + 1) % slots.count
        }
        return 0
    }
}
