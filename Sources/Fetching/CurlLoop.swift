internal import Articles
internal import Host
internal import Policy

/// The thread that fetches: it alone touches libcurl, the transfers and their deadlines.
final class CurlLoop {
    /// What other threads ask of it.
    enum Command: Sendable {
        case fetch([FetchRequest])
        case answer(host: String, LookupAnswer)
        case hold(host: String, for: Duration)
        case taken([Int])
        case cancelAll
        /// To take one whole turn, then ring.
        case look(EventDescriptor)
        case stop
    }

    private let settings: FetchSettings
    private let inbox: Mailbox<Command>
    private let deliver: @Sendable ([FetchResult]) -> Void
    private let multi: CurlMulti
    private let resolver: Resolver
    private let decoder = ContentDecoder()
    private let handles = EasyHandles()

    private var politeness: Politeness
    private var names: NameTable
    private var sessions = SessionCache(limit: 2_048)
    private var versions = HTTPVersions()
    private var strictTransport: StrictTransport
    private var transfers: [Int: Transfer] = [:]
    private var lastNumber = 0
    /// The transfers whose documents nobody has read yet, by the tokens of their requests.
    private var unread: [Int: Int] = [:]
    private var results: [FetchResult] = []
    private var isStopping = false
    private var onlookers: [EventDescriptor] = []
    /// When deadlines are looked at again; at least every second while something is in flight, since a phase
    /// that begins may bring a nearer one.
    private var nextSweep: Duration = .zero

    init(
        settings: FetchSettings, inbox: Mailbox<Command>, deliver: @escaping @Sendable ([FetchResult]) -> Void
    ) {
        multi = CurlMulti()
        self.settings = settings
        self.inbox = inbox
        self.deliver = deliver
        var bounds = settings.politeness
        bounds.inFlight = min(bounds.inFlight, DescriptorLimit.connections)
        politeness = Politeness(bounds)
        names = NameTable(limit: settings.lookupThreads)
        strictTransport = StrictTransport(settings.strictHosts, at: settings.now())
        resolver = Resolver(limit: settings.lookupThreads, lookup: settings.lookup) { host, answer in
            inbox.post(.answer(host: host, answer))
        }
    }

    /// Runs until it is told to stop.
    func run() {
        while !isStopping {
            inbox.takeAll().forEach(obey)
            multi.perform()
            for ending in multi.endings() { end(ending) }
            sweep()
            for number in politeness.start(now: settings.now()) { start(number) }
            lookNamesUp()
            flush()
            ringForOnlookers()
            if !isStopping { multi.wait(alsoFor: inbox.descriptor, timeout: pause) }
        }
        ringForOnlookers()
        resolver.stop()
    }

    private func obey(_ command: Command) {
        switch command {
        case .fetch(let requests): for request in requests { accept(request) }
        case .answer(let host, let answer):
            for number in names.take(answer, of: host, at: settings.now()) { resolved(number, answer) }
        case .hold(let host, let duration):
            let now = settings.now()
            politeness.hold(host: host, until: now + duration, now: now)
            for number in politeness.waiting(at: host) { fail(number, heldFor: duration) }
        case .taken(let tokens):
            for token in tokens {
                guard let number = unread.removeValue(forKey: token) else { continue }
                resume(politeness.letGo(number), at: settings.now())
            }
        case .cancelAll: cancelAll()
        case .look(let bell): onlookers.append(bell)
        case .stop:
            cancelAll()
            isStopping = true
        }
    }

    /// How long nothing of ours is due.
    private var pause: Duration {
        let next = [politeness.nextStart, transfers.isEmpty ? nil : nextSweep].compactMap(\.self).min()
        guard let next else { return .seconds(3600) }
        // Rounded up to the next millisecond, the unit of waiting: else it would spin through the last one.
        return max(.zero, next - settings.now()) + .microseconds(999)
    }

    private func ringForOnlookers() {
        for bell in onlookers { bell.ring() }
        onlookers = []
    }

    private func flush() {
        guard !results.isEmpty else { return }
        deliver(results)
        results.removeAll(keepingCapacity: true)
    }
}

// MARK: A transfer's way

extension CurlLoop {
    private func accept(_ request: consuming FetchRequest) {
        let address: WebAddress
        do throws(WebAddress.Defect) { address = try WebAddress.parse(request.url) } catch {
            return results.append(.failure(FetchFailure(request, error)))
        }
        let transfer = Transfer(request, at: address)
        let now = settings.now()
        if strictTransport.covers(transfer.address.host, at: now) { transfer.secure() }
        lastNumber += 1
        transfers[lastNumber] = transfer
        if let rest = politeness.hold(of: transfer.address.host, at: now) {
            return fail(lastNumber, heldFor: rest)
        }
        politeness.enqueue(lastNumber, host: transfer.address.host, now: now)
    }

    private func start(_ number: Int) {
        let now = settings.now()
        guard let transfer = transfers[number] else { return }
        transfer.begin(at: now)
        guard let name = transfer.lookup else { return connect(number, transfer, to: nil) }
        if let answer = names.ask(name.host, for: number, at: now) { return resolved(number, answer) }
        if names.isBeingLookedUp(name.host) { limitLookup(of: number, at: now) }
    }

