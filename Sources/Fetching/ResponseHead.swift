internal import Articles

/// The head of a response, gathered line by line as it comes.
///
/// Only the headers that somebody reads are kept. Every status line begins anew, so that a 100 or 103 leaves
/// nothing.
struct ResponseHead {
    /// The headers that are kept.
    enum Name: UInt32, CaseIterable {
        case etag, lastModified, contentType, contentEncoding, contentLength, location, retryAfter,
            cacheControl
        case age, date, expires, mitigated, strictTransport
        case rateLimitRemaining, rateLimitReset, xRateLimitRemaining, xRateLimitReset

        /// As it stands in an answer, in lower case.
        private var text: StaticString {
            switch self {
            case .etag: "etag"
            case .lastModified: "last-modified"
            case .contentType: "content-type"
            case .contentEncoding: "content-encoding"
            case .contentLength: "content-length"
            case .location: "location"
            case .retryAfter: "retry-after"
            case .cacheControl: "cache-control"
            case .age: "age"
            case .date: "date"
            case .expires: "expires"
            case .mitigated: "cf-mitigated"
            case .strictTransport: "strict-transport-security"
            case .rateLimitRemaining: "ratelimit-remaining"
            case .rateLimitReset: "ratelimit-reset"
            case .xRateLimitRemaining: "x-ratelimit-remaining"
            case .xRateLimitReset: "x-ratelimit-reset"
            }
        }

        /// Its place in a set of names.
        fileprivate var bit: UInt32 { 1 << rawValue }

        /// The names of each length, the longest has 25 bytes; no two of one length begin with the same eight.
        private static let byLength: [[(name: Name, beginning: UInt64, bytes: [UInt8])]] = (0...25).map {
            length in
            allCases.filter { $0.text.utf8CodeUnitCount == length }.map { name in
                let bytes = Array("\(name.text)".utf8)
                return (name, bytes.span.lowercasedBeginning(of: 0..<length), bytes)
            }
        }

        /// The header that stands before a colon, in whatever case; nil for one that nobody reads.
        init?(_ line: Span<UInt8>, in range: Range<Int>) {
            guard range.count < Self.byLength.count else { return nil }
            let names = Self.byLength[range.count]
            guard !names.isEmpty else { return nil }
            let beginning = line.lowercasedBeginning(of: range)
            guard let place = names.firstIndex(where: { $0.beginning == beginning }) else { return nil }
            var index = 8
            while index < range.count {
                guard names[place].bytes[index] == lowercased(line[range.lowerBound + index]) else {
                    return nil
                }
                index += 1
            }
            self = names[place].name
        }

        /// Headers that are lists are joined when they come more than once; of the others the last one
        /// counts.
        var isList: Bool { self == .cacheControl || self == .contentEncoding }
    }

    /// What makes a head unusable.
    enum Defect { case tooLarge, twoLengths }

    private(set) var status = 0
    /// Whether the empty line after the last header has come.
    private(set) var isComplete = false
    private(set) var defect: Defect?
    /// Few enough to be looked through.
    private var values: [(name: Name, value: [UInt8])] = []
    /// Which headers are among them, a bit each: most that are asked for are not.
    private var present: UInt32 = 0
    /// All bytes of heads that have come.
    private(set) var bytes = 0
    private var current: Name?

    /// Takes a line as it came, its end included; false when no more is wanted.
    mutating func take(_ line: Span<UInt8>) -> Bool {
        bytes += line.count
        if bytes > Limits.headerBytes { defect = .tooLarge }
        guard defect == nil else { return false }
        // What follows a complete head is the next one, or trailers, which say nothing to us.
        if isStatusLine(line) {
            begin(line)
        } else if !isComplete {
            takeField(line)
        }
        return defect == nil
    }

    /// The bytes of a header; nil when it did not come.
    func bytes(_ name: Name) -> [UInt8]? {
        guard present & name.bit != 0 else { return nil }
        return values.first { $0.name == name }?.value
    }

    /// The text of a header.
    func text(_ name: Name) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

    /// A validator that is short enough to be kept and can be sent back as it is.
    func validator(_ name: Name) -> [UInt8]? {
        guard let value = bytes(name), !value.isEmpty, value.count <= Limits.validatorBytes else {
            return nil
        }
        return value
    }
}

extension ResponseHead {
    private func isStatusLine(_ line: Span<UInt8>) -> Bool {
        line.count > 5 && line[0] == UInt8(ascii: "H") && line[1] == UInt8(ascii: "T")
            && line[2] == UInt8(ascii: "T") && line[3] == UInt8(ascii: "P") && line[4] == UInt8(ascii: "/")
    }

    private mutating func begin(_ line: Span<UInt8>) {
        var digits = 0
        var index = 5
        while index < line.count, line[index] != 0x20 { index += 1 }
        for step in 1...3 where index + step < line.count && (0x30...0x39).contains(line[index + step]) {
            digits = digits * 10 + Int(line[index + step] - 0x30)
        }
        status = digits
        isComplete = false
        values = []
        present = 0
        current = nil
    }

    private mutating func takeField(_ line: Span<UInt8>) {
        var end = line.count
        while end > 0, line[end - 1] == 0x0A || line[end - 1] == 0x0D { end -= 1 }
        guard end > 0 else {
            isComplete = true
            return
        }
        if isBlank(line[0]) {
            // A folded line (RFC 9112 5.2) continues the one before.
            guard let current, let place = values.firstIndex(where: { $0.name == current }) else { return }
            let part = bytes(of: line, in: trimmed(line, 0..<end))
            values[place].value += values[place].value.isEmpty ? part : [0x20] + part
            return
        }
        current = nil
        var colon = 0
        while colon < end, line[colon] != UInt8(ascii: ":") { colon += 1 }
        guard colon < end, let name = Name(line, in: trimmed(line, 0..<colon)) else { return }
        current = name
        store(bytes(of: line, in: trimmed(line, colon + 1..<end)), as: name)
    }

    private mutating func store(_ value: [UInt8], as name: Name) {
        guard present & name.bit != 0, let place = values.firstIndex(where: { $0.name == name }) else {
            if values.isEmpty { values.reserveCapacity(8) }
            present |= name.bit
            return values.append((name, value))
        }
        if name == .contentLength, values[place].value != value { defect = .twoLengths }
        if name.isList {
            values[place].value += Array(", ".utf8) + value
        } else {
            values[place].value = value
        }
    }

    private func trimmed(_ line: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isBlank(line[start]) { start += 1 }
        while end > start, isBlank(line[end - 1]) { end -= 1 }
        return start..<end
    }

    private func bytes(of line: Span<UInt8>, in range: Range<Int>) -> [UInt8] {
        [UInt8](copying: line.extracting(range))
    }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

private func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

extension Span<UInt8> {
    /// The first eight bytes of a range in lower case, fewer where it is shorter, as one number.
    fileprivate func lowercasedBeginning(of range: Range<Int>) -> UInt64 {
        var number: UInt64 = 0
        for index in range.prefix(8) { number = number << 8 | UInt64(lowercased(self[index])) }
        return number
    }
}
