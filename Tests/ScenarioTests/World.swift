import Articles
import Catalog
import Fetching
import Host
import Journal
import Logging
import Policy
import TestServer
import Testing

@testable import Aggregator
@testable import Configuration

/// A whole aggregator in a scratch folder: its network is one scripted server, and its clock stands until the scenario
/// moves it, so that a schedule of days is walked through without sleeping.
final class World {
    let server: TestServer
    let clock = VirtualClock()
    private(set) var folder: ScratchFolder
    var settings = Settings()
    /// What the aggregator is told of its machine; set before the first visit.
    var machine = Machine()
    private(set) var running: Running?
    private var warnings: [String: [Warning]] = [:]
    /// What had been when the visit began.
    private var seen = (requests: 0, lines: 0, connections: 0)

    /// Starts the server at addresses of 127/8; the aggregator starts with the first visit.
    init(at addresses: [String] = ["127.0.0.1", "127.0.0.2"], tls: TLSIdentity? = nil) throws {
        server = try TestServer.start(addresses: addresses, tls: tls)
        folder = try ScratchFolder()
        // The gap between requests is the subject of few scenarios, which set it.
        settings.http.perHostGap = .zero
        let clock = clock
        machine.wallTime = { clock.wall }
        machine.network.now = { clock.monotonic }
        if tls != nil { machine.network.certificates = TLSIdentity.authority }
        machine.network.lookup = { _ in .addresses([.v4(0x7F00_0001)]) }
    }

    deinit {
        running?.conductor.stop()
        server.stop()
    }

    /// Subscribes to a feed; the scripts of its path are taken one a request, the last one again and again.
    func subscribe(
        _ answers: [[Step]], as id: String = "feed", at host: String = "127.0.0.1",
        _ adjust: (inout FeedSettings) -> Void = { _ in }
    ) {
        script("/\(id)", answers, at: host)
        var feed = FeedSettings(id: id, source: .url(server.url("/\(id)", host: host)))
        feed.privateNetworks = .allowed
        adjust(&feed)
        settings.feeds.append(feed)
    }

    /// What is answered at a path, without subscribing to it.
    func script(_ path: String, _ answers: [[Step]], at host: String = "127.0.0.1") {
        server.on(path, host: host) { answers[min($0.attempt, answers.count) - 1] }
    }

    /// Starts the aggregator, if it does not run.
    func start() throws {
        guard running == nil else { return }
        running = Running(try Conductor(surroundings, on: machine))
    }

    private var surroundings: Aggregator.Surroundings {
        let silent = Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() }
        return Aggregator.Surroundings(
            settings: settings, stateDirectory: folder.path, controlSocket: nil, environment: [:],
            logger: silent)
    }

    /// Ends it as SIGTERM does; the next visit starts it again.
    func stop() {
        running?.conductor.stop()
        running = nil
    }

    /// Ends it as SIGKILL does: the next one finds the store as it is now, and nothing of what was under way.
    func kill() throws {
        let image = try folder.copy()
        stop()
        folder = image
    }

    /// Changes what is remembered of a feed, while the aggregator does not run.
    func change(_ id: String = "feed", _ change: (inout FeedState) -> Void) throws {
        var state = state(id)
        stop()
        change(&state)
        let catalog = try Catalog.open(path: StoreLayout(root: folder.path).catalog)
        try catalog.commit(CatalogChanges(lines: [], feeds: [state], appliedSeq: catalog.appliedSeq))
    }

    /// Gives it another configuration while it runs.
    func reload(_ change: (inout Settings) -> Void) throws {
        change(&settings)
        try running?.conductor.reload(settings)
    }
}

// MARK: Time

extension World {
    /// Moves the clock to the time the feed is due, fetches it, and tells what came of it.
    @discardableResult
    func visit(_ id: String = "feed") throws -> Visit {
        try begin(id)
        return try finish(id)
    }

    /// Moves the clock to the time the feed is due and lets what is due begin.
    func begin(_ id: String = "feed") throws {
        try start()
        if let due = state(id).nextFetch { clock.advance(to: due) }
        try watch(id)
        _ = running?.conductor.turn()
    }

    /// Fetches a feed at once because somebody wants it, as `newslog fetch` does, and tells what came of it.
    func ask(_ id: String = "feed", isForced: Bool = false) throws -> (Visit, [RoundProgress.Failure]) {
        try start()
        try watch(id)
        var failures: [RoundProgress.Failure] = []
        running?.conductor.begin([id], isForced: isForced) { progress, _ in failures = progress.failures }
        _ = running?.conductor.turn()
        return (try finish(id), failures)
    }

