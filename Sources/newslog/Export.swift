internal import ArgumentParser
internal import Host
internal import Journal
internal import Rendering

/// `newslog export`: the journal's lines in order, all or from a cursor on.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print articles in the order in which they were stored.",
        discussion: """
            Without options: every new article that no rule dropped. A cursor remembers how far its user has come and \
            begins at the oldest line; it advances only past lines that the reader of the pipe accepted. Lines come at \
            least once: keep, for each id, the highest seq. Exits 3 when lines were lost to retention before they were \
            read, 75 when somebody else uses the cursor.
            """)

    @OptionGroup var options: CommonOptions

    @Option(help: "A cursor of this name, kept with the journal.")
    var cursor: String?

    @Option(help: "A cursor in a file of your own.")
    var cursorFile: String?

    @Flag(help: "Wait for more, until interrupted.")
    var follow = false

    @Option(help: "Only what was fetched from here on: 2d (ago), 6h, 2026-11-01 (UTC).")
    var since: PointInTime?

    @Flag(help: "Also updated articles and removals.")
    var updates = false

    @Flag(help: "Also articles that repeat another feed's.")
    var duplicates = false

    @Flag(help: "Also articles that a rule dropped.")
    var dropped = false

    @Option(help: "jsonl, json, table, tsv, csv, jsonfeed, atom or html.")
    var format = ArticleFormat.jsonl

    func validate() throws {
        guard cursor == nil || cursorFile == nil else {
            throw ValidationError("--cursor and --cursor-file exclude each other.")
        }
        guard !follow || !format.isDocument else {
            throw ValidationError("--follow needs a format without an end: jsonl, table, tsv or csv.")
        }
    }

    func run() throws {
        let layout = try options.places().layout
        let filter = ExportFilter(
            since: since?.resolve(Here.now), updates: updates, duplicates: duplicates, dropped: dropped)
        let heading = ArticleWriter.Heading(title: "newslog", now: Here.now)
        let writer = ArticleWriter(format, heading: heading, display: Here.display)
        var run = try ExportRun(
            layout, cursor: try openCursor(layout), filter: filter, writer: writer,
            format: format)
        try run.drain()
        while follow, run.isOpen {
            run.wait()
            try run.drain()
        }
        let lost = try run.end()
        if lost { throw CommandFailure(.linesLost) }
    }

    private func openCursor(_ layout: StoreLayout) throws(CommandFailure) -> CursorFile? {
        let (name, path) = (cursor, cursorFile)
        return try CommandFailure.mapping { () throws(JournalError) -> CursorFile? in
            if let name { return try CursorFile(named: name, in: layout) }
            if let path { return try CursorFile(at: path) }
            return nil
        }
    }
}
