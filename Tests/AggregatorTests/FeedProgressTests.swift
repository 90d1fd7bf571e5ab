import Articles
import Parsing
import Policy
import Testing

@testable import Aggregator

@Suite struct FeedProgressTests {
    private let progress = FeedProgress(
        bounds: Schedule.Bounds(every: .seconds(7200)), price: 300, now: noon, jitter: 0.5)
    private let etag = Array("\"new\"".utf8)
    private let date = Array("Mon, 23 Nov 2026 11:00:00 GMT".utf8)

    /// A feed that has failed twice since its last document, which had both validators.
    private var old: FeedState {
        var state = FeedState(id: "a", url: "http://a.example/feed")
        state.etag = Array("\"old\"".utf8)
        state.lastModified = Array("old".utf8)
        state.validatorURL = "http://a.example/old"
        state.bodyHash = 1
        state.title = "Old title"
        state.interval = .seconds(7200)
        state.failures = 2
        state.errorCode = "timeout"
        state.errorMessage = "no answer"
        state.fetches = 10
        state.articles = 5
        return state
    }

    private func arrival(
        _ status: Int? = 200, etag: [UInt8]? = nil, date: [UInt8]? = nil, movedTo: String? = nil
    ) -> Arrival {
        var arrival = Arrival(token: 1, result: .unchanged)
        arrival.metadata = .init(
            status: status, url: "http://a.example/feed", etag: etag, lastModified: date, bodyHash: 2,
            permanentURL: movedTo)
        return arrival
    }

    /// Within a millisecond: factors are binary fractions.
    private func isNear(_ duration: Duration?, _ seconds: Int64) -> Bool {
        duration.map { abs(($0 - .seconds(seconds)).milliseconds) <= 1 } ?? false
    }

    private func took(
        _ outcome: Committer.Outcome, _ arrival: Arrival, isTruncated: Bool = false,
        from state: FeedState? = nil
    ) -> FeedState {
        var document = PreparedDocument()
        document.title = "New title"
        document.isTruncated = isTruncated
        return progress.state(
            state ?? old, after: arrival, document: document, outcome: outcome, dates: .init())
    }

