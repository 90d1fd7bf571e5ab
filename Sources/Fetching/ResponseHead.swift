internal import Articles

/// The head of a response, gathered line by line as it comes.
///
/// Only the headers that somebody reads are kept. Every status line begins anew, so that a 100 or 103 leaves
/// nothing.
struct ResponseHead {
    /// The headers that are kept.
    enum Name: String, CaseIterable {
        case etag
        case lastModified = "last-modified"
        case contentType = "content-type"
        case contentEncoding = "content-encoding"
        case contentLength = "content-length"
        case location
        case retryAfter = "retry-after"
        case cacheControl = "cache-control"
        case age, date, expires
        case mitigated = "cf-mitigated"
        case strictTransport = "strict-transport-security"

        /// Headers that are lists are joined when they come more than once; of the others the last one
        /// counts.
        var isList: Bool { self == .cacheControl || self == .contentEncoding }

        static let byBytes = Dictionary(uniqueKeysWithValues: allCases.map { (Array($0.rawValue.utf8), $0) })
    }

    /// What makes a head unusable.
    enum Defect { case tooLarge, twoLengths }

    private(set) var status = 0
    /// Whether the empty line after the last header has come.
    private(set) var isComplete = false
    private(set) var defect: Defect?
    private var values: [Name: [UInt8]] = [:]
    private var bytes = 0
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
    func bytes(_ name: Name) -> [UInt8]? { values[name] }

    /// The text of a header.
    func text(_ name: Name) -> String? { values[name].map { String(decoding: $0, as: UTF8.self) } }

    /// A validator that is short enough to be kept and can be sent back as it is.
    func validator(_ name: Name) -> [UInt8]? {
        guard let value = values[name], !value.isEmpty, value.count <= Limits.validatorBytes else {
            return nil
        }
        return value
    }
}

extension ResponseHead {
    private func isStatusLine(_ line: Span<UInt8>) -> Bool {
        let mark = Array("HTTP/".utf8)
        guard line.count > mark.count else { return false }
        return mark.indices.allSatisfy { line[$0] == mark[$0] }
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
        values = [:]
        current = nil
    }

    private mutating func takeField(_ line: Span<UInt8>) {
        var end = line.count
        while end > 0, line[end - 1] == 0x0A || line[end - 1] == 0x0D { end -= 1 }
        guard end > 0 else {
            isComplete = true
            return
        }
        if line[0] == 0x20 || line[0] == 0x09 {
            // A folded line (RFC 9112 5.2) continues the one before.
            guard let current else { return }
            let part = trimmed(line, 0..<end)
            values[current] = values[current].map { $0.isEmpty ? part : $0 + [0x20] + part }
            return
        }
        current = nil
        guard let colon = (0..<end).first(where: { line[$0] == UInt8(ascii: ":") }) else { return }
        let key = trimmed(line, 0..<colon).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        guard let name = Name.byBytes[key] else { return }
        current = name
        store(trimmed(line, colon + 1..<end), as: name)
    }

    private mutating func store(_ value: [UInt8], as name: Name) {
        if name == .contentLength, let old = values[name], old != value { defect = .twoLengths }
        if name.isList, let old = values[name] {
            values[name] = old + Array(", ".utf8) + value
        } else {
            values[name] = value
        }
    }

    private func trimmed(_ line: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, line[start] == 0x20 || line[start] == 0x09 { start += 1 }
        while end > start, line[end - 1] == 0x20 || line[end - 1] == 0x09 { end -= 1 }
        return (start..<end).map { line[$0] }
    }
}
