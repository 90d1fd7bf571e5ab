internal import ArgumentParser
internal import Articles
internal import Catalog
internal import Configuration
internal import Host
internal import Journal
internal import Rendering

/// The options of every command, and what follows from them.
struct CommonOptions: ParsableArguments {
    @Option(name: .long, help: "The configuration file.")
    var config: String?

    @Option(name: .long, help: "The state directory.")
    var state: String?

    /// Where things are; reads the configuration only when its path of the state matters.
    func places() throws -> Places {
        let environment = Process.environment
        let path = Configuration.locate(explicit: config, environment: environment)
        if let state {
            return Places(
                configuration: path, state: state, socket: "\(state)/control.sock", settings: nil)
        }
        let settings = try settings(path, environment)
        let state = Configuration.stateDirectory(
            settings?.store ?? Configuration.defaults().store, configuration: path, environment: environment)
        let socket = Configuration.controlSocket(
            settings?.control ?? Configuration.defaults().control, configuration: path,
            environment: environment)
        return Places(
            configuration: path, state: state, socket: socket ?? "\(state)/control.sock", settings: settings)
    }

    private func settings(_ path: String?, _ environment: [String: String]) throws -> Settings? {
        guard let path else { return nil }
        do throws(ConfigurationErrors) {
            return try Configuration.load(
                path: path, environment: environment, secrets: .optional, rules: .ignored)
        } catch {
            throw CommandFailure(
                error.isUnreadable ? .noInput : .configuration,
                "\(error)\nthe configuration says where the state is; `--state DIR` does without it")
        }
    }
}

/// Where the things are that a command reads.
struct Places {
    /// The configuration file; nil when there is none.
    var configuration: String?
    var state: String
    var socket: String
    /// Nil where it was not needed or there is none.
    var settings: Settings?

    var layout: StoreLayout { StoreLayout(root: state) }

    func catalog() throws(CommandFailure) -> CatalogReader {
        guard (try? File.status(of: layout.catalog)) != .some(nil) else {
            throw CommandFailure(
                .noInput,
                "\(state): nothing is stored here yet; run `newslog fetch`, or name another place with --state"
            )
        }
        return try CommandFailure.mapping { () throws(CatalogError) in
            try CatalogReader.open(path: layout.catalog)
        }
    }
}

/// The moment and the place of the output.
enum Here {
    static var now: Timestamp { Timestamp(milliseconds: SystemClock.unixMilliseconds) }

    /// A terminal with its width and colours, or a pipe (https://no-color.org).
    static var display: Display {
        guard StandardOutput.isPerson else { return .plain }
        let environment = Process.environment
        let hasColour = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        return .terminal(columns: StandardOutput.size.columns, hasColour: hasColour)
    }

    /// Writes what is left, waits for the pager, and ends with an error when the disk behind standard output is full.
    static func finish(_ output: inout StandardOutput) throws(CommandFailure) {
        output.finish()
        if let words = output.failure { throw CommandFailure(.inputOutput, words) }
    }
}
