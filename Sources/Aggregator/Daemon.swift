internal import Articles
internal import Configuration
internal import Host
internal import Journal
internal import Logging

/// The conductor as a service: signals, control socket and service manager around its turns.
struct Daemon: ~Copyable {
    private var conductor: Conductor
    private let control: ControlServer?
    private let service: ServiceManager
    private let signals = Signals()
    private let logger: Logger
    private let reload: () throws(ConfigurationErrors) -> Settings
    private var isEnding = false
    private var lastStatus = Duration.zero

    /// Opens the store, which may take a while, and begins to listen.
    init(
        _ surroundings: Aggregator.Surroundings, reload: @escaping () throws(ConfigurationErrors) -> Settings
    ) throws(StoreFailure) {
        self.reload = reload
        logger = surroundings.logger
        service = ServiceManager(environment: surroundings.environment)
        service.status("opening the store")
        service.extendTimeout(by: .seconds(300))
        conductor = try Conductor(surroundings)
        conductor.keepStore()
        control = surroundings.controlSocket.flatMap { ControlServer(path: $0) }
        if let path = surroundings.controlSocket, control == nil {
            logger.warning("\(path): cannot listen here; status, fetch and reload will not reach this daemon")
        }
    }

    /// Takes turns until a signal says that it is enough.
    mutating func run() {
        service.ready(status: conductor.summary)
        logger.notice("ready: \(conductor.summary)")
        while !isEnding {
            let wait = conductor.turn()
            tellServiceManager()
            let bound = [wait, service.watchdogInterval].compactMap(\.self).min()
            var descriptors = [conductor.mailbox.descriptor, signals.descriptor]
            if let descriptor = control?.descriptor { descriptors.append(descriptor) }
            let ready = Poll.wait(reading: descriptors, timeout: bound)
            for signal in signals.take() { handle(signal) }
            if ready.count == 3, ready[2], let (client, request) = control?.accept() {
                answer(request, client)
            }
        }
        service.stopping()
        logger.notice("stopping: finishing the batch")
        conductor.stop()
    }

    /// The watchdog at every turn, the words now and then.
    private mutating func tellServiceManager() {
        service.alive()
        guard SystemClock.monotonic - lastStatus >= .seconds(10) else { return }
        lastStatus = SystemClock.monotonic
        service.status(conductor.summary)
    }

    private mutating func handle(_ signal: Signals.Signal) {
        switch signal {
        case .terminate: isEnding = true
        case .fetchNow: conductor.begin(nil) { _, _ in }
        case .reload: _ = takeConfiguration()
        }
    }

    /// Takes a new configuration, or refuses it: a bad one is said and the old one goes on.
    private mutating func takeConfiguration() -> String? {
        service.reloading()
        defer { service.ready(status: conductor.summary) }
        do {
            try conductor.reload(try reload())
            logger.notice("took the new configuration: \(conductor.summary)")
            return nil
        } catch {
            logger.error("the new configuration is refused, the old one goes on: \(error)")
            return "\(error)"
        }
    }

    private mutating func answer(_ request: ControlServer.Request, _ client: ControlServer.Client) {
        switch request {
        case .status: client.send(conductor.statusLine())
        case .reload: client.send(ControlAnswer.done(error: takeConfiguration()))
        case .invalid(let reason): client.send(ControlAnswer.done(error: reason))
        case .forget(let id): conductor.forget(id) { client.send(ControlAnswer.done(error: $0)) }
        case .fetch(let feeds, let isForced):
            if let unknown = feeds?.first(where: { conductor.table.feeds[$0] == nil }) {
                return client.send(ControlAnswer.done(error: "no feed has the id `\(unknown)`"))
            }
            conductor.begin(feeds, isForced: isForced) { progress, isOver in
                if let refusal = progress.refusal { return client.send(ControlAnswer.done(error: refusal)) }
                client.send(isOver ? ControlAnswer.done(progress) : ControlAnswer.progress(progress))
            }
        }
    }
}
