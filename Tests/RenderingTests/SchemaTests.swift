import Articles
import Testing

@testable import Rendering

@Suite struct SchemaTests {
    /// The keys of an object, in order.
    private static func keys(_ reader: inout JSONReader) -> [String] {
        var keys: [String] = []
        guard reader.enter() else { return [] }
        while let key = reader.nextKey() {
            keys.append(reader.text(key))
            guard reader.skipValue() else { return [] }
        }
        return keys
    }

    @Test("the schema names the keys of a line, in its order")
    func keysOfALine() {
        var reader = JSONReader(Array(Lines.arabic.source))
        #expect(Schema.keys.map(\.name) == Self.keys(&reader))
    }

    @Test("the JSON schema is JSON whose properties are the keys")
    func jsonSchema() {
        var reader = JSONReader(Array(Schema.jsonSchema.text.utf8))
        var found: [String] = []
        let isObject = reader.enter()
        #expect(isObject)
        while let key = reader.nextKey() {
            if reader.matches(key, "properties") {
                found = Self.keys(&reader)
            } else {
                guard reader.skipValue() else { break }
            }
        }
        #expect(found == Schema.keys.map(\.name))
    }

    @Test("every dialect names every key", arguments: Schema.allCases)
    func dialects(schema: Schema) {
        for key in Schema.keys {
            #expect(schema.text.contains("\"\(key.name)\"") || schema.text.contains("    \(key.name) "))
        }
    }
}
