internal import Glibc

/// One open conversion of glibc's iconv to UTF-8; what does not decode becomes U+FFFD and is counted.
@safe struct TextConverter: ~Copyable {
    private let descriptor: iconv_t
    /// glibc 2.36 does not know one pair of UHC, A2 E8, and says so behind it: the byte that stands there is sound.
    private let stopsBehindPair: Bool

    /// Opens a conversion (the C function is `iconv_open`); nil for a charset that glibc does not know.
    init?(from charset: String) {
        guard let opened = unsafe iconv_open("UTF-8", charset), Int(bitPattern: opened) != -1 else {
            return nil
        }
        unsafe descriptor = opened
        stopsBehindPair = charset == "UHC"
    }

    deinit { unsafe iconv_close(descriptor) }

    /// Converts `bytes` from `start` on, and says how many places did not decode and where in the text the first stands.
    func convert(_ bytes: [UInt8], from start: Int) -> (text: [UInt8], errors: Int, firstError: Int?) {
        var text: [UInt8] = []
        // Room that is not used costs nothing, and growing would hold the text twice: two bytes a letter are the rule.
        text.reserveCapacity((bytes.count - start) * 2 + 4096)
        var errors = 0
        var firstError: Int?
        var chunk = [UInt8](repeating: 0, count: 32 << 10)
        unsafe bytes.withUnsafeBufferPointer { input in
            guard let base = input.baseAddress else { return }
            let text8 = unsafe UnsafeRawPointer(base + start).assumingMemoryBound(to: CChar.self)
            var source: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutablePointer(mutating: text8)
            var left = input.count - start
            while left > 0 {
                let failure = unsafe step(&source, &left, &chunk, &text)
                guard failure != 0, failure != E2BIG else { continue }
                errors += 1
                firstError = firstError ?? text.count
                text.append(contentsOf: [0xEF, 0xBF, 0xBD])
                // EINVAL: a character cut off by the end. EILSEQ: one byte is skipped and the rest is read on.
                guard failure == EILSEQ else { return }
                unsafe source = source?.advanced(by: 1)
                left -= 1
            }
        }
        // U+FFFE and U+FFFF are characters to iconv and none to XML; what replaces them is as long.
        let census = UTF8Census(text)
        guard let forbidden = census.firstError else { return (text, errors, firstError) }
        return (text.repairedUTF8(), errors + census.errors, min(forbidden, firstError ?? .max))
    }

    /// Where in `bytes` stands what made the places of the text, which must rise.
    func origins(of places: [Int], in bytes: [UInt8], from start: Int) -> [Int] {
        var origins: [Int] = []
        unsafe bytes.withUnsafeBufferPointer { input in
            guard let base = input.baseAddress, start <= input.count else { return }
            let first = unsafe UnsafeRawPointer(base + start).assumingMemoryBound(to: CChar.self)
            var source: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutablePointer(mutating: first)
            var left = input.count - start
            var made = 0
            for place in places {
                while made < place, left > 0 {
                    var room = [UInt8](repeating: 0, count: min(place - made, 32 << 10))
                    var text: [UInt8] = []
                    let failure = unsafe step(&source, &left, &room, &text)
                    made += text.count
                    if failure == EILSEQ {
                        made += 3
                        unsafe source = source?.advanced(by: 1)
                        left -= 1
                    } else if failure == EINVAL || failure == E2BIG && text.isEmpty {
                        break
                    }
                }
                origins.append(input.count - left)
            }
        }
        return origins
    }

    /// One call of `iconv`: appends what came out; 0 or the errno that stopped it.
    private func step(
        _ source: inout UnsafeMutablePointer<CChar>?, _ left: inout Int, _ chunk: inout [UInt8],
        _ text: inout [UInt8]
    ) -> Int32 {
        var failure: Int32 = 0
        let before = left
        let written = unsafe chunk.withUnsafeMutableBytes { room in
            var target = unsafe room.baseAddress?.assumingMemoryBound(to: CChar.self)
            var free = room.count
            let result = unsafe iconv(descriptor, &source, &left, &target, &free)
            if result == -1 { failure = errno }
            return room.count - free
        }
        text.append(contentsOf: chunk[..<written])
        if stopsBehindPair, failure == EILSEQ, before - left >= 2, let place = unsafe source,
            unsafe place[-2] == CChar(bitPattern: 0xA2), unsafe place[-1] == CChar(bitPattern: 0xE8)
        {
            unsafe source = place - 1
            left += 1
        }
        return failure
    }
}
