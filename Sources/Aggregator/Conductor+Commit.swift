internal import Articles
internal import Configuration
internal import Logging
internal import Parsing
internal import Policy

/// What becomes of the arrivals: lines, states, log entries and counts, in this order.
extension Conductor {
    /// Fetching rests so long after the store failed.
    private static let holdAfterFailure = Duration.seconds(30)

    /// Commits everything that waits; when the store fails nothing is acknowledged and fetching is held.
    mutating func commit() {
        guard !pending.isEmpty else { return }
        let arrivals = pending
        pending = []
        pendingSince = nil
        pendingBytes = 0
        do { try commit(arrivals) } catch {
            hold = (machine.monotonicTime + Self.holdAfterFailure, error)
            logger.error("\(Self.refusal(error))")
            for arrival in arrivals { table.giveBack(arrival.token) }
            // Nobody is kept waiting for a disk that may be full for days.
            for index in rounds.indices { rounds[index].giveUp(Self.refusal(error)) }
            rounds = []
        }
    }

    /// What is said of fetches while the store cannot be written.
    static func refusal(_ failure: StoreFailure) -> String {
        "nothing is fetched until the store can be written: \(failure)"
    }

    private mutating func commit(_ arrivals: [Pending]) throws(StoreFailure) {
        // What the journal took and the catalog did not, in a commit that failed between the two.
        try store.catchUp()
        let now = machine.wallTime()
        let forgiven = watchForOutage(arrivals, now: now)
        var entries: [Committer.Entry] = []
        var documents: [(pending: Pending, feed: FeedTable.Feed, progress: FeedProgress)] = []
        var states: [FeedState] = []
        for arrival in arrivals {
            guard let feed = table.feed(of: arrival.token) else { continue }
            let progress = FeedProgress(
                bounds: feed.settings.bounds, price: memory.price.value, now: now,
                jitter: Schedule.jitter(feed: feed.settings.id, now: now))
            if case .document(let document) = arrival.arrival.result {
                entries.append(
                    Committer.Entry(feed: feed.settings.id, scope: feed.settings.scope, document: document))
                documents.append((arrival, feed, progress))
            } else {
                states.append(state(feed, arrival.arrival, progress))
            }
        }
        var written: [FeedState] = []
        let outcomes = try store.committer.commit(entries, alongside: states + forgiven, now: now) {
            index, outcome, dates in
            let (pending, feed, progress) = documents[index]
            let state = progress.state(
                feed.state, after: pending.arrival, document: entries[index].document, outcome: outcome,
                dates: dates)
            written.append(state)
            return state
        }
        for (index, outcome) in outcomes.enumerated() {
            finish(documents[index].pending, documents[index].feed, written[index], outcome)
        }
        var others = states.makeIterator()
        for arrival in arrivals {
            guard let feed = table.feed(of: arrival.token), let state = others.next() else { continue }
            finish(arrival, feed, state, nil)
        }
        table.replace(forgiven)
        noteWritten()
    }

    /// Counts what the full text lacks now.
    mutating func noteWritten() {
        let (lines, bytes) = store.committer.takeWritten()
        backlog.add(lines, bytes: bytes, at: machine.monotonicTime)
    }

    /// Asks whether it is we who have no network; the states of feeds that were blamed for it are given back.
    private mutating func watchForOutage(_ arrivals: [Pending], now: Timestamp) -> [FeedState] {
        var hasBegun = false
        for pending in arrivals {
            guard let feed = table.feed(of: pending.token), let origin = feed.state.origin,
                let isReached = pending.arrival.isNetworkReached
            else { continue }
            let wasFailing = feed.state.failures > 0 || feed.state.lastSuccess == nil
            let change = outage.note(
                host: origin, isReached: isReached, wasFailing: wasFailing, now: machine.monotonicTime)
            switch change {
            case .none: break
            case .began:
                hasBegun = true
                logger.warning("nearly all hosts fail together: this machine seems to be without a network")
            case .ended:
                logger.notice("the network is back")
                table.catchUp(at: now, atOnce: settings.http.connections)
            }
        }
        guard hasBegun, outage.since != nil else { return [] }
        return table.blamed(since: now - OutageWatch.window).map {
            FeedProgress(bounds: $0.settings.bounds, price: memory.price.value, now: now, jitter: 0)
                .forgiven($0.state)
        }
    }

