package import Articles
internal import CCrypto

/// SHA-256 (FIPS 180-4) over fields that are each preceded by their length, so that no two lists of fields collide.
///
/// libcrypto is in the process already because libcurl needs it.
@safe package struct FieldHasher {
    /// What `SHA256_Init` and `SHA256_Update` of libcrypto work on.
    private var context = SHA256_CTX()

    /// Begins a message for one purpose; keys of different purposes never meet.
    package init(_ purpose: StaticString) {
        _ = unsafe SHA256_Init(&context)
        purpose.withUTF8Buffer { _ = unsafe SHA256_Update(&context, $0.baseAddress, $0.count) }
        var zero: UInt8 = 0
        _ = unsafe SHA256_Update(&context, &zero, 1)
    }

    /// Adds one field.
    package mutating func add(_ field: Span<UInt8>) {
        addLength(field.count)
        addPart(field)
    }

    /// Adds one field.
    package mutating func add(_ field: [UInt8]) { add(field.span) }

    /// Adds one field.
    package mutating func add(_ field: ArraySlice<UInt8>) { add(field.span) }

    /// Adds a text.
    package mutating func add(_ text: String) { add(Array(text.utf8)) }

    /// Adds a text as one field, its white space runs as single blanks, none at the ends.
    package mutating func addCollapsed(_ text: [UInt8]) {
        let text = text.span
        var length = 0
        text.forEachCollapsedRun { length += $0.count + (length > 0 ? 1 : 0) }
        addLength(length)
        var isFirst = true
        var blank: UInt8 = 0x20
        text.forEachCollapsedRun { run in
            if !isFirst { _ = unsafe SHA256_Update(&context, &blank, 1) }
            addPart(text.extracting(run))
            isFirst = false
        }
    }

    /// The first 16 bytes of the digest of all fields; the hasher is of no use afterwards.
    package mutating func digest() -> Digest128 {
        var digest: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        unsafe withUnsafeMutableBytes(of: &digest) { room in
            _ = unsafe SHA256_Final(room.baseAddress?.assumingMemoryBound(to: UInt8.self), &context)
        }
        return Digest128(high: UInt64(bigEndian: digest.0), low: UInt64(bigEndian: digest.1))
    }

    /// The first 64 bits, for evidence that is compared and never looked up.
    package mutating func shortDigest() -> UInt64 { max(1, digest().high) }

    private mutating func addLength(_ length: Int) {
        var bigEndian = UInt64(length).bigEndian
        _ = unsafe SHA256_Update(&context, &bigEndian, 8)
    }

    private mutating func addPart(_ part: Span<UInt8>) {
        unsafe part.withUnsafeBufferPointer { _ = unsafe SHA256_Update(&context, $0.baseAddress, $0.count) }
    }
}

extension Span<UInt8> {
    /// Hands on the stretches of a text that, with one blank between two of them, are the text with its white space
    /// runs as single blanks.
    fileprivate func forEachCollapsedRun(_ body: (Range<Int>) -> Void) {
        var index = 0
        while true {
            while index < count, self[index] <= 0x20 { index += 1 }
            guard index < count else { return }
            let end = endOfCollapsed(from: index)
            body(index..<end)
            index = end
        }
    }

    /// Where white space begins that is more than one blank between two words.
    private func endOfCollapsed(from start: Int) -> Int {
        var index = start
        while hasBlock(at: index + 1) {
            let block = ByteBlock(self, at: index)
            let next = ByteBlock(self, at: index + 1)
            let wide = block.atMost(0x1F) | block.equal(0x20) & next.atMost(0x20)
            guard wide.isEmpty else { return index + wide.leadingClear }
            index += ByteBlock.size
        }
        while index < count {
            let isWide =
                self[index] <= 0x20 && !(self[index] == 0x20 && index + 1 < count && self[index + 1] > 0x20)
            if isWide { break }
            index += 1
        }
        return index
    }
}
