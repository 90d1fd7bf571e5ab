internal import Articles
internal import Configuration
internal import Fetching
internal import Host
internal import Journal
internal import Logging
internal import Parsing
internal import Policy

/// The one loop that owns everything the daemon changes: feeds, schedule, journal, catalog, control socket.
///
/// The network's thread and the parsers hand it values; it waits for them, for signals, for the control socket and for
/// the next feed in one `poll`. The watchdog is fed here because here is what must not stand still.
struct Conductor: ~Copyable {
    /// What other threads tell the conductor.
    enum Message: Sendable {
        case fetched([FetchResult])
        case arrived(Arrival)
    }

    /// A parsed document that waits for its commit.
    struct Pending {
        var token: Int
        var arrival: Arrival
    }

    let machine: Machine
    let logger: Logger
    /// Whether each feed's changes of state are logged; who asks for one round is told in another way.
    var logsFeeds = true
    let mailbox = Mailbox<Message>()
    var settings: Settings
    var table = FeedTable()
    var store: Store
    var rounds: [Round] = []
    var pending: [Pending] = []
    var pendingSince: Duration?
    /// Bytes of lines that the pending documents may bring.
    var pendingBytes = 0
    /// Nothing is fetched before this, because the store failed; and why.
    var hold: (until: Duration, failure: StoreFailure)?
    var isIndexed = false
    private var fetcher: Fetcher
    private let workers: DocumentWorkers

    /// Documents under way at once: most of them merely wait for a peer.
    private static let mostInFlight = 2048
    /// How long the first parsed document waits for company before its commit, and how much is company enough.
    private static let linger = Duration.milliseconds(200)
    private static let companyBytes = 256 << 10
    /// Lines put into the full text between two looks at the mailbox.
    private static let indexSlice = 100

    /// Opens the store and starts the threads.
    init(_ surroundings: Aggregator.Surroundings, on machine: Machine = Machine()) throws(StoreFailure) {
        self.machine = machine
        settings = surroundings.settings
        logger = surroundings.logger
        let logger = logger
        let keepsTracking = Set(settings.feeds.lazy.filter { !$0.stripTracking }.map(\.id))
        let replay = LineReplay(site: Site.registrableDomain(ofHost:), keepsTracking: keepsTracking)
        let opened = try Store(
            StoreLayout(root: surroundings.stateDirectory), now: machine.wallTime(), replay: replay,
            disk: machine.disk
        ) { note in logger.warning("\(note)") }
        table.configure(settings.feeds, states: try opened.feedStates())
        let mailbox = mailbox
        fetcher = try Self.fetcher(settings, machine, mailbox)
        workers = DocumentWorkers(count: Process.processors) { mailbox.post(.arrived($0)) }
        store = opened
    }

    /// One turn: takes what has come, fetches what is due, commits what has waited long enough, indexes a little.
    ///
    /// Returns how long the loop may sleep; nil means until somebody knocks.
    mutating func turn() -> Duration? {
        for message in mailbox.takeAll() { receive(message) }
        startFetches()
        if mustCommit { commit() }
        indexSome()
        return sleep()
    }

    /// Whether nothing is under way and nothing waits: a round is over, a daemon is idle.
    var isQuiet: Bool { table.inFlight == 0 && pending.isEmpty }

    /// Has the fetcher look at a clock that was set: for tests, whose clock is their own.
    func lookAtClock() { fetcher.look() }

    /// Ends the threads; what was parsed is committed, what was not comes again.
    mutating func stop() {
        fetcher.stop()
        workers.stop()
        for message in mailbox.takeAll() {
            if case .arrived = message { receive(message) }
        }
        commit()
        table.giveBackAll()
    }

    /// Takes another configuration; schedules of feeds that stay are kept.
    mutating func reload(_ new: Settings) throws(StoreFailure) {
        commit()
        let isSameNetwork = new.http == settings.http
        settings = new
        table.configure(new.feeds, states: try store.feedStates())
        for index in rounds.indices { rounds[index].keep(only: Set(table.order)) }
        rounds.removeAll(where: \.isOver)
        guard !isSameNetwork else { return }
        fetcher.stop()
        table.giveBackAll()
        fetcher = try Self.fetcher(new, machine, mailbox)
    }

    /// Begins a round over feeds, all when nil; those that a server asked to leave alone are told to be so.
    mutating func begin(_ feeds: [String]?, report: @escaping (RoundProgress, Bool) -> Void) {
        let now = machine.wallTime()
        let asked = (feeds ?? table.order).compactMap { table.feeds[$0]?.state }
        var round = Round(asked.map(\.id), report: report)
        guard !round.isOver else { return report(round.progress, true) }
        table.want(asked.lazy.filter { !$0.isHeld(at: now) }.map(\.id))
        for state in asked where state.isHeld(at: now) {
            round.finish(state.id) { $0.failures.append(.init(held: state)) }
        }
        if !round.isOver { rounds.append(round) }
    }

