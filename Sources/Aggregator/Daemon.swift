package import Articles
package import Configuration
internal import Fetching
package import Host
internal import Journal
package import Logging

/// The door of the aggregator: the daemon, one round, and the rebuilding of the catalog.
package enum Aggregator {
    /// What all of them need to know.
    package struct Surroundings: Sendable {
        package var settings: Settings
        package var stateDirectory: String
        /// Path of the control socket; nil: none.
        package var controlSocket: String?
        package var environment: [String: String]
        package var version: String
        package var logger: Logger

        package init(
            settings: Settings, stateDirectory: String, controlSocket: String?, environment: [String: String],
            version: String, logger: Logger
        ) {
            self.settings = settings
            self.stateDirectory = stateDirectory
            self.controlSocket = controlSocket
            self.environment = environment
            self.version = version
            self.logger = logger
        }
    }

    /// Fetches every feed once and returns how it went; nil when a signal ended it before.
    package static func fetch(
        _ surroundings: Surroundings, progress: @escaping (RoundProgress) -> Void
    ) throws(StoreFailure) -> RoundProgress? {
        let signals = Signals()
        var conductor = try Conductor(surroundings)
        var result: RoundProgress?
        var ended = false
        let box = RoundBox()
        conductor.begin(nil) { state, isOver in
            progress(state)
            if isOver { box.result = state }
        }
        while !ended {
            let wait = conductor.turn()
            result = box.result
            ended = result != nil && conductor.isQuiet && conductor.isIndexed
            if conductor.hold != nil { ended = true }
            guard !ended else { break }
            _ = Poll.wait(reading: [conductor.mailbox.descriptor, signals.descriptor], timeout: wait)
            ended = signals.take().contains(.terminate)
        }
        let failure = conductor.hold?.failure
        conductor.stop()
        if let failure { throw failure }
        return result
    }

    /// Runs until a signal ends it; `reload` reads the configuration anew, or says what is wrong with it.
    package static func run(
        _ surroundings: Surroundings, reload: () -> Result<Settings, ConfigurationErrors>
    ) throws(StoreFailure) {
        let signals = Signals()
        let service = ServiceManager(environment: surroundings.environment)
        var daemon = try Daemon(surroundings, service: service, signals: signals)
        daemon.run(reload: reload)
    }

    /// Rebuilds the catalog from the journal; returns the number of lines.
    package static func reindex(
        _ surroundings: Surroundings, progress: (Int) -> Void
    ) throws(StoreFailure) -> Int {
        let keepsTracking = Set(surroundings.settings.feeds.lazy.filter { !$0.stripTracking }.map(\.id))
        return try Store.rebuild(
            StoreLayout(root: surroundings.stateDirectory), now: .now,
            replay: LineReplay(site: Site.registrableDomain(ofHost:), keepsTracking: keepsTracking),
            note: { surroundings.logger.warning("\($0)") }, progress: progress)
    }
}

/// Where a round leaves its result.
private final class RoundBox {
    var result: RoundProgress?
}

/// The conductor as a service: signals, control socket, service manager.
private struct Daemon: ~Copyable {
    private var conductor: Conductor
    private let control: ControlServer?
    private let service: ServiceManager
    private let signals: Signals
    private let logger: Logger
    private var isEnding = false

    init(_ surroundings: Aggregator.Surroundings, service: ServiceManager, signals: Signals)
        throws(StoreFailure)
    {
        self.service = service
        self.signals = signals
        logger = surroundings.logger
        service.status("opening the store")
        service.extendTimeout(by: .seconds(300))
        conductor = try Conductor(surroundings)
        if let path = surroundings.controlSocket {
            control = ControlServer(path: path)
            if control == nil {
                logger.warning("\(path): cannot listen; status, fetch and reload will not reach this daemon")
            }
        } else {
            control = nil
        }
    }

    mutating func run(reload: () -> Result<Settings, ConfigurationErrors>) {
        service.ready(status: conductor.summary)
        logger.notice("ready: \(conductor.summary)")
        var lastStatus = SystemClock.monotonic
        while !isEnding {
            let wait = conductor.turn()
            service.alive()
            if SystemClock.monotonic - lastStatus >= .seconds(10) {
                service.status(conductor.summary)
                lastStatus = SystemClock.monotonic
            }
            let bound = service.watchdogInterval
            var descriptors = [conductor.mailbox.descriptor, signals.descriptor]
            if let descriptor = control?.descriptor { descriptors.append(descriptor) }
            let ready = Poll.wait(reading: descriptors, timeout: [wait, bound].compactMap(\.self).min())
            for signal in signals.take() { handle(signal, reload) }
            if ready.count == 3, ready[2], let (client, request) = control?.accept() {
                answer(request, client, reload)
            }
        }
        service.stopping()
        logger.notice("stopping: finishing the batch")
        conductor.stop()
    }

    private mutating func handle(
        _ signal: Signals.Signal, _ reload: () -> Result<Settings, ConfigurationErrors>
    ) {
        switch signal {
        case .terminate: isEnding = true
        case .fetchNow: conductor.fetchDue()
        case .reload: _ = take(reload())
        }
    }

    /// Takes a new configuration, or refuses it: a bad one is said and the old one goes on.
    private mutating func take(_ result: Result<Settings, ConfigurationErrors>) -> String? {
        service.reloading()
        defer { service.ready(status: conductor.summary) }
        do {
            try conductor.reload(try result.get())
            logger.notice("took the new configuration: \(conductor.summary)")
            return nil
        } catch {
            logger.error("the new configuration is refused, the old one goes on: \(error)")
            return "\(error)"
        }
    }

    private mutating func answer(
        _ request: ControlServer.Request, _ client: ControlServer.Client,
        _ reload: () -> Result<Settings, ConfigurationErrors>
    ) {
        switch request {
        case .status: client.send(conductor.statusLine())
        case .reload: client.send(ControlAnswer.done(error: take(reload())))
        case .invalid(let reason): client.send(ControlAnswer.done(error: reason))
        case .fetch(let feeds):
            if let unknown = feeds?.first(where: { conductor.table.feeds[$0] == nil }) {
                return client.send(ControlAnswer.done(error: "no feed has the id `\(unknown)`"))
            }
            conductor.begin(feeds) { progress, isOver in
                client.send(isOver ? ControlAnswer.done(progress) : ControlAnswer.progress(progress))
            }
        }
    }
}
