internal import Aggregator
internal import ArgumentParser
internal import Host
internal import Parsing

/// `newslogd parse`: what the parser sees in a document, to find out why a feed looks wrong.
struct Parse: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what the parser sees in documents, one JSON object a line.",
        discussion: """
            With --batch jobs are read from standard input, a line each: PATH, or PATH, a tab, the base URL, a tab and \
            the content type; answers come in the same order.
            """)

    @Option(name: .long, help: "The URL that the document came from.")
    var base: String?

    @Option(name: .long, help: "The Content-Type that it came with.")
    var contentType: String?

    @Flag(name: .long, help: "Read jobs from standard input.")
    var batch = false

    @Flag(
        name: .long,
        help: "Print titles, summaries and contents as an article keeps them: sanitised, with absolute URLs.")
    var clean = false

    @Argument(help: "The documents.")
    var files: [String] = []

    func validate() throws {
        guard batch != !files.isEmpty else { throw ValidationError("Name the documents, or use --batch.") }
    }

    func run() throws {
        var report = ParseReport(clean: clean)
        guard batch else {
            var areFeeds = true
            for file in files {
                areFeeds = try answer(file, base: base, contentType: contentType, &report) && areFeeds
            }
            guard areFeeds else { Terminal.exit(.badData) }
            return
        }
        while let line = readLine() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            func field(_ index: Int) -> String? {
                index < fields.count && !fields[index].isEmpty ? fields[index] : nil
            }
            _ = try answer(field(0) ?? "", base: field(1), contentType: field(2), &report)
        }
    }

    /// Prints what is seen in a document; false when that is no feed.
    private func answer(
        _ path: String, base: String?, contentType: String?, _ report: inout ParseReport
    ) throws -> Bool {
        var line: [UInt8] = []
        var isFeed = false
        do {
            let input = FeedParser.Input(
                bytes: try DocumentFile.read(path), contentType: contentType, base: base)
            report.append(try FeedParser.parse(input), to: &line)
            isFeed = true
        } catch let error as NotAFeed {
            report.append(error, to: &line)
        } catch let error as SystemError {
            guard batch else { throw CommandFailure(code: .noInput, message: "\(error)") }
            report.append(NotAFeed(code: "unreadable", message: "\(error)"), to: &line)
        }
        Terminal.write(line)
        return isFeed
    }
}
