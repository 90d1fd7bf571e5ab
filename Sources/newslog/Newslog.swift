internal import ArgumentParser
internal import Articles
internal import Configuration
internal import Host
internal import Rendering

/// The program that reads: what the daemon stored, and how it is doing.
@main
struct Newslog: ParsableCommand {
    // Every command says its name: ArgumentParser would spend a millisecond on making it of the type's.
    static let configuration = CommandConfiguration(
        commandName: "newslog", abstract: "Read the news that newslogd stores.",
        discussion: """
            Data goes to standard output, everything else to standard error. To begin with:

              newslog fetch https://feeds.bbci.co.uk/arabic/rss.xml
              newslog query القاهره --since 2d
              newslog show ID
            """,
        version: Version.current,
        subcommands: [
            QueryCommand.self, Export.self, Show.self, Explain.self, Rules.self, Feeds.self, Status.self,
            Check.self, Fetch.self, Parse.self, Cursor.self, Forget.self, Verify.self, Reindex.self,
            PrintSchema.self,
        ])

    static func main() {
        Process.keepPrivate()
        Process.outliveSizeLimit()
        refuseUnknownCommand()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            if let message = failure.message { Terminal.complain(message) }
            Terminal.exit(failure.code)
        } catch {
            // Help is an error to the parser and an answer to the user; a wrong flag is EX_USAGE.
            let text = fullMessage(for: error)
            guard exitCode(for: error).isSuccess else {
                // The parser says "Error: …" and then how the command is used.
                let words = text.hasPrefix("Error: ") ? String(text.dropFirst(7)) : text
                Terminal.say("newslog: \(words.isEmpty ? "\(error)" : words)")
                Terminal.exit(.usage)
            }
            Terminal.write(Array("\(text)\n".utf8))
        }
    }
}

extension Newslog {
    /// Says of a command that there is none of this name what was meant; the parser would count arguments.
    private static func refuseUnknownCommand() {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let name = CommandLine.arguments.dropFirst().first, !name.hasPrefix("-"), name != "help",
            !names.contains(name)
        else { return }
        let hint = Spelling.suggestion(for: name, among: names) ?? "`newslog --help` names all"
        Terminal.complain("there is no command `\(name)`; \(hint)")
        Terminal.exit(.usage)
    }
}

extension ArticleFormat: ExpressibleByArgument {}
