internal import ArgumentParser
internal import Host
internal import Rendering

/// `newslog schema`: what an article line is, for those who load it.
struct PrintSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the schema of an article line.")

    enum Dialect: String, EnumerableFlag {
        case jsonschema, duckdb, clickhouse, postgres

        static func help(for dialect: Dialect) -> ArgumentHelp? {
            switch dialect {
            case .jsonschema: "JSON Schema (2020-12)."
            case .duckdb: "Views for DuckDB over the journal as it stands."
            case .clickhouse: "A table for ClickHouse."
            case .postgres: "Tables for PostgreSQL."
            }
        }
    }

    @OptionGroup var pager: PagerOption

    @Flag var dialect = Dialect.jsonschema

    func run() throws {
        let schema: Schema =
            switch dialect {
            case .jsonschema: .jsonSchema
            case .duckdb: .duckdb
            case .clickhouse: .clickhouse
            case .postgres: .postgres
            }
        var output = pager.output()
        output.buffer += Array(schema.text.utf8)
        try Here.finish(&output)
    }
}
