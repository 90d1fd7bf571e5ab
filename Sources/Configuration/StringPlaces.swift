/// Finds where a byte of a TOML string stands in the file, so that a mistake inside of a string is pointed at.
struct StringPlaces {
    private let source: [UInt8]
    private var position: Int
    private var place: Place

    /// The place of the byte at `offset` of the string that begins, with its quotation marks, at `start`; `start` itself
    /// where the file says something else than was read from it.
    static func place(of offset: Int, in start: Place, of source: [UInt8]) -> Place {
        guard var walk = StringPlaces(start, source) else { return start }
        return walk.go(to: offset) ? walk.place : start
    }

    private init?(_ start: Place, _ source: [UInt8]) {
        self.source = source
        var line = 1
        var index = 0
        while line < start.line {
            guard let end = source[index...].firstIndex(of: 0x0A) else { return nil }
            index = end + 1
            line += 1
        }
        position = index
        place = Place(line: start.line, column: 1)
        while place.column < start.column {
            guard position < source.count, source[position] != 0x0A else { return nil }
            advance()
        }
    }

    /// Passes the quotation marks and `count` bytes of the string (TOML 1.0, "String").
    private mutating func go(to count: Int) -> Bool {
        guard position < source.count else { return false }
        let quote = source[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return false }
        let isMultiline = source[position...].starts(with: [quote, quote, quote])
        for _ in 0..<(isMultiline ? 3 : 1) { advance() }
        if isMultiline { skipLineEnd() }
        var left = count
        while left > 0 {
            guard position < source.count else { return false }
            if quote == UInt8(ascii: "\""), source[position] == UInt8(ascii: "\\") {
                left -= skipEscape()
            } else if isAtLineEnd {
                skipLineEnd()
                left -= 1
            } else {
                left -= advance()
            }
        }
        // What is looked for may stand behind a line that was continued.
        while quote == UInt8(ascii: "\""), isMultiline, isAtContinuation { _ = skipEscape() }
        return true
    }

    /// Passes one character and returns its bytes.
    @discardableResult
    private mutating func advance() -> Int {
        let start = position
        let isLineEnd = source[position] == 0x0A
        repeat { position += 1 } while position < source.count && source[position] & 0xC0 == 0x80
        place =
            isLineEnd
            ? Place(line: place.line + 1, column: 1) : Place(line: place.line, column: place.column + 1)
        return position - start
    }

    private var isAtLineEnd: Bool {
        source[position...].starts(with: [0x0A]) || source[position...].starts(with: [0x0D, 0x0A])
    }

    private mutating func skipLineEnd() {
        if source[position...].starts(with: [0x0D, 0x0A]) { advance() }
        if source[position...].starts(with: [0x0A]) { advance() }
    }

    private var isAtContinuation: Bool {
        guard source[position...].first == UInt8(ascii: "\\") else { return false }
        return source[(position + 1)...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D } == 0x0A
    }

    /// Passes an escape and returns the bytes that it stands for: none for the end of a line.
    private mutating func skipEscape() -> Int {
        guard !isAtContinuation else {
            advance()
            while position < source.count, [0x20, 0x09, 0x0D, 0x0A].contains(source[position]) { advance() }
            return 0
        }
        advance()
        guard position < source.count else { return 1 }
        let digits = source[position] == UInt8(ascii: "u") ? 4 : source[position] == UInt8(ascii: "U") ? 8 : 0
        advance()
        guard digits > 0 else { return 1 }
        let code = String(decoding: source[position...].prefix(digits), as: UTF8.self)
        for _ in 0..<digits where position < source.count { advance() }
        return UInt32(code, radix: 16).flatMap(Unicode.Scalar.init).map { UTF8.width($0) } ?? 1
    }
}
