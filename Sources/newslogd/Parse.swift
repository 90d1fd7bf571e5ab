internal import Aggregator
internal import ArgumentParser
internal import Host
internal import Parsing
internal import Rendering

/// `newslogd parse`: what the parser sees in a document, to find out why a feed looks wrong.
struct Parse: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what the parser sees in documents, and what was wrong with them.",
        discussion: """
            On a terminal it is shown for people; to a pipe it goes as JSON, one object a line. A document called - is \
            standard input.

            With --batch jobs are read from standard input, a line each: PATH, or PATH, a tab, the base URL, a tab and \
            the content type; answers come in the same order.
            """)

    /// How an answer is written.
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Option(name: .long, help: "The URL that the document came from.")
    var base: String?

    @Option(name: .long, help: "The Content-Type that it came with.")
    var contentType: String?

    @Option(name: .long, help: "text, for people, or json; by default as described above.")
    var format: Format?

    @Flag(name: .long, help: "Read jobs from standard input.")
    var batch = false

    @Flag(
        name: .long,
        help: "Print titles, summaries and contents as an article keeps them: sanitised, with absolute URLs.")
    var clean = false

    @Argument(help: "The documents; - is standard input.")
    var files: [String] = []

    func validate() throws {
        guard batch != !files.isEmpty else { throw ValidationError("Name the documents, or use --batch.") }
        guard !clean || format != .text else { throw ValidationError("--clean is of --format json.") }
    }

    func run() throws {
        let isForPeople = StandardOutput.isPerson && !batch && !clean
        var answers = ParseAnswers(format: format ?? (isForPeople ? .text : .json), clean: clean)
        guard batch else {
            var areFeeds = true
            for file in files {
                let path = file == "-" ? "/dev/stdin" : file
                areFeeds = try answer(path, base: base, contentType: contentType, &answers) && areFeeds
            }
            guard areFeeds else { Terminal.exit(.badData) }
            return
        }
        while let line = readLine() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            func field(_ index: Int) -> String? {
                index < fields.count && !fields[index].isEmpty ? fields[index] : nil
            }
            _ = try answer(field(0) ?? "", base: field(1), contentType: field(2), &answers)
        }
    }

    /// Prints what is seen in a document; false when that is no feed.
    private func answer(
        _ path: String, base: String?, contentType: String?, _ answers: inout ParseAnswers
    ) throws -> Bool {
        var input = FeedParser.Input(bytes: [], contentType: contentType, base: base)
        do {
            input.bytes = try DocumentFile.read(path)
            answers.write(try FeedParser.parse(input), of: path, input)
            return true
        } catch let error as NotAFeed {
            answers.write(error, of: path, input)
        } catch let error as SystemError {
            guard batch else { throw CommandFailure(code: .noInput, message: "\(error)") }
            answers.write(NotAFeed(code: "unreadable", message: "\(error)"), of: path, input)
        }
        return false
    }
}

/// Writes what was seen in documents, one after the other, as JSON or for people.
private struct ParseAnswers: ~Copyable {
    let format: Parse.Format
    private var report: ParseReport
    private var isFirst = true

    init(format: Parse.Format, clean: Bool) {
        self.format = format
        report = ParseReport(clean: clean)
    }

    /// Writes what a feed holds.
    mutating func write(_ document: FeedDocument, of path: String, _ input: FeedParser.Input) {
        switch format {
        case .text:
            var sheet = nextSheet(path, input)
            sheet.add(document)
            Terminal.write(sheet.output)
        case .json:
            var line: [UInt8] = []
            report.append(document, to: &line) { line in
                guard line.count > 64 << 10 else { return }
                Terminal.write(line)
                line.removeAll(keepingCapacity: true)
            }
            Terminal.write(line)
        }
    }

    /// Writes what a document is that is no feed.
    mutating func write(_ refusal: NotAFeed, of path: String, _ input: FeedParser.Input) {
        switch format {
        case .text:
            var sheet = nextSheet(path, input)
            sheet.add(refusal)
            Terminal.write(sheet.output)
        case .json:
            var line: [UInt8] = []
            report.append(refusal, to: &line)
            Terminal.write(line)
        }
    }

    private mutating func nextSheet(_ path: String, _ input: FeedParser.Input) -> ParseSheet {
        if !isFirst { Terminal.write([0x0A]) }
        isFirst = false
        let environment = Process.environment
        let hasColour = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        let display: Display =
            StandardOutput.isPerson
            ? .terminal(columns: StandardOutput.size.columns, hasColour: hasColour) : .plain
        let name = path == "/dev/stdin" ? "standard input" : path
        return ParseSheet(name: name, input: input, display: display)
    }
}