    private func lookNamesUp() {
        while case let busy = names.countUnderWay, let (host, waiting) = names.next() {
            for number in waiting { limitLookup(of: number, at: settings.now()) }
            resolver.look(up: host, beside: busy)
        }
    }

    private func limitLookup(of number: Int, at now: Duration) {
        guard let transfer = transfers[number] else { return }
        let clock = PhaseClock(settings.deadlines, phase: .resolve, at: now, budget: transfer.budget)
        transfer.lookupClock = clock
        nextSweep = min(nextSweep, clock.next)
    }

    private func resolved(_ number: Int, _ answer: LookupAnswer) {
        guard let transfer = transfers[number], transfer.exchange == nil, let name = transfer.lookup else {
            return
        }
        transfer.lookupClock = nil
        switch answer {
        case .failed(let words):
            fail(number, .dnsFailed, .resolve, "the name \(name.host) has no address: \(words)")
        case .addresses(let addresses):
            let judged = addresses.map { ($0, AddressPolicy.refusal(of: $0, allowing: transfer.allowance)) }
            let allowed = judged.filter { $0.1 == nil }.map(\.0).filter(transfer.speaks)
            guard !allowed.isEmpty else {
                guard let refusal = judged.first?.1 else {
                    return fail(number, .dnsFailed, .resolve, "the name \(name.host) has no address to use")
                }
                return fail(
                    number, .addressRefused, .policy,
                    "\(name.host) leads to \(refusal.rawValue), which private_networks does not allow")
            }
            let list = allowed.map { $0.width == 32 ? "\($0)" : "[\($0)]" }.joined(separator: ",")
            connect(number, transfer, to: "+\(name.host):\(name.port):\(list)")
        }
    }

    private func connect(_ number: Int, _ transfer: Transfer, to resolution: String?) {
        let now = settings.now()
        let clock = PhaseClock(settings.deadlines, phase: .connect, at: now, budget: transfer.budget)
        let sink = ExchangeSink(
            clock: clock, allowance: transfer.allowance, maxBodyBytes: transfer.request.maxBodyBytes,
            now: settings.now
        ) { [unowned self] in politeness.activate(number) }
        let plan = ExchangePlan(
            address: transfer.address, headers: transfer.headerLines, resolution: resolution,
            tls: transfer.request.tls, certificates: settings.certificates,
            sessions: transfer.sessionKey.flatMap { sessions.sessions(of: $0) },
            proxy: transfer.proxy,
            offersHTTP2: transfer.request.offersHTTP2
                && (versions.areAllTwo || versions.offersTwo(to: transfer.address.origin, at: now)),
            safetyNet: transfer.request.timeout * 2 + .seconds(60))
        guard let exchange = Exchange(plan, number: number, on: handles, sink: sink) else {
            return fail(number, .internalError, .connect, "no memory for another connection")
        }
        if let problem = exchange.setupProblem { return fail(number, .internalError, .connect, problem) }
        guard exchange.join(multi) else { return fail(number, .internalError, .connect, "libcurl refuses") }
        transfer.exchange = exchange
        nextSweep = min(nextSweep, clock.next)
    }

    private func end(_ ending: CurlMulti.Ending) {
        let number = ending.number
        guard let transfer = transfers[number], let exchange = transfer.exchange else { return }
        let outcome = CurlOutcome(ending.code, exchange, host: transfer.address.host)
        if outcome.isBrokenHTTP2 { versions.broke(at: transfer.address.origin, now: settings.now()) }
        if let (code, phase, words) = outcome.failure { return fail(number, code, phase, words) }
        conclude(number, transfer, exchange)
    }

    /// An answer has come whole.
    private func conclude(_ number: Int, _ transfer: Transfer, _ exchange: Exchange) {
        let reception = exchange.sink.reception
        let status = reception.head.status
        let now = settings.now()
        if transfer.address.isSecure, !transfer.request.tls.isInsecure,
            let wish = reception.head.text(.strictTransport),
            strictTransport.note(wish, from: transfer.address.host, at: now)
        {
            let host = transfer.address.host
            settings.noteStrict(host, strictTransport.wish(of: host, at: now))
        }
        if let limit = RateLimit(reception.head) {
            politeness.spread(
                host: transfer.address.host, remaining: limit.remaining, over: limit.reset, now: now)
        }
        switch Verdict(reception.head, body: reception.body, isConditional: transfer.isConditional) {
        case .failure(let code, let words): fail(number, code, .headers, words)
        case .redirect(let location):
            let wantsTLS = { [strictTransport] in strictTransport.covers($0, at: now) }
            if let (code, words) = transfer.follow(status: status, location: location, wantsTLS: wantsTLS) {
                fail(number, code, code == .badRedirect ? .headers : .policy, words)
            } else {
                moveOn(number, transfer)
            }
        case .document, .notModified: succeed(number, transfer, exchange)
        }
    }

