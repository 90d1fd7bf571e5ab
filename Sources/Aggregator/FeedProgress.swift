internal import Articles
internal import Fetching
internal import Parsing
internal import Policy

/// What a fetch makes of a feed's state: a pure function, so that every outcome can be tested as values.
struct FeedProgress {
    let bounds: Schedule.Bounds
    /// What a request is worth in item-seconds of waiting.
    let price: Double
    let now: Timestamp
    /// A random number in 0 ..< 1.
    let jitter: Double

    /// The state after a document whose items the committer took.
    func state(
        _ old: FeedState, after arrival: Arrival, document: PreparedDocument, outcome: Committer.Outcome,
        dates: Committer.Dates
    ) -> FeedState {
        var state = answered(old, arrival)
        state.documentBytes = arrival.metadata.documentBytes ?? state.documentBytes
        state.title = document.title ?? state.title
        state.siteURL = document.siteURL ?? state.siteURL
        state.articles += outcome.new + outcome.duplicate
        if outcome.lines > 0 { state.lastNew = now }
        if let last = old.lastSuccess, dates.new.contains(where: { $0.map { $0 < last } ?? false }),
            Audit.isDue(old, now: now)
        {
            // Older than the last 304, which was not true then.
            state.falseUnchanged += 1
        }
        // RFC 9110 8.8.3: an ETag that outlives a change lets caches on the way say 304 to it.
        if outcome.lines > 0, let etag = old.etag, etag == arrival.metadata.etag { state.reusedETags += 1 }
        // Sending a validator back tells the publisher "I have this": only after a whole document is it true.
        if outcome.isWhole {
            if !document.isTruncated { storeValidators(of: arrival, in: &state) }
            // The same bytes again have nothing more to give, even when they are cut short.
            state.bodyHash = arrival.metadata.bodyHash
            state.pipeline = ArticleMaker.pipeline
        }
        if !document.isTruncated { state.lastWhole = now }
        learn(from: document, dates, since: old.lastSuccess, in: &state)
        let result: Schedule.Outcome =
            document.isTruncated && old.errorCode != FeedState.truncated ? .truncated : .fetched
        if document.isTruncated {
            state.errorCode = FeedState.truncated
            state.errorMessage = "the document stops before its end; its complete items were kept"
            note(arrival, in: &state)
        }
        return planned(state, result, maxAge: arrival.metadata.maxAge)
    }

    /// The state after an answer that says that nothing changed.
    func unchanged(_ old: FeedState, after arrival: Arrival) -> FeedState {
        var state = answered(old, arrival)
        state.unchanged += 1
        if arrival.metadata.status != 304 { state.lastWhole = now }
        // Of a document that is cut short we have a part only, whatever its validators say.
        if old.errorCode == FeedState.truncated, arrival.metadata.status != 304 {
            (state.errorCode, state.errorMessage) = (old.errorCode, old.errorMessage)
            note(arrival, in: &state)
            return planned(state, .fetched, maxAge: arrival.metadata.maxAge)
        }
        if arrival.metadata.status == 304 {
            takeValidators(of: arrival, into: &state)
            state.uselessValidators = 0
        } else {
            let wereSent = old.etag != nil || old.lastModified != nil
            state.uselessValidators = wereSent ? old.uselessValidators + 1 : 0
            storeValidators(of: arrival, in: &state)
        }
        return planned(state, .fetched, maxAge: arrival.metadata.maxAge)
    }

    /// The state of a feed that was not asked, because its host is held: nothing is its fault.
    func held(_ old: FeedState, code: String, message: String, rest: Duration) -> FeedState {
        var state = old
        state.forgetError()
        (state.errorCode, state.errorMessage) = (code, message)
        return planned(state, .failed(retryAfter: rest))
    }

    /// The state of a feed that could not be reached while nothing could: it is asked again when the outage is over.
    func excused(_ old: FeedState) -> FeedState {
        var state = old
        state.lastAttempt = now
        state.nextFetch = now
        state.nextReason = Schedule.Reason.outage.description
        return state
    }

    /// The state of a feed whose failure turned out to have been the beginning of an outage.
    func forgiven(_ old: FeedState) -> FeedState {
        var state = excused(old)
        state.lastAttempt = old.lastAttempt
        state.failures = max(0, old.failures - 1)
        guard state.failures == 0 else { return state }
        state.failingSince = nil
        state.forgetError()
        return state
    }

    /// The state after a failure: validators and interval stay, the next attempt backs off.
    func failed(
        _ old: FeedState, after arrival: Arrival, code: String, message: String, retryAfter: Duration?
    ) -> FeedState {
        var state = attempted(old, arrival)
        state.failures += 1
        state.failingSince = state.failingSince ?? now
        state.errorCode = code
        state.errorMessage = message
        note(arrival, in: &state)
        // Where it moved to may be the reason: the next attempt goes by what the configuration says.
        state.movedURL = nil
        guard arrival.metadata.status == 410 else {
            (state.goneSince, state.endedAt) = (nil, nil)
            // What was lost on the way may come whole when it is asked for once more.
            let isCut = FetchCode(rawValue: code)?.meansCutShort == true && old.errorCode != code
            let isPressed = arrival.metadata.status == 429 && retryAfter == nil
            return planned(
                state, isCut ? .truncated : isPressed ? .tooManyRequests : .failed(retryAfter: retryAfter))
        }
        let since = state.goneSince ?? now
        state.goneSince = since
        guard state.endedAt != nil || now - since >= Self.goneForGood else {
            return planned(state, .failed(retryAfter: nil))
        }
        state.endedAt = state.endedAt ?? now
        (state.nextFetch, state.nextReason) = (nil, Schedule.Reason.gone.description)
        return state
    }

