internal import ArgumentParser
internal import Host

/// Work of the program that holds the network and the parser: this one becomes it.
enum Daemon {
    /// Becomes `newslogd` with these arguments, by default those of this program; returns only by throwing.
    static func become(
        _ arguments: [String] = Array(CommandLine.arguments.dropFirst())
    ) throws(CommandFailure) -> Never {
        var paths = ["newslogd"]
        if let directory = Process.programDirectory { paths.insert("\(directory)/newslogd", at: 0) }
        Process.become(anyOf: paths, arguments: arguments)
        throw CommandFailure(
            .unavailable, "newslogd was found neither beside newslog nor in PATH; it does this work")
    }
}

/// `newslog parse`: what the parser sees in a document.
struct Parse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "Print what the parser sees in documents (runs newslogd parse).")

    @Argument(parsing: .captureForPassthrough, help: "Options and documents for newslogd parse.")
    var arguments: [String] = []

    func run() throws { try Daemon.become() }
}

/// `newslog reindex`: the catalog anew; its keys are made by the program that parses.
struct Reindex: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reindex", abstract: "Rebuild the catalog from the journal (runs newslogd reindex).")

    @Argument(parsing: .captureForPassthrough, help: "Options for newslogd reindex.")
    var arguments: [String] = []

    func run() throws { try Daemon.become() }
}
