/// What an article line is, in the words of those who load it: JSON Schema and the tables of three databases.
///
/// One row a key, in the order of the line; a test holds the rows against a line.
package enum Schema: CaseIterable, Sendable {
    case jsonSchema, duckdb, clickhouse, postgres

    /// A key of the line: its JSON Schema, and its type in each database.
    struct Key {
        var name: String
        var json: String
        var duckdb: String
        var clickhouse: String
        var postgres: String
    }

    /// The text to print.
    package var text: String {
        switch self {
        case .jsonSchema: Self.jsonSchemaText
        case .duckdb: Self.duckdbText
        case .clickhouse: Self.clickhouseText
        case .postgres: Self.postgresText
        }
    }
}

extension Schema {
    private static let time =
        #""type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$""#
    private static let timeOrNull =
        #""type": ["string", "null"], "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$""#
    private static let digest = #""type": "string", "pattern": "^[0-9a-f]{32}$""#
    private static let strings = #""type": "array", "items": {"type": "string"}"#
    private static let text = #""type": "string""#
    private static let textOrNull = #""type": ["string", "null"]"#

    static let keys: [Key] = [
        Key("v", #""const": 1"#, "UTINYINT", "UInt8", "smallint NOT NULL"),
        Key(
            "seq", #""type": "integer", "minimum": 1, "maximum": 9007199254740991"#, "BIGINT", "UInt64",
            "bigint PRIMARY KEY"),
        Key(
            "event", #""enum": ["new", "updated", "duplicate", "removed"]"#, "VARCHAR",
            "LowCardinality(String)", "text NOT NULL"),
        Key("id", digest, "VARCHAR", "String", "text NOT NULL"),
        Key("revision", #""type": "integer", "minimum": 1"#, "INTEGER", "UInt32", "integer NOT NULL"),
        Key(
            "duplicate_of", #""type": ["string", "null"], "pattern": "^[0-9a-f]{32}$""#, "VARCHAR",
            "Nullable(String)", "text"),
        Key("dropped", #""type": "boolean""#, "BOOLEAN", "Bool", "boolean NOT NULL"),
        Key("date", time, "TIMESTAMP", "DateTime64(3, 'UTC')", "timestamptz NOT NULL"),
        Key("fetched_at", time, "TIMESTAMP", "DateTime64(3, 'UTC')", "timestamptz NOT NULL"),
        Key(
            "feed",
            object([
                ("id", text), ("url", text), ("title", textOrNull), ("site_url", textOrNull),
                ("tags", strings),
            ]),
            "STRUCT(id VARCHAR, url VARCHAR, title VARCHAR, site_url VARCHAR, tags VARCHAR[])",
            "Tuple(id String, url String, title Nullable(String), site_url Nullable(String), tags Array(String))",
            "jsonb NOT NULL"),
        Key("language", textOrNull + #", "description": "BCP 47""#, "VARCHAR", "Nullable(String)", "text"),
        Key("direction", #""enum": ["ltr", "rtl", null]"#, "VARCHAR", "Nullable(String)", "text"),
        Key("url", textOrNull, "VARCHAR", "Nullable(String)", "text"),
        Key("external_url", textOrNull, "VARCHAR", "Nullable(String)", "text"),
        Key("guid", textOrNull, "VARCHAR", "Nullable(String)", "text"),
        Key("title", textOrNull, "VARCHAR", "Nullable(String)", "text"),
        Key("summary", textOrNull, "VARCHAR", "Nullable(String)", "text"),
        Key(
            "authors", array(of: [("name", textOrNull), ("url", textOrNull), ("email", textOrNull)]),
            "STRUCT(name VARCHAR, url VARCHAR, email VARCHAR)[]",
            "Array(Tuple(name Nullable(String), url Nullable(String), email Nullable(String)))",
            "jsonb NOT NULL"),
        Key("tags", strings, "VARCHAR[]", "Array(String)", "jsonb NOT NULL"),
        Key("image", textOrNull, "VARCHAR", "Nullable(String)", "text"),
        Key(
            "attachments",
            array(of: [
                ("url", text), ("mime_type", textOrNull), ("title", textOrNull),
                ("size_in_bytes", #""type": ["integer", "null"]"#),
                ("duration_in_seconds", #""type": ["number", "null"]"#),
            ]),
            "STRUCT(url VARCHAR, mime_type VARCHAR, title VARCHAR, size_in_bytes BIGINT, duration_in_seconds DOUBLE)[]",
            "Array(Tuple(url String, mime_type Nullable(String), title Nullable(String), "
                + "size_in_bytes Nullable(Int64), duration_in_seconds Nullable(Float64)))",
            "jsonb NOT NULL"),
        Key("date_published", timeOrNull, "TIMESTAMP", "Nullable(DateTime64(3, 'UTC'))", "timestamptz"),
        Key("date_modified", timeOrNull, "TIMESTAMP", "Nullable(DateTime64(3, 'UTC'))", "timestamptz"),
        Key("date_raw", textOrNull, "VARCHAR", "Nullable(String)", "text"),
        Key(
            "date_source", #""enum": ["published", "modified", "fetched"]"#, "VARCHAR",
            "LowCardinality(String)", "text NOT NULL"),
        Key("matched", strings, "VARCHAR[]", "Array(String)", "jsonb NOT NULL"),
        Key("hash", digest, "VARCHAR", "String", "text NOT NULL"),
        Key(
            "content_source", #""enum": ["feed", "page"]"#, "VARCHAR", "LowCardinality(String)",
            "text NOT NULL"),
        Key("truncated", #""type": "boolean""#, "BOOLEAN", "Bool", "boolean NOT NULL"),
        Key("content_html", textOrNull, "VARCHAR", "Nullable(String)", "text"),
        Key("content_text", text, "VARCHAR", "String", "text NOT NULL"),
    ]

    private static func object(_ keys: [(String, String)]) -> String {
        let properties = keys.map { "\"\($0)\": {\($1)}" }.joined(separator: ", ")
        let required = keys.map { "\"\($0.0)\"" }.joined(separator: ", ")
        return #""type": "object", "properties": {\#(properties)}, "required": [\#(required)]"#
    }

    private static func array(of keys: [(String, String)]) -> String {
        #""type": "array", "items": {\#(object(keys))}"#
    }
}

extension Schema.Key {
    fileprivate init(
        _ name: String, _ json: String, _ duckdb: String, _ clickhouse: String, _ postgres: String
    ) {
        self.init(name: name, json: json, duckdb: duckdb, clickhouse: clickhouse, postgres: postgres)
    }
}
