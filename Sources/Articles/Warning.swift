/// Something in the world's bytes that was wrong, where, and what was done about it: a value, never an error.
public struct Warning: Hashable, Sendable {
    /// A stable name for programs, such as `xml-syntax` or `charset-wrong`.
    public var code: String
    /// One line for people: what was wrong and what was done about it.
    public var message: String
    /// Line in the document, from 1, where known.
    public var line: Int?
    /// Column in characters, from 1, where known.
    public var column: Int?
    /// Offset in the document as it came, in bytes, where known.
    public var byte: Int?

    /// Makes a warning.
    public init(_ code: String, _ message: String, line: Int? = nil, column: Int? = nil, byte: Int? = nil) {
        self.code = code
        self.message = message
        self.line = line
        self.column = column
        self.byte = byte
    }
}

extension Warning: CustomStringConvertible {
    /// The message with its place, as a person reads it.
    public var description: String {
        let place =
            switch (line, column, byte) {
            case (let line?, let column?, let byte?): "line \(line), column \(column), byte \(byte): "
            case (let line?, let column?, nil): "line \(line), column \(column): "
            case (let line?, nil, _): "line \(line): "
            case (nil, _, let byte?): "byte \(byte): "
            default: ""
            }
        return "\(place)\(message) [\(code)]"
    }
}