    /// The state after an arrival without a document.
    private func state(_ feed: FeedTable.Feed, _ arrival: Arrival, _ progress: FeedProgress) -> FeedState {
        if let rest = arrival.heldFor, case .failed(let code, let message, _) = arrival.result {
            return progress.held(feed.state, code: code, message: message, rest: rest)
        }
        if outage.since != nil, arrival.isNetworkReached == false { return progress.excused(feed.state) }
        return switch arrival.result {
        case .unchanged, .document: progress.unchanged(feed.state, after: arrival)
        case .notAFeed(let reason):
            progress.failed(
                feed.state, after: arrival, code: reason.code, message: reason.message, retryAfter: nil)
        case .failed(let code, let message, let retryAfter):
            progress.failed(feed.state, after: arrival, code: code, message: message, retryAfter: retryAfter)
        }
    }

    private mutating func finish(
        _ pending: Pending, _ feed: FeedTable.Feed, _ state: FeedState, _ outcome: Committer.Outcome?
    ) {
        if logsFeeds { log(feed, state, outcome) }
        table.end(pending.token, state: state)
        for index in rounds.indices {
            rounds[index].finish(state.id) { progress in progress.count(state, pending.arrival, outcome) }
        }
        rounds.removeAll(where: \.isOver)
    }

    /// Feeds are logged when they change state, not at every failure.
    private func log(_ feed: FeedTable.Feed, _ state: FeedState, _ outcome: Committer.Outcome?) {
        if let code = state.errorCode, code != feed.state.errorCode {
            logger.warning(
                "\(state.errorMessage ?? "failed")", metadata: ["feed": "\(state.id)", "error": "\(code)"])
        } else if state.endedAt != nil, feed.state.endedAt == nil {
            logger.warning(
                "gone for good: not asked any more; remove it, or ask again with `newslog fetch \(state.id)`",
                metadata: ["feed": "\(state.id)", "error": "\(state.errorCode ?? "")"])
        } else if state.failures == 0, feed.state.failures > 0 {
            logger.notice(
                "answers again after \(feed.state.failures) failures", metadata: ["feed": "\(state.id)"])
        }
        if let outcome, outcome.lines > 0 {
            logger.info(
                "\(outcome.new) new, \(outcome.updated) updated, \(outcome.duplicate) duplicate",
                metadata: ["feed": "\(state.id)"])
        }
        if let outcome, outcome.heldBack > 0 {
            logger.warning(
                "\(outcome.heldBack) items beyond \(Limits.itemsPerDocument) are taken with the next fetch",
                metadata: ["feed": "\(state.id)"])
        }
    }
}

extension RoundProgress {
    /// Counts what came of one feed.
    mutating func count(_ state: FeedState, _ arrival: Arrival, _ outcome: Committer.Outcome?) {
        if let code = state.errorCode {
            failures.append(Failure(feed: state.id, code: code, message: state.errorMessage ?? "failed"))
        } else if case .failed(let code, let message, _) = arrival.result {
            // Nobody's fault, but who asked for it is told.
            failures.append(Failure(feed: state.id, code: code, message: message))
        }
        if let outcome {
            new += outcome.new
            updated += outcome.updated
            duplicates += outcome.duplicate
        }
        switch arrival.result {
        case .document(let document): warnings += document.warnings.map { (state.id, $0) }
        case .unchanged: unchanged += 1
        case .notAFeed, .failed: break
        }
    }
}
