internal import Articles
internal import Conditions
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
        /// A host wants TLS only, or no longer.
        case strict(host: String, StrictWish?)
        /// The thread that looks after the store is done with what it was given.
        case rewritten(Result<SegmentRewriter.Outcome, JournalError>)
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
    /// Whether feeds are left alone that nobody asked for, however long they have been due.
    var asksOnlyWanted = false
    let mailbox = Mailbox<Message>()
    var settings: Settings
    /// What is marked in articles; changed rules mark what is parsed from then on.
    private var rules: RuleBook
    var table = FeedTable()
    var store: Store
    var rounds: [Round] = []
    var pending: [Pending] = []
    var pendingSince: Duration?
    /// Bytes of lines that the pending documents may bring.
    var pendingBytes = 0
    /// Nothing is fetched before this, because the store failed; and why.
    var hold: (until: Duration, failure: StoreFailure)?
    /// What the schedule remembers that belongs to no single feed.
    var memory = ScheduleMemory()
    /// Tells our own outage from feeds that fail.
    var outage = OutageWatch()
    /// How late feeds are asked.
    private(set) var lag = DueLag()
    private var clock: ClockWatch
    /// When the price is looked at next.
    var nextPriceCheck = Duration.zero
    /// What the full text lacks.
    var backlog = TextBacklog()
    /// Looks after the store; only a daemon does.
    var keeper: StoreKeeper?
    /// Fetches whose documents have been read since the fetcher was last told.
    private var read: [Int] = []
    private var fetcher: Fetcher
    private let workers: DocumentWorkers

    /// Documents under way at once: most of them merely wait for a peer.
    private static let mostInFlight = 2048
    /// How long the first parsed document waits for company before its commit, and how much is company enough.
    private static let linger = Duration.milliseconds(200)
    private static let companyBytes = 256 << 10
    /// Lines put into the full text between two looks at the mailbox.
    private static let indexSlice = 300

    /// Opens the store and starts the threads.
    init(_ surroundings: Aggregator.Surroundings, on machine: Machine = Machine()) throws(StoreFailure) {
        self.machine = machine
        clock = ClockWatch(wall: machine.wallTime(), monotonic: machine.monotonicTime)
        settings = surroundings.settings
        rules = RuleBook(settings.rules.map(\.rule))
        logger = surroundings.logger
        let logger = logger
        let opened = try Store(
            StoreLayout(root: surroundings.stateDirectory), now: machine.wallTime(),
            replay: LineReplay(surroundings),
            disk: machine.disk
        ) { note in logger.warning("\(note)") }
        table.configure(settings.feeds, states: try opened.feedStates(), http: settings.http)
        // The table has them; ten thousand twice are megabytes.
        settings.feeds = []
        table.clampSchedule(at: machine.wallTime())
        table.catchUp(at: machine.wallTime(), atOnce: settings.http.connections)
        memory = try opened.scheduleMemory()
        let mailbox = mailbox
        fetcher = try Self.fetcher(settings, machine, mailbox, memory)
        workers = DocumentWorkers(count: Process.processors) { mailbox.post(.arrived($0)) }
        store = opened
        holdHosts()
    }

    /// One turn: takes what has come, fetches what is due, commits what has waited long enough, indexes a little.
    ///
    /// Returns how long the loop may sleep; nil means until somebody knocks.
    mutating func turn() -> Duration? {
        for message in mailbox.takeAll() { receive(message) }
        fetcher.taken(read)
        read = []
        lookAtClocks()
        fitPrice()
        startFetches()
        if mustCommit { commit() }
        indexSome()
        lookAfterStore()
        return sleep()
    }

    /// Whether nothing is under way and nothing waits: a round is over, a daemon is idle.
    var isQuiet: Bool { table.inFlight == 0 && pending.isEmpty }

    /// Has the fetcher look at a clock that was set: for tests, whose clock is their own.
    func lookAtClock() { fetcher.look() }

    /// Ends the threads; what was parsed is committed, what was not comes again.
    mutating func stop() {
        keeper.take()?.stop()
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
        rules = RuleBook(new.rules.map(\.rule))
        table.configure(new.feeds, states: try store.feedStates(), http: new.http)
        settings.feeds = []
        for index in rounds.indices { rounds[index].keep(only: Set(table.order)) }
        rounds.removeAll(where: \.isOver)
        memory.price.fittedAt = nil
        nextPriceCheck = .zero
        guard !isSameNetwork else { return }
        fetcher.stop()
        table.giveBackAll()
        fetcher = try Self.fetcher(new, machine, mailbox, memory)
        holdHosts()
    }

    /// Begins a round over feeds, all when nil; of those that are not asked it is told why.
    ///
    /// What is forced is fetched as if for the first time, a minute after the last fetch at the earliest.
    mutating func begin(
        _ feeds: [String]?, isForced: Bool = false, report: @escaping (RoundProgress, Bool) -> Void
    ) {
        let now = machine.wallTime()
        let asked = (feeds ?? table.order).compactMap { table.feeds[$0]?.state }
        var round = Round(asked.map(\.id), report: report)
        guard !round.isOver else { return report(round.progress, true) }
        if let hold, machine.monotonicTime < hold.until { return round.giveUp(Self.refusal(hold.failure)) }
        for state in asked {
            if let refusal = RoundProgress.Failure(
                refusing: state, isNamed: feeds != nil, isForced: isForced, now: now)
            {
                round.finish(state.id) { $0.failures.append(refusal) }
            } else {
                table.want([state.id], isForced: isForced)
            }
        }
        if !round.isOver { rounds.append(round) }
    }

    private static func fetcher(
        _ settings: Settings, _ machine: Machine, _ mailbox: Mailbox<Message>, _ memory: ScheduleMemory
    ) throws(StoreFailure) -> Fetcher {
        var fetching = machine.network
        fetching.politeness.perHost = settings.http.perHost
        fetching.politeness.gap = settings.http.perHostGap
        fetching.politeness.active = settings.http.connections
        fetching.waitsForReaders = true
        fetching.strictHosts = memory.strictWishes(now: machine.wallTime())
        fetching.noteStrict = { host, wish in mailbox.post(.strict(host: host, wish)) }
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
        case .strict(let host, let wish):
            memory.note(host, wish, now: machine.wallTime())
            rememberSchedule()
        case .rewritten(let result): receive(result)
        }
    }

    /// A document goes to the parsers, what has none straight to the feed's state.
    private mutating func receive(_ result: FetchResult) {
        guard let feed = table.feed(of: result.token) else {
            read.append(result.token)
            return table.end(result.token, state: nil)
        }
        switch result {
        case .response(let response) where response.isNotModified || response.isBodyKnown:
            receive(Arrival(response))
        case .response(let response): workers.submit([job(for: feed, result.token, .response(response))])
        case .failure(let failure):
            holdHost(of: feed, after: failure)
            receive(Arrival(failure, now: machine.wallTime()))
        }
    }

    /// Leaves a host alone after 429, which is about the client and so about all its feeds (RFC 6585 4).
    ///
    /// 503 with Retry-After is about the feed, unless the configuration says otherwise.
    private mutating func holdHost(of feed: FeedTable.Feed, after failure: FetchFailure) {
        let now = machine.wallTime()
        let asked = failure.freshness.hold(at: now)
        let wish: Duration
        switch failure.status {
        case 429? where settings.http.hold429 == .host:
            wish = asked ?? Schedule.holdWithoutWord(feed.state, bounds: feed.settings.bounds)
        case 503? where settings.http.hold503 == .host:
            guard let asked else { return }
            wish = asked
        default: return
        }
        guard let host = WebURL.parts(Array(failure.url.utf8).span)?.host else { return }
        let hold = min(max(wish, Schedule.shortestHold), Schedule.longestHold)
        let name = String(decoding: host, as: UTF8.self)
        memory.holds[name] = max(memory.holds[name] ?? now, now + hold)
        rememberSchedule()
        fetcher.hold(host: name, for: hold)
    }

    /// Tells a new fetcher which hosts still want to be left alone.
    private mutating func holdHosts() {
        let now = machine.wallTime()
        memory.forgetHolds(now: now)
        for (host, until) in memory.holds { fetcher.hold(host: host, for: until - now) }
    }

    /// After the clock was set, or the machine slept, what is planned is made sensible again.
    private mutating func lookAtClocks() {
        let now = machine.wallTime()
        guard let jump = clock.jump(wall: now, monotonic: machine.monotonicTime) else { return }
        logger.notice("the clock has moved by \(jump.components.seconds) seconds")
        if abs(jump.components.seconds) > Upkeep.clockStep.components.seconds {
            keeper?.steadySince = machine.monotonicTime
        }
        if jump < .zero {
            table.clampSchedule(at: now)
        } else {
            table.catchUp(at: now, atOnce: settings.http.connections)
        }
    }

    private mutating func receive(_ arrival: Arrival) {
        if arrival.metadata.documentBytes != nil { read.append(arrival.token) }
        guard let feed = table.feed(of: arrival.token) else { return table.end(arrival.token, state: nil) }
        var arrival = arrival
        arrival.metadata.isConditional = feed.isConditional
        if let due = feed.dueAt, let took = arrival.metadata.took {
            lag.note(machine.wallTime() - took - due)
        }
        pending.append(Pending(token: arrival.token, arrival: arrival))
        pendingBytes += arrival.lineBytes
        pendingSince = pendingSince ?? machine.monotonicTime
    }

    private mutating func startFetches() {
        if let hold {
            guard machine.monotonicTime >= hold.until else { return }
            self.hold = nil
        }
        let due = dueFeeds()
        var requests: [FetchRequest] = []
        for id in due {
            let token = table.begin(id)
            guard let feed = table.feeds[id] else { continue }
            switch feed.settings.source {
            case .url:
                let isAudit = Audit.isDue(feed.state, now: machine.wallTime())
                let request = FetchRequest(feed, token: token, http: settings.http, isAudit: isAudit)
                table.note(token, isConditional: request.etag != nil || request.lastModified != nil)
                requests.append(request)
            case .path(let path):
                let known = feed.isReadAnew ? nil : feed.state.bodyHash
                workers.submit([job(for: feed, token, .file(path: path, knownHash: known))])
            }
        }
        fetcher.submit(requests)
    }

    /// The feeds to fetch now; during an outage those that somebody asks for, and a probe now and then.
    private mutating func dueFeeds() -> [String] {
        let room = Self.mostInFlight - table.inFlight
        if asksOnlyWanted { return Array(table.wanted.prefix(room)) }
        guard outage.since != nil else { return table.takeDue(at: machine.wallTime(), limit: room) }
        let wanted = table.wanted
        if !wanted.isEmpty { return Array(wanted.prefix(room)) }
        guard outage.takeProbe(now: machine.monotonicTime) else { return [] }
        return table.takeDue(at: machine.wallTime(), limit: 1)
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
                stripsTracking: settings.stripTracking, rules: rules, site: Site.registrableDomain(ofHost:)),
            encoding: settings.encoding, timezone: settings.timezone)
    }

    private var mustCommit: Bool {
        guard let pendingSince else { return false }
        return pending.count == table.inFlight || pendingBytes >= Self.companyBytes
            || machine.monotonicTime - pendingSince >= Self.linger
    }

    private mutating func indexSome() {
        guard pending.isEmpty, backlog.isDue(at: machine.monotonicTime) else { return }
        do {
            if try !store.index(atMost: Self.indexSlice) { backlog.clear() }
        } catch {
            logger.error("the full text could not be brought up to date: \(error)")
            backlog.clear()
        }
    }

    private func sleep() -> Duration? {
        let now = machine.monotonicTime
        var waits: [Duration] = []
        if pending.isEmpty, let due = backlog.dueAt { waits.append(max(.zero, due - now)) }
        if let pendingSince { waits.append(max(.zero, pendingSince + Self.linger - now)) }
        if let nextUpkeep { waits.append(max(.zero, nextUpkeep - now)) }
        if let hold {
            waits.append(max(.zero, hold.until - now))
        } else if let probe = outage.nextProbe {
            waits.append(max(.zero, probe - now))
        } else if !asksOnlyWanted, table.inFlight < Self.mostInFlight, let due = table.nextDue() {
            waits.append(max(.zero, due - machine.wallTime()))
        }
        return waits.min()
    }
}
