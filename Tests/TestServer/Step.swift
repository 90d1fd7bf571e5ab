/// One thing that a script does with a connection.
package enum Step: Sendable {
    /// The status line, with a usual reason.
    case status(Int)
    /// A header line.
    case header(String, String)
    /// A header line whose value is not text.
    case headerBytes(String, [UInt8])
    /// The empty line after the headers.
    case endHead
    /// Content-Length, the empty line and a whole body.
    case body([UInt8])
    /// A part of a chunked body; the first one sends the header for it and the empty line.
    case chunk([UInt8])
    /// The end of a chunked body.
    case lastChunk
    /// Bytes as they are.
    case raw([UInt8])
    /// Waits until the test opens the gate.
    case wait(Gate)
    /// Sends the same bytes until the other end has had enough.
    case endless([UInt8])
    /// Closes the connection in order (FIN).
    case close
    /// Breaks the connection off (RST).
    case reset
    /// HTTP/2 only: breaks this request off (RST_STREAM, RFC 9113 6.4) with an error code.
    case resetStream(UInt32)
    /// HTTP/2 only: will answer no request from this one on (GOAWAY, RFC 9113 6.8), and closes.
    case goAway(UInt32)
}

/// A request as the server read it.
package struct LoggedRequest: Sendable {
    /// Its number among all requests, from 1: their order of arrival.
    package internal(set) var number = 0
    /// Its number among those to the same host and path, from 1.
    package internal(set) var attempt = 0
    /// The number of its connection, from 1.
    package let connection: Int
    /// The version of HTTP, as in `1.1` and `2`.
    package internal(set) var version = "1.1"
    /// Whether the connection's TLS session was resumed.
    package internal(set) var isResumed = false
    /// The request line's target: path and query.
    package let target: String
    /// The bytes from the request line to the empty line.
    package let head: [UInt8]
    /// The Host header without the port.
    package let host: String

    /// The target without its query.
    package var path: String { String(target.prefix { $0 != "?" }) }

    init(target: String, head: [UInt8], connection: Int) {
        self.target = target
        self.head = head
        self.connection = connection
        let field = Self.fields(of: head).first { $0.name == "host" }?.value ?? []
        host = String(decoding: field.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
    }

    /// The header lines in order, names in lower case.
    package var fields: [(name: String, value: [UInt8])] { Self.fields(of: head) }

    /// The text of a header (name in lower case); nil when it did not come.
    package func header(_ name: String) -> String? {
        headerBytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a header, without the blank after the colon; nil when it did not come.
    package func headerBytes(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

    /// The request as a line of JSON; bytes of the head that are not printable ASCII are escaped as if Latin-1.
    package var json: String {
        let text = head.map { byte -> String in
            switch byte {
            case 0x0D: "\\r"
            case 0x0A: "\\n"
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\\(Character(UnicodeScalar(byte)))"
            case 0x20...0x7E: String(UnicodeScalar(byte))
            default: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return
            "{\"number\":\(number),\"attempt\":\(attempt),\"connection\":\(connection),\"http\":\"\(version)\","
            + "\"resumed\":\(isResumed),\"head\":\"\(text.joined())\"}"
    }

    private static func fields(of head: [UInt8]) -> [(name: String, value: [UInt8])] {
        head.split(separator: 0x0A).dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            var value = line[(colon + 1)...]
            if value.first == 0x20 { value.removeFirst() }
            if value.last == 0x0D { value.removeLast() }
            return (String(decoding: line[..<colon], as: UTF8.self).lowercased(), Array(value))
        }
    }
}
