/// The forms in which articles leave newslog.
package enum ArticleFormat: String, CaseIterable, Sendable {
    /// The journal's lines as they stand.
    case jsonl
    /// The same as one array.
    case json
    /// Columns for people.
    case table
    /// Columns for programs: tabs between them, a heading first.
    case tsv
    /// RFC 4180, safe to open in a spreadsheet.
    case csv
    /// JSON Feed 1.1.
    case jsonfeed
    /// RFC 4287.
    case atom
    /// A page to read in a browser.
    case html

    /// Whether it has a beginning and an end, so that a part of it is worth nothing.
    package var isDocument: Bool {
        switch self {
        case .json, .jsonfeed, .atom, .html: true
        case .jsonl, .table, .tsv, .csv: false
        }
    }

    /// Whether every article is written at once as a line of its own.
    package var isLinewise: Bool { self == .jsonl || self == .tsv || self == .csv }

    /// Whether lines are copied without reading more than their head.
    package var copiesLines: Bool { self == .jsonl || self == .json }
}
