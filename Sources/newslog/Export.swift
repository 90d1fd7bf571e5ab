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
            least once: keep, for each id, the highest seq. With --exec a shell command gets them instead, a batch on \
            its standard input each time it runs; a batch is accepted when the command read all of it and ended with 0, \
            else it comes again, whole: with --follow after 1 s to 5 min, else with the next export. Exits 3 when lines \
            were lost before they were read, 75 when somebody else uses the cursor or the command refused a batch.
            """)

    @OptionGroup var options: CommonOptions

    @OptionGroup var pager: PagerOption

    @Option(help: "A cursor of this name, kept with the journal.")
    var cursor: String?

    @Option(help: "A cursor in a file of your own.")
    var cursorFile: String?

    @Flag(help: "Wait for more, until interrupted.")
    var follow = false

    @Option(help: "A shell command that is given the lines, a batch at a time.")
    var exec: String?

    @Option(help: "With --exec: at most so many articles a batch; 1 MiB or 1 s end one too.")
    var batch: Int?

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
        guard batch == nil || exec != nil else { throw ValidationError("--batch goes with --exec.") }
        guard batch ?? 1 > 0 else { throw ValidationError("--batch takes a number above 0.") }
        guard !follow || !format.isDocument || exec != nil else {
            throw ValidationError("--follow needs a format without an end: jsonl, table, tsv or csv.")
        }
    }

    func run() throws {
        let layout = try options.places().layout
        let filter = ExportFilter(
            since: since?.resolve(Here.now), updates: updates, duplicates: duplicates, dropped: dropped)
        let heading = ArticleWriter.Heading(title: "newslog", now: Here.now)
        let writer = ArticleWriter(format, heading: heading, display: Here.display)
        let cursor = try openCursor(layout)
        // What a pager has taken nobody has read; and it does not end while more may come.
        let isPaged = exec == nil && self.cursor == nil && cursorFile == nil && !follow
        let output = isPaged ? pager.output() : StandardOutput()
        let source = try ExportSource(
            layout, after: Self.position(of: cursor), filter: filter, waits: output.isPaged)
        let lost: Bool
        if let exec {
            var run = ExportBatches(
                source, cursor: cursor, command: exec, most: batch ?? Self.usualBatch, isPatient: follow,
                writer: writer, format: format)
            try run.drain()
            while follow {
                run.wait()
                try run.drain()
            }
            lost = try run.end()
        } else {
            var run = ExportRun(source, cursor: cursor, writer: writer, format: format, output: output)
            try run.drain()
            while follow, run.isOpen {
                run.wait()
                try run.drain()
            }
            lost = try run.end()
        }
        if lost { throw CommandFailure(.linesLost) }
    }

    /// Articles of a batch where nobody says how many.
    private static let usualBatch = 100

    private static func position(of cursor: borrowing CursorFile?) -> CursorPosition? {
        switch cursor {
        case .some(let file): file.position
        case .none: nil
        }
    }

    private func openCursor(_ layout: StoreLayout) throws(CommandFailure) -> CursorFile? {
        let (name, path) = (cursor, cursorFile)
        do throws(JournalError) {
            if let name { return try CursorFile(named: name, in: layout) }
            if let path { return try CursorFile(at: path) }
            return nil
        } catch {
            // It is no place of the store that is missing then.
            if path != nil, error.code == .notFound { throw CommandFailure(.noInput, "\(error)") }
            throw CommandFailure(error)
        }
    }
}
