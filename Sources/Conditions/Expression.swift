internal import Articles
internal import CRE2

/// A regular expression of RE2, compiled.
///
/// It finds in time linear in the text and within a bound of memory, whatever the expression and the text are. Any
/// number of threads may ask it at once.
@safe package final class Expression: Sendable {
    /// Why an expression cannot be used.
    struct Malformed: Error {
        /// Bytes of the expression before the mistake, as far as RE2 tells.
        var offset: Int
        var message: String
    }

    /// As written between the slashes.
    package let pattern: String
    /// Whether capital and small letters are one (`i`).
    package let foldsCase: Bool
    /// Where the `cre2_expression` lies: RE2 allows what the type of a pointer does not, to be used by many threads.
    private let address: UInt

    /// Compiles an expression (`RE2::RE2`).
    init(_ pattern: String, foldsCase: Bool) throws(Malformed) {
        self.pattern = pattern
        self.foldsCase = foldsCase
        let bytes = Array(pattern.utf8)
        let compiled = unsafe bytes.withUnsafeBytes { buffer in
            unsafe cre2_compile(
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, foldsCase,
                Int64(Limits.expressionBytes))
        }
        address = UInt(bitPattern: compiled)
        guard let compiled = unsafe compiled else {
            throw Malformed(offset: 0, message: "no memory left to read it")
        }
        let failure = unsafe cre2_failure(compiled)
        guard let message = unsafe Self.bytes(failure.message, failure.message_length) else { return }
        let part = unsafe Self.bytes(failure.part, failure.part_length) ?? []
        let offset = bytes.indices.first { bytes[$0...].starts(with: part) } ?? 0
        throw Malformed(offset: offset, message: String(decoding: message, as: UTF8.self))
    }

    deinit { if let compiled = unsafe compiled { unsafe cre2_free(compiled) } }

    /// Where it first fits in a text; nil when it nowhere does (`RE2::Match`).
    func find(in text: [UInt8]) -> Range<Int>? {
        guard let compiled = unsafe compiled else { return nil }
        var start = 0
        var end = 0
        let isFound = unsafe text.withUnsafeBytes { buffer in
            unsafe cre2_find(
                compiled, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, &start, &end)
        }
        return isFound ? start..<end : nil
    }

    private var compiled: OpaquePointer? { unsafe OpaquePointer(bitPattern: address) }

    private static func bytes(_ start: UnsafePointer<CChar>?, _ count: Int) -> [UInt8]? {
        guard let start = unsafe start else { return nil }
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}

extension Expression: Equatable {
    /// Whether two are written alike.
    package static func == (left: Expression, right: Expression) -> Bool {
        left.pattern == right.pattern && left.foldsCase == right.foldsCase
    }
}

extension Expression: CustomStringConvertible {
    /// As a condition says it: `/…/i`.
    package var description: String { "/\(pattern)/\(foldsCase ? "i" : "")" }
}
