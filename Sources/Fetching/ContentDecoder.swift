package import Articles

/// Undoes the content codings of a body (RFC 9110 8.4): by the label where it is right, by the bytes where
/// not.
///
/// libcurl is not asked to: it takes a cut stream for a whole one and knows no bound of the decoded size.
package struct ContentDecoder: ~Copyable {
    /// Why a body cannot be read.
    package enum Failure: Error, Equatable {
        case tooLarge
        /// The stream does not come to its end.
        case cut
        case damaged(String)
    }

    private enum Coding: String { case gzip, deflate, br, zstd }

    private let inflater = Inflater()

    /// Makes a decoder.
    package init() {}

    /// Decodes a body; `warnings` tells what was wrong and put up with.
    package func decode(
        _ body: [UInt8], labelled label: String?, cap: Int, warnings: inout [Warning]
    ) throws(Failure) -> [UInt8] {
        let codings = Self.codings(label ?? "", warnings: &warnings)
        guard codings.count <= Limits.contentCodings else {
            throw .damaged("the body is compressed \(codings.count) times over")
        }
        var bytes = body
        var layers = 0
        for coding in codings.reversed() {
            guard let inner = try undo(coding, bytes, cap: cap, warnings: &warnings) else { break }
            bytes = inner
            layers += 1
        }
        while Self.isGzip(bytes[...]), layers < Limits.contentCodings {
            warnings.append(
                Warning("coding-unlabelled", "the body is gzip without saying so; it was unpacked"))
            bytes = try gunzip(bytes, cap: cap, warnings: &warnings)
            layers += 1
        }
        guard !Self.isGzip(bytes[...]) else { throw .damaged("the body is compressed more than twice over") }
        guard bytes.count <= cap else { throw .tooLarge }
        return bytes
    }
}

extension ContentDecoder {
    /// Undoes one coding; nil when the body is not encoded at all.
    private func undo(
        _ coding: Coding, _ bytes: [UInt8], cap: Int, warnings: inout [Warning]
    ) throws(Failure) -> [UInt8]? {
        if bytes.isEmpty { return nil }
        if Self.isGzip(bytes[...]) {
            if coding != .gzip { Self.warnOfLabel(coding, "gzip", &warnings) }
            return try gunzip(bytes, cap: cap, warnings: &warnings)
        }
        if coding == .br || coding == .zstd, let inner = try undoStream(coding, bytes, cap: cap) {
            return inner
        }
        let isText = Self.looksLikeText(bytes)
        if coding == .deflate || (coding == .gzip && !isText) {
            if coding == .gzip { Self.warnOfLabel(coding, "deflate", &warnings) }
            // "deflate" means zlib (RFC 9110 8.4.1.2), but some servers send the bare stream.
            if Self.isZlib(bytes), let inner = try attempt(bytes, .zlib, cap: cap) { return inner }
            if let inner = try attempt(bytes, .none, cap: cap) { return inner }
        }
        if isText {
            Self.warnOfLabel(coding, "plain text", &warnings)
            return nil
        }
        throw .cut
    }

    /// Undoes Brotli or Zstandard; nil when the body is plain text instead.
    private func undoStream(_ coding: Coding, _ bytes: [UInt8], cap: Int) throws(Failure) -> [UInt8]? {
        do throws(StreamDecoder.Failure) {
            return coding == .br
                ? try StreamDecoder.brotli(bytes, cap: cap) : try StreamDecoder.zstd(bytes, cap: cap)
        } catch {
            if Self.looksLikeText(bytes) { return nil }
            switch error {
            case .tooLarge: throw .tooLarge
            case .cut: throw .cut
            case .damaged: throw .damaged("the \(coding.rawValue) body is damaged")
            }
        }
    }

