import Articles
import Glibc

/// When which offset from UTC held, or will hold, at a place: a file of the IANA database (RFC 8536, version 2).
struct TimeZoneRules: Sendable {
    /// Seconds since 1970 at which offsets begin, and the offset of each.
    private var transitions: [(at: Int64, offsetSeconds: Int)] = []
    private var firstOffset = 0
    /// What holds after the last transition.
    private var rule: PosixTimeZone?

    /// Reads the rules of an IANA name such as `Africa/Cairo`; nil when the system has none of that name.
    init?(named name: String) {
        guard Self.isName(name), let bytes = Self.contents(of: "/usr/share/zoneinfo/\(name)") else {
            return nil
        }
        self.init(bytes)
    }

    /// The instant at which clocks there show `local`, which is an instant read as if it were UTC.
    ///
    /// Where clocks show it twice the first is meant; where they skip it, the same distance after midnight as before.
    func instant(showing local: Timestamp) -> Timestamp {
        let seconds = local.milliseconds / 1000
        let early = seconds - Int64(offset(at: seconds - 86_400))
        let late = seconds - Int64(offset(at: seconds + 86_400))
        let isEarly = Int64(offset(at: early)) == seconds - early
        let chosen = isEarly || Int64(offset(at: late)) != seconds - late ? early : late
        return Timestamp(milliseconds: local.milliseconds - (seconds - chosen) * 1000)
    }

    /// Seconds east of Greenwich at an instant.
    func offset(at seconds: Int64) -> Int {
        guard let last = transitions.last else { return rule?.offset(at: seconds) ?? firstOffset }
        if seconds >= last.at { return rule?.offset(at: seconds) ?? last.offsetSeconds }
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].at <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : transitions[low - 1].offsetSeconds
    }
}

extension TimeZoneRules {
    /// Reads the contents of a file; nil when they are not well-formed.
    init?(_ bytes: [UInt8]) {
        guard let old = Header(bytes, at: 0), old.version >= UInt8(ascii: "2"),
            let header = Header(bytes, at: old.end(timeSize: 4)), header.end(timeSize: 8) <= bytes.count,
            header.types > 0
        else { return nil }
        let kinds = header.start + header.times * 9
        let offsets = (0..<header.types).map {
            Int(Int32(truncatingIfNeeded: bytes.integer(at: kinds + $0 * 6, size: 4)))
        }
        firstOffset = offsets[0]
        for index in 0..<header.times {
            let kind = Int(bytes[header.start + header.times * 8 + index])
            guard kind < offsets.count else { return nil }
            let at = bytes.integer(at: header.start + index * 8, size: 8)
            transitions.append((at, offsets[kind]))
        }
        let footer = bytes[header.end(timeSize: 8)...].dropFirst().prefix { $0 != 0x0A }
        rule = PosixTimeZone(Array(footer))
    }

    private struct Header {
        let version: UInt8
        let start: Int
        let times, types, letters, leaps, standards, universals: Int

        init?(_ bytes: [UInt8], at start: Int) {
            guard start + 44 <= bytes.count, Array(bytes[start..<start + 4]) == Array("TZif".utf8) else {
                return nil
            }
            version = bytes[start + 4]
            func count(_ index: Int) -> Int { Int(bytes.integer(at: start + 20 + index * 4, size: 4)) }
            (universals, standards, leaps) = (count(0), count(1), count(2))
            (times, types, letters) = (count(3), count(4), count(5))
            self.start = start + 44
            for number in [universals, standards, leaps, times, types, letters]
            where number > 1 << 16 || number < 0 {
                return nil
            }
        }

        func end(timeSize: Int) -> Int {
            start + times * (timeSize + 1) + types * 6 + letters + leaps * (timeSize + 4) + standards
                + universals
        }
    }

    private static func isName(_ name: String) -> Bool {
        let isWritten = name.utf8.allSatisfy { byte in
            byte.isASCIILetter || byte.isASCIIDigit || "_+-/".utf8.contains(byte)
        }
        return isWritten && !name.isEmpty && name.utf8.count <= 64 && name.utf8.first != UInt8(ascii: "/")
    }

    private static func contents(of path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { _ = Glibc.close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var count = 0
        while count < bytes.count {
            let room = bytes.count - count
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress.map { unsafe $0 + count }, room)
            }
            guard got >= 0 || errno == EINTR else { return nil }
            if got == 0 { break }
            count += max(got, 0)
        }
        return Array(bytes.prefix(count))
    }
}

extension [UInt8] {
    /// A big-endian number, sign extended.
    fileprivate func integer(at index: Int, size: Int) -> Int64 {
        var value = Int64(Int8(bitPattern: self[index]))
        for offset in 1..<size { value = value << 8 | Int64(self[index + offset]) }
        return value
    }
}
