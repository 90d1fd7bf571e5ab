internal import ArgumentParser
internal import Configuration
internal import Host

/// `newslog check`: whether the configuration is right.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Read the configuration and say all that is wrong with it.",
        discussion: "Exits 78 when it cannot be used.")

    @Option(name: .long, help: "The configuration file.")
    var config: String?

    @Flag(help: "Print the effective settings of every feed, secrets as ***.")
    var show = false

    func run() throws {
        let environment = Process.environment
        guard let path = Configuration.locate(explicit: config, environment: environment) else {
            throw CommandFailure(
                .noInput, "no configuration: name one with --config, or write ~/.config/newslog/newslog.toml")
        }
        do throws(ConfigurationErrors) {
            let settings = try Configuration.load(path: path, environment: environment)
            for warning in settings.warnings { Terminal.say("\(warning)") }
            if show { Terminal.write(Array(Configuration.describe(settings).utf8)) }
            let enabled = settings.feeds.count(where: \.enabled)
            Terminal.say(
                "\(path): good, \(Terminal.count(enabled, "feed")) in "
                    + Terminal.count(settings.files.count, "file"))
        } catch {
            for diagnostic in (error.errors + error.warnings).sorted() { Terminal.say("\(diagnostic)") }
            let count = error.errors.count
            throw CommandFailure(
                error.isUnreadable ? .noInput : .configuration,
                "\(path): \(count) \(count == 1 ? "mistake" : "mistakes"); this configuration cannot be used")
        }
    }
}
