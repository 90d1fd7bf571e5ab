internal import Articles
internal import Fetching
internal import Parsing
internal import Policy

/// What a fetch makes of a feed's state: a pure function, so that every outcome can be tested as values.
struct FeedProgress {
    let bounds: Schedule.Bounds
    let now: Timestamp
    /// A random number in 0 ..< 1.
    let jitter: Double

    /// The state after a document whose items the committer took.
    func state(
        _ old: FeedState, after arrival: Arrival, document: PreparedDocument, outcome: Committer.Outcome
    ) -> FeedState {
        var state = answered(old, arrival)
        state.title = document.title ?? state.title
        state.siteURL = document.siteURL ?? state.siteURL
        state.articles += outcome.lines
        if outcome.lines > 0 { state.lastNew = now }
        // Sending a validator back tells the publisher "I have this": only after a whole document is it true.
        if outcome.isWhole {
            if !document.isTruncated { storeValidators(of: arrival, in: &state) }
            // The same bytes again have nothing more to give, even when they are cut short.
            state.bodyHash = arrival.metadata.bodyHash
        }
        let result: Schedule.Outcome =
            document.isTruncated && old.errorCode != Self.truncatedCode
            ? .truncated : .fetched(newArticles: outcome.lines)
        if document.isTruncated {
            state.errorCode = Self.truncatedCode
            state.errorMessage = "the document stops before its end; its complete items were kept"
        }
        return planned(
            state, result, Schedule.Hints(maxAge: arrival.metadata.maxAge, timeToLive: document.timeToLive))
    }

    /// The state after an answer that says that nothing changed.
    func unchanged(_ old: FeedState, after arrival: Arrival) -> FeedState {
        var state = answered(old, arrival)
        state.unchanged += 1
        // Of a document that is cut short we have a part only, whatever its validators say.
        if old.errorCode == Self.truncatedCode, arrival.metadata.status != 304 {
            (state.errorCode, state.errorMessage) = (old.errorCode, old.errorMessage)
            return planned(state, .fetched(newArticles: 0), Schedule.Hints(maxAge: arrival.metadata.maxAge))
        }
        if arrival.metadata.status == 304 {
            takeValidators(of: arrival, into: &state)
            state.uselessValidators = 0
        } else {
            let wereSent = old.etag != nil || old.lastModified != nil
            state.uselessValidators = wereSent ? old.uselessValidators + 1 : 0
            storeValidators(of: arrival, in: &state)
        }
        return planned(state, .fetched(newArticles: 0), Schedule.Hints(maxAge: arrival.metadata.maxAge))
    }

    /// The state after a failure: validators and interval stay, the next attempt backs off.
    func failed(
        _ old: FeedState, after arrival: Arrival, code: String, message: String, retryAfter: Duration?
    ) -> FeedState {
        var state = attempted(old, arrival)
        state.failures += 1
        state.errorCode = code
        state.errorMessage = message
        // Where it moved to may be the reason: the next attempt goes by what the configuration says.
        state.movedURL = nil
        guard arrival.metadata.status == 410 else {
            state.goneSince = nil
            // What was lost on the way may come whole when it is asked for once more.
            let isCut = FetchCode(rawValue: code)?.meansCutShort == true && old.errorCode != code
            return planned(state, isCut ? .truncated : .failed(retryAfter: retryAfter), Schedule.Hints())
        }
        let since = state.goneSince ?? now
        state.goneSince = since
        return planned(
            state, now - since >= .seconds(86_400) ? .gone : .failed(retryAfter: nil), Schedule.Hints())
    }

    /// The code under which a document that was cut short is shown.
    static let truncatedCode = "document-truncated"
}

extension FeedProgress {
    private func attempted(_ old: FeedState, _ arrival: Arrival) -> FeedState {
        var state = old
        state.fetches += 1
        state.lastAttempt = now
        state.lastStatus = arrival.metadata.status
        return state
    }

    private func answered(_ old: FeedState, _ arrival: Arrival) -> FeedState {
        var state = attempted(old, arrival)
        state.lastSuccess = now
        state.failures = 0
        state.errorCode = nil
        state.errorMessage = nil
        state.goneSince = nil
        state.noteMove(to: arrival.metadata.permanentURL, at: now)
        return state
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

    private func planned(_ state: FeedState, _ outcome: Schedule.Outcome, _ hints: Schedule.Hints)
        -> FeedState
    {
        var state = state
        let plan = Schedule.plan(
            after: outcome, state: state, bounds: bounds, hints: hints, now: now, jitter: jitter)
        state.nextFetch = plan.at
        state.interval = plan.interval
        state.nextReason = plan.reason
        return state
    }
}
