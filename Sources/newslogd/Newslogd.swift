internal import ArgumentParser
internal import Articles
internal import Host

/// The program that fetches: `newslogd run` as a service, `newslogd fetch` once.
@main
struct Newslogd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "newslogd", abstract: "Fetch subscribed feeds into a journal.",
        version: Version.current,
        subcommands: [Run.self, Fetch.self, Parse.self, Clean.self, Forget.self, Reindex.self, Simulate.self])

    static func main() {
        Process.keepPrivate()
        Process.outliveSizeLimit()
        Process.raiseDescriptorLimit()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            Terminal.complain(failure.message)
            Terminal.exit(failure.code)
        } catch {
            // Help and version are errors to the parser and answers to the user; a wrong flag is EX_USAGE.
            let code = exitCode(for: error)
            guard code.isSuccess else {
                Terminal.complain(message(for: error).isEmpty ? "\(error)" : fullMessage(for: error))
                Terminal.exit(.usage)
            }
            print(fullMessage(for: error))
        }
    }
}

/// A command that could not do its work, and the exit code that says so.
struct CommandFailure: Error {
    var code: ExitStatus
    var message: String
}
