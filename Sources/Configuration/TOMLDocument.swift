internal import CTOML

/// Reads TOML with toml++, through the shim that is its one door.
@safe enum TOMLDocument {
    /// Why a file is not TOML, and where it stops being it.
    struct SyntaxError: Error {
        var message: String
        var place: Place
    }

    /// The root table of a document.
    static func parse(_ bytes: [UInt8]) throws(SyntaxError) -> [TOMLEntry] {
        let document = unsafe bytes.withUnsafeBytes { buffer in
            unsafe ctoml_parse(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        guard let document = unsafe document else {
            throw SyntaxError(message: "no memory left to read it", place: .start)
        }
        defer { unsafe ctoml_free(document) }
        let error = unsafe ctoml_document_error(document)
        if let message = unsafe text(error.message, error.length) {
            throw SyntaxError(message: message, place: unsafe place(error.line, error.column))
        }
        var next = 0
        guard unsafe ctoml_document_count(document) > 0,
            case .table(let entries) = unsafe node(of: document, at: &next).node.value
        else { return [] }
        return entries
    }

    /// Reads the node at `next` with all below it; the shim has bounded the depth.
    private static func node(of document: OpaquePointer, at next: inout Int) -> TOMLEntry {
        let raw = unsafe ctoml_document_node(document, next)
        next += 1
        let value: TOMLValue
        switch unsafe raw.type {
        case CTOML_TABLE:
            var entries: [TOMLEntry] = []
            for _ in 0..<(unsafe raw.children) { entries.append(unsafe node(of: document, at: &next)) }
            value = .table(entries.sorted { $0.keyPlace < $1.keyPlace })
        case CTOML_ARRAY:
            var nodes: [TOMLNode] = []
            for _ in 0..<(unsafe raw.children) { nodes.append(unsafe node(of: document, at: &next).node) }
            value = .array(nodes)
        case CTOML_STRING: value = .string(unsafe text(raw.text, raw.text_length) ?? "")
        case CTOML_INTEGER: value = .integer(unsafe raw.integer)
        case CTOML_FLOAT: value = .float(unsafe raw.number)
        case CTOML_BOOLEAN: value = .boolean(unsafe raw.integer != 0)
        default: value = .date
        }
        return TOMLEntry(
            key: unsafe text(raw.key, raw.key_length) ?? "",
            keyPlace: unsafe place(raw.key_line, raw.key_column),
            node: TOMLNode(value: value, place: unsafe place(raw.line, raw.column)))
    }

    private static func text(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> String? {
        guard let bytes = unsafe bytes else { return nil }
        return unsafe String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    private static func place(_ line: UInt32, _ column: UInt32) -> Place {
        Place(line: Int(line), column: Int(column))
    }
}

extension Place: Comparable {
    static func < (left: Place, right: Place) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
