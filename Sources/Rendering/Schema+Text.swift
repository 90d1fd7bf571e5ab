/// The four texts.
extension Schema {
    static var jsonSchemaText: String {
        let properties = keys.map { "    \"\($0.name)\": {\($0.json)}" }.joined(separator: ",\n")
        let required = keys.map { "\"\($0.name)\"" }.joined(separator: ", ")
        return """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "newslog article line, version 1",
              "description": "Readers ignore keys they do not know.",
              "type": "object",
              "properties": {
            \(properties)
              },
              "required": [\(required)]
            }

            """
    }

    static var duckdbText: String {
        """
        -- DuckDB reads the journal as it stands. Run it in the state directory, or give the path of its journal/.
        -- The types are given because a column that is null in the sample would be typed as NULL. Times are UTC.
        CREATE OR REPLACE VIEW lines AS
        SELECT * FROM read_json('journal/*.jsonl.zst', format = 'newline_delimited', compression = 'zstd', columns = {
        \(list { "    \"\($0.name)\": '\($0.duckdb)'" })
        });

        -- The newest revision of every article, without what was removed or dropped.
        CREATE OR REPLACE VIEW articles AS
        SELECT * FROM (SELECT * FROM lines QUALIFY row_number() OVER (PARTITION BY id ORDER BY seq DESC) = 1)
        WHERE event <> 'removed' AND NOT dropped;

        SELECT date, feed.id AS feed, title FROM articles ORDER BY date DESC LIMIT 20;

        """
    }

    static var clickhouseText: String {
        """
        -- Load with:
        --   newslog export --updates --duplicates --dropped | clickhouse-client --date_time_input_format best_effort \\
        --     --query 'INSERT INTO articles FORMAT JSONEachRow'
        -- A line that comes twice has the same id; the highest seq of an id wins (SELECT … FROM articles FINAL).
        CREATE TABLE articles (
        \(list { "    \($0.name) \($0.clickhouse)" })
        ) ENGINE = ReplacingMergeTree(seq) ORDER BY id;

        """
    }

    static var postgresText: String {
        """
        -- Load with:
        --   newslog export --updates --duplicates --dropped > new.jsonl
        --   psql -c "COPY article_lines FROM STDIN (FORMAT csv, QUOTE e'\\x01', DELIMITER e'\\x02')" < new.jsonl
        -- and then run the INSERT below; it may be run again. Lines hold neither byte, so each is one value.
        CREATE TABLE articles (
        \(list { "    \"\($0.name)\" \($0.postgres)" })
        );
        CREATE INDEX ON articles (id, seq DESC);
        CREATE INDEX ON articles (date);

        CREATE UNLOGGED TABLE article_lines (line jsonb NOT NULL);

        INSERT INTO articles
        SELECT article.* FROM article_lines, jsonb_populate_record(NULL::articles, line) AS article
        ON CONFLICT (seq) DO NOTHING;
        TRUNCATE article_lines;

        """
    }

    /// A row a key, with commas between.
    private static func list(_ row: (Key) -> String) -> String {
        keys.map(row).joined(separator: ",\n")
    }
}
