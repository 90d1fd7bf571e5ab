internal import Aggregator
internal import ArgumentParser
internal import Articles
internal import Host
internal import Parsing

/// `newslogd clean`: what becomes of the HTML of an article, to find out why one looks wrong.
struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the sanitised HTML and the text of pieces of HTML, one JSON object a line.",
        discussion: """
            A file holds the HTML of one article. With --batch the files are named on standard input, a line each, \
            and the answers come in the same order.
            """)

    @Option(name: .long, help: "The URL that relative ones start from; without it they are left out.")
    var base: String?

    @Flag(name: .long, help: "Read the names of the files from standard input.")
    var batch = false

    @Argument(help: "Files of HTML.")
    var files: [String] = []

    func validate() throws {
        guard batch != !files.isEmpty else { throw ValidationError("Name the files, or use --batch.") }
    }

    func run() throws {
        var cleaner = HTMLCleaner()
        for file in files { try answer(file, &cleaner) }
        while batch, let file = readLine() { try answer(file, &cleaner) }
    }

    private func answer(_ path: String, _ cleaner: inout HTMLCleaner) throws {
        let source: [UInt8]
        do throws(SystemError) {
            source = try DocumentFile.read(path)
        } catch {
            throw CommandFailure(code: .noInput, message: "\(error)")
        }
        let base = base.map { Array($0.utf8) }
        var (html, text, line): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        let result = cleaner.clean(source.span, base: base?.span, html: &html, text: &text)
        cleaner.plainText(source.span, into: &line, singleLine: true)
        var answer: [UInt8] = []
        answer.append("{\"html\":")
        answer.appendJSON(string: html.span)
        answer.append(",\"text\":")
        answer.appendJSON(string: text.span)
        answer.append(",\"line\":")
        answer.appendJSON(string: line.span)
        answer.append(",\"image\":")
        answer.appendJSON(optional: result.firstImage.map { String(decoding: $0, as: UTF8.self) })
        answer.append(",\"truncated\":")
        answer.append(result.isTruncated ? "true}\n" : "false}\n")
        Terminal.write(answer)
    }
}