    /// All members of a gzip file (RFC 1952 2.2); what follows the last one is dropped.
    private func gunzip(_ bytes: [UInt8], cap: Int, warnings: inout [Warning]) throws(Failure) -> [UInt8] {
        var output: [UInt8] = []
        var rest = bytes[...]
        while Self.isGzip(rest) {
            do throws(Inflater.Failure) {
                rest = rest.dropFirst(try inflater.inflate(rest, .gzip, into: &output, cap: cap))
            } catch {
                switch error {
                case .tooLarge: throw .tooLarge
                case .damaged:
                    throw hasWholeStream(rest, cap: cap)
                        ? .damaged("the gzip body does not have the checksum it claims") : .cut
                }
            }
        }
        if !rest.isEmpty {
            warnings.append(
                Warning("coding-trailing", "\(rest.count) bytes after the gzip body were dropped"))
        }
        return output
    }

    /// Whether a gzip member that cannot be read goes to its end, so that what is wrong is its checksum or size.
    private func hasWholeStream(_ member: ArraySlice<UInt8>, cap: Int) -> Bool {
        guard let header = Self.lengthOfGzipHeader(member) else { return false }
        var output: [UInt8] = []
        let stream = member.dropFirst(header)
        guard let taken = try? inflater.inflate(stream, .none, into: &output, cap: cap) else { return false }
        return stream.count - taken >= 8
    }

    /// RFC 1952 2.3: ten bytes, then what the flags announce; nil when it is not all there.
    private static func lengthOfGzipHeader(_ member: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(member.prefix(64 << 10))
        guard bytes.count > 10 else { return nil }
        let flags = bytes[3]
        var length = 10
        if flags & 0x04 != 0 {
            guard bytes.count > length + 2 else { return nil }
            length += 2 + Int(bytes[length]) + Int(bytes[length + 1]) << 8
        }
        for flag: UInt8 in [0x08, 0x10] where flags & flag != 0 {
            guard length < bytes.count, let end = bytes[length...].firstIndex(of: 0) else { return nil }
            length = end + 1
        }
        return length + (flags & 0x02 != 0 ? 2 : 0)
    }

    /// One stream that is the whole body; nil when the body is no such stream.
    private func attempt(_ bytes: [UInt8], _ wrapping: Inflater.Wrapping, cap: Int) throws(Failure)
        -> [UInt8]?
    {
        var output: [UInt8] = []
        do throws(Inflater.Failure) {
            let taken = try inflater.inflate(bytes[...], wrapping, into: &output, cap: cap)
            // Text can pass for a short bare stream by accident, but not to its last byte.
            return wrapping == .none && taken != bytes.count ? nil : output
        } catch {
            switch error {
            case .tooLarge: throw .tooLarge
            case .damaged: return nil
            }
        }
    }

    /// The codings of the header that mean something; `identity`, `none`, `utf-8` and the like are no
    /// codings.
    private static func codings(_ label: String, warnings: inout [Warning]) -> [Coding] {
        var codings: [Coding] = []
        for word in label.lowercased().split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" }) {
            let name = word.hasPrefix("x-") ? word.dropFirst(2) : word
            if let coding = Coding(rawValue: String(name)) {
                codings.append(coding)
            } else if name != "identity" {
                warnings.append(
                    Warning("coding-unknown", "the content coding \(name) is none; it was ignored"))
            }
        }
        return codings
    }

    private static func warnOfLabel(_ coding: Coding, _ truth: String, _ warnings: inout [Warning]) {
        warnings.append(
            Warning("coding-mislabelled", "the body is labelled \(coding.rawValue) but is \(truth)"))
    }

    private static func isGzip(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

    /// RFC 1950 2.2: method 8, and the two bytes a multiple of 31.
    private static func isZlib(_ bytes: [UInt8]) -> Bool {
        bytes.count > 2 && bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
    }

    /// A document begins with a bracket, after a byte order mark and blanks.
    private static func looksLikeText(_ bytes: [UInt8]) -> Bool {
        let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]]
        if marks.contains(where: { bytes.starts(with: $0) }) { return true }
        let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        return first == UInt8(ascii: "<") || first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
}
