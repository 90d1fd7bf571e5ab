internal import Aggregator
internal import ArgumentParser
internal import Configuration
internal import Host
internal import Logging

/// What every command wants to know of the command line.
struct CommonOptions: ParsableArguments {
    @Option(name: .long, help: "The configuration file.")
    var config: String?

    @Option(name: .long, help: "The state directory.")
    var state: String?

    @Flag(name: .shortAndLong, help: "Log also what goes well.")
    var verbose = false

    /// Reads the configuration, or takes URLs or the defaults where there is none.
    func surroundings(urls: [String] = []) throws -> Aggregator.Surroundings {
        let environment = Process.environment
        let path =
            config ?? (urls.isEmpty ? Configuration.locate(explicit: nil, environment: environment) : nil)
        let settings = try Self.settings(path, urls, environment)
        let directory =
            state
            ?? Configuration.stateDirectory(settings.store, configuration: path, environment: environment)
        let socket =
            state == nil
            ? Configuration.controlSocket(settings.control, configuration: path, environment: environment)
            : nil
        let level: Logger.Level = verbose || environment["JOURNAL_STREAM"] != nil ? .info : .notice
        let logger = Logger(label: "newslogd") { _ in LineLog(level: level, environment: environment) }
        for warning in settings.warnings { logger.warning("\(warning)") }
        return Aggregator.Surroundings(
            settings: settings, stateDirectory: directory,
            controlSocket: socket ?? "\(directory)/control.sock",
            environment: environment, logger: logger)
    }

    /// The configuration of a file, of URLs, or the mistakes in it.
    static func settings(_ path: String?, _ urls: [String], _ environment: [String: String]) throws
        -> Settings
    {
        var settings = try checked(.configuration) { () throws(ConfigurationErrors) in
            try path.map { path throws(ConfigurationErrors) in
                try Configuration.load(path: path, environment: environment)
            } ?? Configuration.defaults()
        }
        guard !urls.isEmpty else { return settings }
        settings.feeds = try checked(.usage) { () throws(ConfigurationErrors) in
            try Configuration.settings(forURLs: urls).feeds
        }
        return settings
    }

    /// What was read, or the mistakes in it and the exit code for them.
    private static func checked<Value>(
        _ code: ExitStatus, _ read: () throws(ConfigurationErrors) -> Value
    ) throws -> Value {
        do throws(ConfigurationErrors) { return try read() } catch {
            throw CommandFailure(code: error.isUnreadable ? .noInput : code, message: "\(error)")
        }
    }
}

extension CommandFailure {
    /// The store could not be opened or written.
    init(store failure: StoreFailure) {
        self.init(code: failure.exitCode, message: "\(failure)")
    }
}