    @Test("checklist 4: A document taken whole replaces both validators and clears the one it did not have")
    func whole() {
        let state = took(Committer.Outcome(new: 2, updated: 5, duplicate: 1, seen: 4), arrival(etag: etag))
        #expect(state.etag == etag && state.lastModified == nil)
        #expect(state.validatorURL == "http://a.example/feed" && state.bodyHash == 2)
        #expect(state.title == "New title" && state.articles == 8 && state.fetches == 11)
        #expect(state.failures == 0 && state.errorCode == nil && state.errorMessage == nil)
        #expect(state.lastNew == noon && state.lastSuccess == noon && state.lastAttempt == noon)
        #expect(isNear(state.interval, 7200) && isNear(state.nextFetch.map { $0 - noon }, 7200))
        let bare = took(Committer.Outcome(seen: 4), arrival())
        #expect(
            bare.etag == nil && bare.lastModified == nil && bare.validatorURL == nil && bare.bodyHash == 2)
        #expect(bare.lastNew == nil)
    }

    @Test(
        "Validators too long to send back, and empty ones, are none",
        arguments: [0, Limits.validatorBytes + 1])
    func oddValidators(count: Int) {
        let state = took(
            Committer.Outcome(new: 1), arrival(etag: [UInt8](repeating: 0x41, count: count), date: date))
        #expect(state.etag == nil && state.lastModified == date)
        let kept = took(
            Committer.Outcome(), arrival(etag: [UInt8](repeating: 0xFF, count: Limits.validatorBytes)))
        #expect(kept.etag?.count == Limits.validatorBytes)
    }

    @Test(
        "Where something of the document is still to come, the old validators stay",
        arguments: [
            (Committer.Outcome(seen: 2, waiting: 1), false),
            (Committer.Outcome(new: 2000, heldBack: 1), false),
            (Committer.Outcome(new: 2), true),
        ])
    func partly(outcome: Committer.Outcome, isTruncated: Bool) {
        let state = took(outcome, arrival(etag: etag, date: date), isTruncated: isTruncated)
        #expect(state.etag == old.etag && state.lastModified == old.lastModified)
        #expect(state.validatorURL == old.validatorURL)
        #expect(state.bodyHash == (isTruncated ? 2 : 1), "the same cut bytes again have nothing more to give")
        #expect(state.failures == 0 && state.lastSuccess == noon)
        #expect((state.errorCode == FeedState.truncated) == isTruncated)
    }

    @Test("checklist 53: A truncated document is asked for once more soon, then as usual") func truncated() {
        let first = took(Committer.Outcome(new: 1), arrival(), isTruncated: true)
        #expect(first.nextFetch == noon + .seconds(300) && first.interval == .seconds(7200))
        let second = took(Committer.Outcome(seen: 1), arrival(), isTruncated: true, from: first)
        #expect(isNear(second.nextFetch.map { $0 - noon }, 7200))
        let third = took(Committer.Outcome(seen: 1), arrival(), from: second)
        #expect(third.errorCode == nil && third.bodyHash == 2)
    }

    @Test("304 keeps what it does not mention and takes what it does") func unchanged() {
        let silent = progress.unchanged(old, after: arrival(304))
        #expect(silent.etag == old.etag && silent.lastModified == old.lastModified && silent.bodyHash == 1)
        #expect(silent.unchanged == 1 && silent.failures == 0 && silent.errorCode == nil)
        #expect(isNear(silent.interval, 7200))
        let telling = progress.unchanged(old, after: arrival(304, etag: etag))
        #expect(telling.etag == etag && telling.lastModified == old.lastModified)
    }

    @Test("A failure keeps validators, interval and title, and backs off") func failure() {
        let state = progress.failed(
            old, after: arrival(500), code: "http-500", message: "server error", retryAfter: nil)
        #expect(state.etag == old.etag && state.bodyHash == 1 && state.title == "Old title")
        #expect(state.failures == 3 && state.errorCode == "http-500" && state.lastStatus == 500)
        #expect(state.interval == .seconds(7200) && state.lastSuccess == nil && state.lastAttempt == noon)
        #expect(isNear(state.nextFetch.map { $0 - noon }, 14_850))
        let asked = progress.failed(
            old, after: arrival(503), code: "http-503", message: "busy", retryAfter: .seconds(600))
        #expect(isNear(asked.nextFetch.map { $0 - noon }, 630))
        #expect(asked.isHeld(at: noon) && !asked.isHeld(at: noon + .seconds(631)) && !state.isHeld(at: noon))
    }

    @Test(
        "checklist 18: 410 is believed when it is seen again a day later, and forgotten at any other answer")
    func gone() {
        func gone(_ state: FeedState, at now: Timestamp) -> FeedState {
            FeedProgress(bounds: Schedule.Bounds(), price: 300, now: now, jitter: 0.5).failed(
                state, after: arrival(410), code: "http-410", message: "gone", retryAfter: nil)
        }
        let first = gone(old, at: noon)
        #expect(first.goneSince == noon && first.nextFetch.map { $0 < noon + .seconds(86_401) } == true)
        let soon = gone(first, at: noon + .seconds(86_399))
        #expect(soon.goneSince == noon && soon.nextReason.contains("backing off") && soon.endedAt == nil)
        let believed = gone(soon, at: noon + .seconds(86_400))
        #expect(believed.nextFetch == nil && believed.endedAt == noon + .seconds(86_400))
        #expect(gone(believed, at: noon + .seconds(99_999)).endedAt == believed.endedAt)
        for state in [first, believed] {
            let back = progress.unchanged(state, after: arrival(304))
            #expect(back.goneSince == nil && back.endedAt == nil && back.nextFetch != nil)
            let other = progress.failed(state, after: arrival(500), code: "x", message: "x", retryAfter: nil)
            #expect(other.goneSince == nil && other.endedAt == nil && other.nextFetch != nil)
        }
    }

    @Test("checklist 14: The days are counted on which permanent redirects point to one place")
    func redirects() {
        let moved = "http://b.example/feed"
        let first = progress.unchanged(old, after: arrival(304, movedTo: moved))
        #expect(first.redirectURL == moved && first.redirectCount == 1 && first.redirectSince == noon)
        let later = FeedProgress(bounds: Schedule.Bounds(), price: 300, now: noon + .seconds(60), jitter: 0.5)
        #expect(later.unchanged(first, after: arrival(304, movedTo: moved)).redirectCount == 1, "one day")
        let tomorrow = FeedProgress(
            bounds: Schedule.Bounds(), price: 300, now: noon + .seconds(43_200), jitter: 0.5)
        let second = tomorrow.unchanged(first, after: arrival(304, movedTo: moved))
        #expect(second.redirectCount == 2 && second.redirectSince == noon)
        let elsewhere = later.unchanged(second, after: arrival(304, movedTo: "http://c.example/"))
        #expect(elsewhere.redirectCount == 1 && elsewhere.redirectSince == noon + .seconds(60))
        let failed = later.failed(second, after: arrival(nil), code: "x", message: "x", retryAfter: nil)
        #expect(failed.redirectCount == 2, "a failure says nothing about it")
        let back = later.unchanged(second, after: arrival(304))
        #expect(back.redirectURL == nil && back.redirectCount == 0 && back.redirectSince == nil)
    }

    @Test("The first document's dates are learned from, the next ones' as far as they can be believed")
    func learning() {
        func read(
            _ new: [Int?], known: [Int] = [], from state: FeedState, at now: Timestamp, ttl: Int? = nil
        ) -> FeedState {
            var document = PreparedDocument()
            document.timeToLive = ttl.map { .seconds($0) }
            document.skipHours = 3
            document.skipDays = 1
            func date(_ ago: Int) -> Timestamp { now - .seconds(ago) }
            return FeedProgress(bounds: Schedule.Bounds(), price: 300, now: now, jitter: 0.5).state(
                state, after: arrival(etag: etag), document: document, outcome: .init(new: new.count),
                dates: .init(new: new.map { $0.map(date) }, known: known.map(date)))
        }
        let first = read([3600, 7200, 90_000], from: FeedState(id: "a", url: "x"), at: noon, ttl: 60)
        #expect(first.publication.since == noon - .seconds(90_000))
        #expect(first.publication.newest == noon - .seconds(3600))
        #expect(first.timeToLive == .seconds(60) && first.skipHours == 3 && first.skipDays == 1)
        let later = noon + .seconds(7200)
        let second = read([nil, 600], known: [10_800], from: first, at: later)
        #expect(second.publication.newest == later - .seconds(600))
        #expect(abs(second.publication.hours[13] - 2) < 0.02, "13:50, and the middle at 13:00")
        let madeUp = read([1], known: [1, 2, 3], from: second, at: later + .seconds(7200))
        #expect(madeUp.publication.areDatesMadeUp)
        #expect(madeUp.publication.since == later && madeUp.publication.newest == later + .seconds(3600))
    }

    @Test(
        "checklist 19: 429 without Retry-After waits an hour at least, and failing knows since when it fails")
    func tooManyRequests() {
        let pressed = progress.failed(
            old, after: arrival(429), code: "too-many-requests", message: "x", retryAfter: nil)
        #expect(isNear(pressed.nextFetch.map { $0 - noon }, 15_120) && pressed.failingSince == noon)
        let later = FeedProgress(bounds: progress.bounds, price: 300, now: noon + .seconds(60), jitter: 0)
        let again = later.failed(
            pressed, after: arrival(429), code: "x", message: "x", retryAfter: .seconds(90))
        #expect(again.failingSince == noon && isNear(again.nextFetch.map { $0 - noon }, 150))
        #expect(later.unchanged(again, after: arrival(304)).failingSince == nil)
    }

    @Test("checklist 33: large documents without validators are costly, files and small ones are not")
    func costly() {
        func hints(_ bytes: Int, etag: [UInt8]? = nil, status: Int? = 200) -> Schedule.Hints {
            var state = FeedState(id: "a", url: "x")
            (state.documentBytes, state.etag, state.lastStatus) = (bytes, etag, status)
            return Schedule.Hints(state, maxAge: nil)
        }
        #expect(hints(10_241).isCostly && !hints(10_240).isCostly)
        #expect(!hints(50_000, etag: etag).isCostly && !hints(50_000, status: nil).isCostly)
    }

    @Test("checklist 20: a feed of a held host waits with it and is not blamed")
    func held() {
        var failing = old
        (failing.errorPhase, failing.errorBytes, failing.errorTook) = ("body", 9, .seconds(9))
        let state = progress.held(failing, code: "too-many-requests", message: "x", rest: .seconds(600))
        #expect(state.errorPhase == nil && state.errorBytes == nil && state.errorTook == nil)
        #expect(state.failures == old.failures && state.fetches == old.fetches && state.failingSince == nil)
        #expect(isNear(state.nextFetch.map { $0 - noon }, 630) && state.isHeld(at: noon))
    }

    @Test("checklist 23: an outage blames nobody, and takes back what it blamed at its beginning")
    func outage() {
        let excused = progress.excused(old)
        #expect(excused.failures == 2 && excused.nextFetch == noon && excused.lastAttempt == noon)
        var blamed = progress.failed(
            progress.unchanged(old, after: arrival(304)), after: arrival(nil), code: "dns-failed",
            message: "x",
            retryAfter: nil)
        #expect(blamed.failures == 1 && blamed.errorCode != nil && blamed.failingSince == noon)
        blamed = progress.forgiven(blamed)
        #expect(blamed.failures == 0 && blamed.errorCode == nil && blamed.failingSince == nil)
        #expect(blamed.nextFetch == noon && blamed.etag == old.etag)
    }

    @Test(
        "checklist 9: an audit that finds what the last 304 denied is counted; a whole document is remembered"
    )
    func audit() {
        var silent = progress.unchanged(old, after: arrival(304))
        silent.lastWhole = noon - .seconds(31 * 86_400)
        func read(_ age: Int) -> FeedState {
            FeedProgress(bounds: progress.bounds, price: 300, now: noon + .seconds(3600), jitter: 0).state(
                silent, after: arrival(etag: etag), document: PreparedDocument(), outcome: .init(new: 1),
                dates: .init(new: [noon + .seconds(age)]))
        }
        #expect(read(-60).falseUnchanged == 1 && read(60).falseUnchanged == 0)
        #expect(read(60).lastWhole == noon + .seconds(3600) && silent.lastWhole != noon)
        #expect(progress.unchanged(silent, after: arrival(200)).lastWhole == noon)
    }
}
