/// Scans of sixteen bytes at a time, for what is asked of every byte of a document.
///
/// Whole vectors are compared with whole vectors: with a number on one side the compiler makes a loop over the lanes.
enum ByteScan {
    /// Sixteen bytes.
    typealias Block = SIMD16<UInt8>

    /// Whether any lane is set.
    @inline(__always)
    static func any(_ mask: SIMDMask<SIMD16<Int8>>) -> Bool {
        let halves = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        return halves[0] | halves[1] != 0
    }

    /// The sixteen bytes at an offset, which must all be there.
    @inline(__always)
    static func block(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Block {
        unsafe UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: Block.self)
    }

    /// A block of one byte.
    @inline(__always)
    static func all(_ byte: UInt8) -> Block { Block(repeating: byte) }
}

extension UnsafeBufferPointer<UInt8> {
    /// Index of the first `<` or `&` from `start` on; `count` when there is none.
    func firstMarkup(from start: Int = 0) -> Int {
        var index = start
        while index + 16 <= count {
            let block = unsafe ByteScan.block(self, at: index)
            let found =
                block .== ByteScan.all(UInt8(ascii: "<")) .| block .== ByteScan.all(UInt8(ascii: "&"))
            if ByteScan.any(found) { break }
            index += 16
        }
        while index < count, unsafe self[index] != UInt8(ascii: "<"), unsafe self[index] != UInt8(ascii: "&")
        {
            index += 1
        }
        return index
    }

    /// Whether this is an absolute http or https URL in which nothing needs to be resolved or escaped.
    var isPlainWebURL: Bool {
        guard unsafe hasPrefix("https://") || hasPrefix("http://") else { return false }
        var index = 0
        // A dot after a slash may be a dot segment; the first two slashes are followed by none that matters.
        while index + 17 <= count {
            let block = unsafe ByteScan.block(self, at: index)
            let next = unsafe ByteScan.block(self, at: index + 1)
            let isOdd =
                block .<= ByteScan.all(0x20) .| block .== ByteScan.all(0x7F)
                .| block .== ByteScan.all(UInt8(ascii: "\"")) .| block .== ByteScan.all(UInt8(ascii: "<"))
                .| block .== ByteScan.all(UInt8(ascii: ">"))
                .| (block .== ByteScan.all(UInt8(ascii: "/")) .& next .== ByteScan.all(UInt8(ascii: ".")))
            if ByteScan.any(isOdd) { return false }
            index += 16
        }
        while index < count {
            let byte = unsafe self[index]
            guard byte > 0x20, byte != 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "<"),
                byte != UInt8(ascii: ">")
            else { return false }
            if byte == UInt8(ascii: "/"), index + 1 < count, unsafe self[index + 1] == UInt8(ascii: ".") {
                return false
            }
            index += 1
        }
        return true
    }

    /// Whether the bytes begin with a literal.
    @inline(__always)
    func hasPrefix(_ text: StaticString) -> Bool {
        guard text.utf8CodeUnitCount <= count else { return false }
        let literal = unsafe text.utf8Start
        for index in 0..<text.utf8CodeUnitCount where unsafe self[index] != literal[index] { return false }
        return true
    }
}