    /// The next hop: another turn at the host it leads to, before those who have not begun.
    private func moveOn(_ number: Int, _ transfer: Transfer) {
        release(number, transfer)
        let host = transfer.address.host
        let now = settings.now()
        if let rest = politeness.hold(of: host, at: now) { return fail(number, heldFor: rest) }
        politeness.enqueue(number, host: host, first: true, now: now)
    }

    private func succeed(_ number: Int, _ transfer: Transfer, _ exchange: Exchange) {
        let sink = exchange.sink
        release(number, transfer, keepsPlace: true)
        var isUnread = false
        defer { if !isUnread { resume(politeness.letGo(number), at: settings.now()) } }
        exchange.hasEndedWell = true
        transfers[number] = nil
        var response = FetchResponse(transfer, exchange)
        if response.isNotModified {
            results.append(.response(response))
            return
        }
        response.wireHash = BodyHash.of(sink.body)
        response.isBodyKnown = response.wireHash == transfer.request.bodyHash && !sink.body.isEmpty
        guard !response.isBodyKnown else { return results.append(.response(response)) }
        do throws(ContentDecoder.Failure) {
            response.body = try decoder.decode(
                sink.body, labelled: sink.head.text(.contentEncoding),
                cap: FetchSettings.decodedCap(ofWireCap: transfer.request.maxBodyBytes),
                warnings: &response.warnings)
            results.append(.response(response))
            guard settings.waitsForReaders, !response.body.isEmpty else { return }
            isUnread = true
            unread[transfer.request.token] = number
        } catch {
            let (code, words): (FetchCode, String) =
                switch error {
                case .tooLarge: (.decodedTooLarge, "the document is larger unpacked than max_body allows")
                case .cut: (.decodeTruncated, "the compressed body is cut short or damaged")
                case .damaged(let words): (.badEncoding, words)
                }
            var failure = transfer.failure(code, .decode, words, bytes: sink.body.count)
            failure.status = sink.head.status
            failure.timings = response.timings
            results.append(.failure(failure))
        }
    }

    private func fail(_ number: Int, _ code: FetchCode, _ phase: FetchPhase, _ words: String) {
        guard let transfer = transfers[number] else { return }
        let exchange = transfer.exchange
        release(number, transfer)
        transfers[number] = nil
        var failure = transfer.failure(code, phase, words)
        if let exchange {
            let sink = exchange.sink
            failure.bytes = sink.body.count
            failure.status = sink.head.status > 0 ? sink.head.status : nil
            failure.freshness = Freshness(sink.head)
            failure.timings = FetchTimings(exchange, total: transfer.spent)
        }
        results.append(.failure(failure))
    }

    /// A host that wants to be left alone (429) may want it for days: nobody waits so long for a fetch.
    private func fail(_ number: Int, heldFor rest: Duration) {
        guard let transfer = transfers.removeValue(forKey: number) else { return }
        release(number, transfer)
        var failure = transfer.failure(
            .tooManyRequests, .policy, "not asked: \(transfer.address.host) wants to be left alone (429)")
        failure.freshness.retryAfter = .seconds(Int(rest.components.seconds) + 1)
        results.append(.failure(failure))
    }

    /// The exchange, if any, is over: its handle and its place are free.
    private func release(_ number: Int, _ transfer: Transfer, keepsPlace: Bool = false) {
        let now = settings.now()
        transfer.end(at: now)
        transfer.lookupClock = nil
        transfer.exchange.take()?.leave(multi)
        resume(politeness.finish(number, keepsPlace: keepsPlace, now: now), at: now)
    }

    /// Lets a transfer that had to wait receive its body.
    private func resume(_ number: Int?, at now: Duration) {
        guard let number, let waiting = transfers[number]?.exchange else { return }
        waiting.sink.clock.resume(at: now, bytes: waiting.sink.received)
        waiting.resume()
    }
}

// MARK: Deadlines

extension CurlLoop {
    private func sweep() {
        let now = settings.now()
        guard now >= nextSweep else { return }
        nextSweep = now + .seconds(1)
        var unanswered: [(number: Int, code: FetchCode, host: String)] = []
        for (number, transfer) in transfers {
            if let exchange = transfer.exchange { check(number, exchange, now) }
            if let code = transfer.lookupClock?.expired(at: now, bytes: 0) {
                unanswered.append((number, code, transfer.lookup?.host ?? "it"))
            }
        }
        for (number, code, host) in unanswered.sorted(by: { $0.number < $1.number }) {
            fail(number, code, .resolve, "no name server answers for \(host)")
        }
    }

    private func check(_ number: Int, _ exchange: Exchange, _ now: Duration) {
        let sink = exchange.sink
        // libcurl does not tell when TCP is there and TLS begins; when the time for TCP is over, it is asked.
        if sink.clock.phase == .connect, now >= sink.clock.next, exchange.isConnected {
            sink.clock.enter(.handshake, at: now)
        }
        guard let code = sink.clock.expired(at: now, bytes: sink.received) else {
            nextSweep = min(nextSweep, max(now, sink.clock.next))
            return
        }
        fail(number, code, sink.clock.phase, code.deadlineWords)
    }

    private func cancelAll() {
        for number in transfers.keys.sorted() { fail(number, .cancelled, .policy, "the fetch was given up") }
    }
}
