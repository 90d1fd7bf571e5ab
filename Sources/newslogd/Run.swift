internal import Aggregator
internal import ArgumentParser
internal import Configuration
internal import Host

/// `newslogd run`: the daemon.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run as a service: fetch each feed when it is due, until SIGTERM.",
        discussion: """
            SIGHUP reads the configuration anew (a bad one is refused and the old one goes on), SIGUSR1 fetches all \
            feeds now, SIGTERM finishes the batch and ends.
            """)

    @OptionGroup var options: CommonOptions

    func run() throws {
        let surroundings = try options.surroundings()
        guard !surroundings.settings.files.isEmpty else {
            throw CommandFailure(
                code: .configuration,
                message:
                    "no configuration: write /etc/newslog/newslog.toml or ~/.config/newslog/newslog.toml, "
                    + "or name a file with --config")
        }
        let options = options
        do throws(StoreFailure) {
            try Aggregator.run(surroundings) { () throws(ConfigurationErrors) in
                let environment = Process.environment
                let path = options.config ?? Configuration.locate(explicit: nil, environment: environment)
                return try path.map { path throws(ConfigurationErrors) in
                    try Configuration.load(path: path, environment: environment)
                } ?? Configuration.defaults()
            }
        } catch {
            throw CommandFailure(store: error)
        }
    }
}
