internal import Configuration
internal import ArgumentParser
internal import Articles
internal import Host

/// `newslog fetch`: now, through the daemon where one runs, else by becoming `newslogd fetch`.
struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Fetch feeds now.",
        discussion: """
            Where the daemon runs it is asked to; else this runs newslogd fetch with the same arguments. Exits 75 when \
            some feeds failed.
            """)

    @OptionGroup var options: CommonOptions

    @Option(help: "A file of feeds to fetch, used as the configuration.")
    var feeds: String?

    @Flag(
        help:
            "As if for the first time, even what has not changed; a minute after the last fetch at the earliest."
    )
    var force = false

    @Flag(name: .shortAndLong, help: "Say more.")
    var verbose = false

    @Argument(help: "Ids of feeds, or URLs; without any, all.")
    var urls: [String] = []

    func run() throws {
        // A list of its own is no business of the daemon's.
        guard feeds == nil else { try Daemon.become() }
        let places = try options.places()
        guard var client = ControlClient(places.socket) else { try Daemon.become() }
        guard client.ask(try request(places)) else {
            throw CommandFailure(.unavailable, "\(places.socket): the daemon does not listen")
        }
        let meter = ProgressMeter()
        var last: ControlAnswer?
        while let line = client.nextLine(timeout: nil) {
            let answer = ControlAnswer(line)
            if answer.ok != nil {
                last = answer
                break
            }
            let (done, total) = (answer.numbers["done"] ?? 0, answer.numbers["total"] ?? 0)
            meter.show(
                done: done, total: total,
                words:
                    "\(done)/\(total) feeds  \(answer.numbers["new"] ?? 0) new  \(answer.numbers["failing"] ?? 0) failing"
            )
        }
        meter.clear()
        guard let last else {
            throw CommandFailure(.unavailable, "\(places.socket): the daemon went away before it was done")
        }
        try report(last)
    }

    /// Ids as given, URLs as the ids that the configuration gives them.
    private func request(_ places: Places) throws(CommandFailure) -> [UInt8] {
        var line: [UInt8] = []
        line.append("{\"command\":\"fetch\"")
        if !urls.isEmpty { line.append(",\"feeds\":[") }
        for (index, name) in urls.enumerated() {
            let known = places.settings?.feeds.first { $0.id == name || $0.address == name }
            guard known != nil || !name.contains("://") else {
                throw CommandFailure(
                    .noInput,
                    "\(name): not in the configuration of the running daemon; add it there and reload")
            }
            if index > 0 { line.append(",") }
            line.appendJSON(string: known?.id ?? name)
        }
        if !urls.isEmpty { line.append("]") }
        if force { line.append(",\"force\":true") }
        line.append("}")
        return line
    }

    private func report(_ answer: ControlAnswer) throws(CommandFailure) {
        guard answer.ok == true else {
            throw CommandFailure(.temporary, "the daemon: \(answer.error ?? "it could not")")
        }
        for failure in answer.failures { Terminal.complain(failure) }
        func number(_ key: String) -> Int { answer.numbers[key] ?? 0 }
        Terminal.say(
            "\(Terminal.count(number("total"), "feed")): \(number("new")) new, \(number("updated")) updated, "
                + "\(Terminal.count(number("duplicates"), "duplicate")); \(number("unchanged")) unchanged, \(number("failing")) failing"
        )
        if number("failing") > 0 { throw CommandFailure(.temporary) }
    }
}