    private static func fetcher(
        _ settings: Settings, _ machine: Machine, _ mailbox: Mailbox<Message>
    ) throws(StoreFailure) -> Fetcher {
        var fetching = machine.network
        fetching.politeness.perHost = settings.http.perHost
        fetching.politeness.gap = settings.http.perHostGap
        fetching.politeness.active = settings.http.connections
        do { return try Fetcher(settings: fetching) { mailbox.post(.fetched($0)) } } catch {
            throw .network("\(error)")
        }
    }
}

extension Conductor {
    private mutating func receive(_ message: Message) {
        switch message {
        case .fetched(let results): for result in results { receive(result) }
        case .arrived(let arrival): receive(arrival)
        }
    }

    /// An answer goes to the parsers, a failure straight to the feed's state.
    private mutating func receive(_ result: FetchResult) {
        guard let feed = table.feed(of: result.token) else { return table.end(result.token, state: nil) }
        switch result {
        case .response(let response): workers.submit([job(for: feed, result.token, .response(response))])
        case .failure(var failure):
            holdHost(of: feed, after: &failure)
            receive(Arrival(failure, now: machine.wallTime()))
        }
    }

    /// 429 is about the client, so the whole host is left alone, not only this feed (RFC 6585 4).
    ///
    /// A server that does not say for how long is taken to mean an hour, or twice the feed's interval.
    private func holdHost(of feed: FeedTable.Feed, after failure: inout FetchFailure) {
        guard failure.code == .tooManyRequests, failure.status == 429,
            let host = WebURL.parts(Array(failure.url.utf8).span)?.host
        else { return }
        let usual = max(.seconds(3600), (feed.state.interval ?? .zero) * 2)
        failure.freshness.retryAfter =
            failure.freshness.retryAfter ?? .seconds(Int(usual.components.seconds))
        let asked = failure.freshness.hold(at: machine.wallTime()) ?? usual
        let hold = min(max(asked, Schedule.shortestHold), Schedule.longestHold)
        fetcher.hold(host: String(decoding: host, as: UTF8.self), for: hold)
    }

    private mutating func receive(_ arrival: Arrival) {
        guard table.feed(of: arrival.token) != nil else { return table.end(arrival.token, state: nil) }
        pending.append(Pending(token: arrival.token, arrival: arrival))
        pendingBytes += arrival.lineBytes
        pendingSince = pendingSince ?? machine.monotonicTime
    }

    private mutating func startFetches() {
        if let hold {
            guard machine.monotonicTime >= hold.until else { return }
            self.hold = nil
        }
        let due = table.due(at: machine.wallTime(), limit: Self.mostInFlight - table.inFlight)
        var requests: [FetchRequest] = []
        for id in due {
            let token = table.begin(id)
            guard let feed = table.feeds[id] else { continue }
            switch feed.settings.source {
            case .url:
                requests.append(FetchRequest(feed, token: token, http: settings.http))
            case .path(let path):
                workers.submit([job(for: feed, token, .file(path: path, knownHash: feed.state.bodyHash))])
            }
        }
        fetcher.submit(requests)
    }

    private func job(for feed: FeedTable.Feed, _ token: Int, _ source: DocumentWorkers.Job.Source)
        -> DocumentWorkers.Job
    {
        let settings = feed.settings
        return DocumentWorkers.Job(
            token: token, source: source,
            context: .init(
                feedID: settings.id, feedURL: settings.address, title: settings.title, tags: settings.tags,
                language: settings.lang, fetchedAt: machine.wallTime(), maxFuture: settings.maxFuture,
                stripsTracking: settings.stripTracking, site: Site.registrableDomain(ofHost:)),
            encoding: settings.encoding, timezone: settings.timezone)
    }

    private var mustCommit: Bool {
        guard let pendingSince else { return false }
        return pending.count == table.inFlight || pendingBytes >= Self.companyBytes
            || machine.monotonicTime - pendingSince >= Self.linger
    }

    private mutating func indexSome() {
        guard pending.isEmpty, !isIndexed else { return }
        do { isIndexed = try !store.index(atMost: Self.indexSlice) } catch {
            logger.error("the full text could not be brought up to date: \(error)")
            isIndexed = true
        }
    }

    private func sleep() -> Duration? {
        guard isIndexed || !pending.isEmpty else { return .zero }
        let now = machine.monotonicTime
        var waits: [Duration] = []
        if let pendingSince { waits.append(max(.zero, pendingSince + Self.linger - now)) }
        if let hold {
            waits.append(max(.zero, hold.until - now))
        } else if table.inFlight < Self.mostInFlight, let due = table.nextDue() {
            waits.append(max(.zero, due - machine.wallTime()))
        }
        return waits.min()
    }
}
