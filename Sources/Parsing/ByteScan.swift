import Articles

extension Span<UInt8> {
    /// Index of the first `<` or `&` from `start` on; `count` when there is none.
    func firstMarkup(from start: Int = 0) -> Int {
        var index = start
        while hasBlock(at: index) {
            let block = ByteBlock(self, at: index)
            let found = block.equal(UInt8(ascii: "<")) | block.equal(UInt8(ascii: "&"))
            guard found.isEmpty else { return index + found.leadingClear }
            index += ByteBlock.size
        }
        while index < count, self[index] != UInt8(ascii: "<"), self[index] != UInt8(ascii: "&") { index += 1 }
        return index
    }

    /// Whether this is an absolute http or https URL in which nothing needs to be resolved or escaped.
    var isPlainWebURL: Bool {
        guard hasLowercased("https://", at: 0) || hasLowercased("http://", at: 0) else { return false }
        var index = 0
        while hasBlock(at: index + 1) {
            let block = ByteBlock(self, at: index)
            let next = ByteBlock(self, at: index + 1)
            // A dot after a slash may be a dot segment.
            let odd =
                block.atMost(0x20) | block.equal(0x7F) | block.equal(UInt8(ascii: "\""))
                | block.equal(UInt8(ascii: "<")) | block.equal(UInt8(ascii: ">"))
                | block.equal(UInt8(ascii: "/")) & next.equal(UInt8(ascii: "."))
            guard odd.isEmpty else { return false }
            index += ByteBlock.size
        }
        while index < count {
            switch self[index] {
            case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"): return false
            case UInt8(ascii: "/") where index + 1 < count && self[index + 1] == UInt8(ascii: "."):
                return false
            default: index += 1
            }
        }
        return true
    }
}
