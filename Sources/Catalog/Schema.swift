/// The catalog's tables.
///
/// All of it is derived: a change of layout raises the version, and the catalog is changed where that is quick, else
/// rebuilt.
enum Schema {
    /// `PRAGMA user_version` of this layout.
    static let version = 4
    /// The version that `changes` makes this one of.
    static let oldVersion = 2

    static let tables = """
        CREATE TABLE positions(name TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO positions VALUES('applied', 0), ('indexed', 0);
        CREATE TABLE feeds(id TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE names(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE keys(key BLOB NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(key, number)) WITHOUT ROWID;
        CREATE TABLE waiting(seq INTEGER PRIMARY KEY, number INTEGER NOT NULL, keys BLOB NOT NULL);
        CREATE TABLE articles(
          number INTEGER PRIMARY KEY, latest INTEGER NOT NULL, id BLOB NOT NULL, revision INTEGER NOT NULL,
          feed INTEGER NOT NULL, duplicate_of BLOB,
          is_duplicate INTEGER GENERATED ALWAYS AS (duplicate_of IS NOT NULL) VIRTUAL, dropped INTEGER NOT NULL, removed INTEGER NOT NULL,
          date INTEGER NOT NULL, fetched INTEGER NOT NULL, evidence BLOB NOT NULL);
        CREATE INDEX articles_latest ON articles(latest, date, is_duplicate, dropped, removed);
        CREATE INDEX articles_duplicate ON articles(duplicate_of) WHERE duplicate_of IS NOT NULL;
        CREATE TABLE revisions(number INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(number, seq)) WITHOUT ROWID;
        CREATE VIRTUAL TABLE head USING fts5(title, summary, authors, tags, content='', tokenize='newslog');
        CREATE VIRTUAL TABLE body USING fts5(text, content='', detail=none, tokenize='newslog');
        """

    /// What became of layout 2: ids are keys like others, keys are shorter, and the newest wait.
    static let changes = """
        CREATE TABLE waiting(seq INTEGER PRIMARY KEY, number INTEGER NOT NULL, keys BLOB NOT NULL);
        ALTER TABLE keys RENAME TO long_keys;
        CREATE TABLE keys(key BLOB NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(key, number)) WITHOUT ROWID;
        INSERT OR IGNORE INTO keys SELECT substr(key, 1, \(KeyTable.keyBytes)), number FROM
          (SELECT key, number FROM long_keys UNION ALL SELECT id, number FROM articles) ORDER BY 1, 2;
        DROP TABLE long_keys;
        DROP INDEX articles_id;
        """

    /// What is added to a layout without a new version, because those that do not know it do not look for it.
    static let additions = """
        DROP INDEX IF EXISTS articles_date;
        CREATE INDEX IF NOT EXISTS articles_by_date ON articles(date, latest, is_duplicate, dropped, removed);
        CREATE TABLE IF NOT EXISTS memory(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS erasures(number INTEGER PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS emptied(seq INTEGER PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS husked(first INTEGER PRIMARY KEY);
        """
}