    /// Remembers what had been before a visit.
    private func watch(_ id: String) throws {
        seen = (server.requests.count, try lines(of: id).count, server.connectionCount)
        warnings[id] = nil
        let observer = Round([id]) { [unowned self] progress, _ in
            warnings[id] = progress.warnings.map(\.1)
        }
        running?.conductor.rounds.append(observer)
    }

    /// Waits, in the machine's time but not in the scenario's, until a feed has its result.
    func finish(_ id: String = "feed") throws -> Visit {
        try turn { $0.table.feeds[id]?.token == nil }
        let requests = Array(server.requests.dropFirst(seen.requests))
        let lines = try lines(of: id).dropFirst(seen.lines)
        return Visit(
            state: state(id), requests: requests, items: lines.map(\.guid), lines: Array(lines),
            warnings: warnings[id]?.map(\.code) ?? [],
            newConnections: server.connectionCount - seen.connections)
    }

    /// Waits until nothing is under way.
    func settle() throws { try turn { $0.isQuiet } }

    /// Lets time pass; what the sockets hold is read before and deadlines are looked at after.
    func advance(by duration: Duration) {
        running?.conductor.lookAtClock()
        clock.advance(by: duration)
        running?.conductor.lookAtClock()
    }

    /// Turns the crank, the clock standing, until something is so.
    func hold(until isDone: (borrowing Conductor) -> Bool) throws {
        try turn(movingClock: false, until: isDone)
    }

    /// Turns the crank until something is so; within a minute of the machine's time.
    func turn(movingClock: Bool = true, until isDone: (borrowing Conductor) -> Bool) throws {
        try start()
        let limit = SystemClock.monotonic + .seconds(60)
        while let running, SystemClock.monotonic < limit {
            let wait = running.conductor.turn() ?? .seconds(1)
            if isDone(running.conductor) { return }
            // A document waits for company that will not come while the clock stands.
            if movingClock, !running.conductor.pending.isEmpty { clock.advance(by: wait) }
            if wait > .zero { running.conductor.awaitMail() }
        }
        throw Stuck()
    }

    struct Stuck: Error {}

    /// Keeps the conductor, which cannot be copied, where a scenario can hold on to it.
    final class Running {
        var conductor: Conductor
        init(_ conductor: consuming Conductor) { self.conductor = conductor }
    }
}

extension Conductor {
    /// Waits a moment of the machine's time for what the threads have to say.
    fileprivate func awaitMail() { _ = Poll.wait(reading: [mailbox.descriptor], timeout: .milliseconds(50)) }
}

// MARK: What can be seen of it

extension World {
    /// What is remembered of a feed.
    func state(_ id: String = "feed") -> FeedState {
        running?.conductor.table.feeds[id]?.state ?? FeedState(id: id, url: "")
    }

    /// Whether a feed is being fetched.
    func isUnderWay(_ id: String = "feed") -> Bool { running?.conductor.table.feeds[id]?.token != nil }

    /// A line of the journal, as far as scenarios look at it.
    struct Line: Equatable {
        var feed: String
        var event: String
        var guid: String
        var title: String
        var date: Timestamp
    }

    /// The lines of a feed, in the order they were written; of all feeds when nil.
    func lines(of id: String? = nil) throws -> [Line] {
        var reader = try JournalReader(StoreLayout(root: folder.path))
        var lines: [Line] = []
        while let frame = try reader.nextFrame() {
            let bytes = Array(frame.plain)
            for range in bytes.lines {
                let line = try #require(ArticleLine(bytes, range: range))
                func text(_ field: Range<Int>?) -> String { line.text(field) ?? "" }
                lines.append(
                    Line(
                        feed: text(line.feedID), event: "\(line.head.event)", guid: text(line.guid),
                        title: text(line.title), date: line.date))
            }
        }
        return id.map { id in lines.filter { $0.feed == id } } ?? lines
    }
}

extension [UInt8] {
    fileprivate var lines: [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while let end = self[start...].firstIndex(of: 0x0A) {
            ranges.append(start..<end)
            start = end + 1
        }
        return ranges
    }
}

/// What came of one visit to a feed.
struct Visit {
    /// What is remembered of the feed now.
    var state: FeedState
    /// What the server was asked meanwhile.
    var requests: [LoggedRequest]
    /// The guids of the articles that the journal took, in order.
    var items: [String]
    var lines: [World.Line]
    /// The codes of what was put up with.
    var warnings: [String]
    /// Connections that were made meanwhile.
    var newConnections: Int
    var error: String? { state.errorCode }

    /// How long until the feed is due again.
    var pause: Duration? {
        guard let next = state.nextFetch, let last = state.lastAttempt else { return nil }
        return next - last
    }
}