    /// The time between two sightings of 410 Gone after which it is believed.
    private static let goneForGood = Duration.seconds(86_400)
}

extension FeedProgress {
    private func attempted(_ old: FeedState, _ arrival: Arrival) -> FeedState {
        var state = old
        state.fetches += 1
        state.lastAttempt = now
        state.lastStatus = arrival.metadata.status
        if arrival.metadata.isConditional == false, arrival.metadata.status != nil {
            state.unconditional += 1
        }
        state.receivedBytes += arrival.metadata.wireBytes ?? 0
        return state
    }

    private func answered(_ old: FeedState, _ arrival: Arrival) -> FeedState {
        var state = attempted(old, arrival)
        state.lastSuccess = now
        state.failures = 0
        state.failingSince = nil
        state.forgetError()
        (state.goneSince, state.endedAt) = (nil, nil)
        state.noteMove(to: arrival.metadata.permanentURL, at: now, last: old.lastSuccess)
        return state
    }

    /// Takes note of how far a failed fetch had come.
    private func note(_ arrival: Arrival, in state: inout FeedState) {
        state.errorPhase = arrival.metadata.phase
        state.errorBytes = arrival.metadata.wireBytes
        state.errorTook = arrival.metadata.took
    }

    /// RFC 9110 15.4.5: a 304 may bring new validators; what it does not mention stays.
    private func takeValidators(of arrival: Arrival, into state: inout FeedState) {
        if let etag = arrival.metadata.etag { state.etag = Self.storable(etag) }
        if let lastModified = arrival.metadata.lastModified {
            state.lastModified = Self.storable(lastModified)
        }
        if state.etag != nil || state.lastModified != nil {
            state.validatorURL = arrival.metadata.url ?? state.validatorURL
        }
    }

    /// Replaces both validators with what this answer had, clearing a missing one.
    private func storeValidators(of arrival: Arrival, in state: inout FeedState) {
        state.etag = arrival.metadata.etag.flatMap(Self.storable)
        state.lastModified = arrival.metadata.lastModified.flatMap(Self.storable)
        state.validatorURL = state.etag != nil || state.lastModified != nil ? arrival.metadata.url : nil
    }

    private static func storable(_ validator: [UInt8]) -> [UInt8]? {
        validator.isEmpty || validator.count > Limits.validatorBytes ? nil : validator
    }

    /// Takes in when a document's new articles appeared, and what it says about asking again.
    private func learn(
        from document: PreparedDocument, _ dates: Committer.Dates, since lastFetch: Timestamp?,
        in state: inout FeedState
    ) {
        (state.timeToLive, state.skipHours, state.skipDays) = (
            document.timeToLive, document.skipHours, document.skipDays
        )
        var record = state.publication
        if !document.isTruncated { record.window = document.items.count }
        let isFirst = record.since == nil
        if !record.areDatesMadeUp,
            PublicationTimes.areMadeUp(knownDates: dates.known, lastFetch: lastFetch)
        {
            // What was learned of such dates is worth nothing.
            record.areDatesMadeUp = true
            record.seed([], until: lastFetch ?? now)
        }
        let times = PublicationTimes.times(
            of: dates.new, lastFetch: isFirst ? nil : lastFetch, now: now,
            areDatesMadeUp: record.areDatesMadeUp)
        if isFirst {
            record.seed(times, until: now, timeToLive: document.timeToLive)
        } else {
            record.observe(times, until: now, timeToLive: document.timeToLive)
        }
        record.updateInterval = document.updateInterval
        state.publication = record
    }

    private func planned(_ state: FeedState, _ outcome: Schedule.Outcome, maxAge: Duration? = nil)
        -> FeedState
    {
        var state = state
        let plan = Schedule.plan(
            after: outcome, state: state, price: price, bounds: bounds,
            hints: Schedule.Hints(state, maxAge: maxAge), now: now, jitter: jitter)
        state.nextFetch = plan.at
        state.interval = plan.interval
        state.nextReason = plan.reason.description
        return state
    }
}

extension Schedule.Hints {
    /// What is remembered of a feed's last document, and how long its last answer is fresh.
    init(_ state: FeedState, maxAge: Duration?) {
        let isConditional = state.etag != nil || state.lastModified != nil
        self.init(
            maxAge: maxAge, timeToLive: state.timeToLive, skipHours: state.skipHours,
            skipDays: state.skipDays,
            isCostly: state.lastStatus == 200 && !isConditional && state.documentBytes > Self.costlyBytes)
    }

    /// From here on a document is large for a server that has to send it whole each time.
    private static let costlyBytes = 10 << 10
}

extension FeedState {
    /// What went wrong is over.
    fileprivate mutating func forgetError() {
        (errorCode, errorMessage) = (nil, nil)
        (errorPhase, errorBytes, errorTook) = (nil, nil, nil)
    }
}
