import Articles
import Configuration
import Host
import Journal
import Testing

@testable import Aggregator

/// What stands before a feed fails, and has to stand after it.
struct Standing {
    var lines: [World.Line]
    var state: FeedState
    var cursor: CursorPosition
    /// The other feeds, and when each of them was due.
    var others: [FeedState]
    var time: Timestamp
}

/// The general invariant of the failing scenarios, stated once.
extension World {
    /// The cursor of a program that has exported all there is.
    private static let reader = "reader"

    /// Looks at what a failure must not touch; an exporting program takes all that is there.
    func standing(of id: String = "feed") throws -> Standing {
        try start()
        let layout = StoreLayout(root: folder.path)
        let lines = try lines()
        var cursor = try CursorFile(named: Self.reader, in: layout)
        let end = CursorPosition(seq: Seq(lines.count))
        try cursor.advance(to: end)
        return Standing(
            lines: lines, state: state(id), cursor: end, others: others(than: id), time: clock.wall)
    }

    private func others(than id: String) -> [FeedState] {
        running?.conductor.table.feeds.values.map(\.state).filter { $0.id != id } ?? []
    }

    /// Fetches a feed, which fails, and looks at what that did.
    @discardableResult
    func failure(of id: String = "feed", code: String, location: SourceLocation = #_sourceLocation) throws
        -> Visit
    {
        let before = try standing(of: id)
        let visit = try visit(id)
        try expectUnharmed(id, since: before, code: code, location: location)
        return visit
    }

    /// Expects of a failure that it cost nothing: what was there is there, it is said what went wrong, the feed is asked
    /// again later, others have not waited for it, and what it could send was bounded.
    func expectUnharmed(
        _ id: String = "feed", since before: Standing, code: String,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let (old, new) = (before.state, state(id))
        #expect(try lines(of: id) == before.lines.filter { $0.feed == id }, sourceLocation: location)
        let cursor = try CursorFile(named: Self.reader, in: StoreLayout(root: folder.path)).position
        #expect(cursor == before.cursor, sourceLocation: location)
        #expect(
            new.etag == old.etag && new.lastModified == old.lastModified
                && new.validatorURL == old.validatorURL && new.bodyHash == old.bodyHash,
            sourceLocation: location)
        #expect(
            new.title == old.title && new.articles == old.articles && new.lastNew == old.lastNew
                && new.lastSuccess == old.lastSuccess && new.publication == old.publication,
            sourceLocation: location)
        #expect(new.errorCode == code, "\(new.errorMessage ?? "")", sourceLocation: location)
        #expect(new.errorMessage?.isEmpty == false, sourceLocation: location)
        #expect(new.errorPhase != nil && new.errorTook != nil, sourceLocation: location)
        #expect(new.failures == old.failures + 1, sourceLocation: location)
        // Back-off, or the wait that the server asked for.
        let pause = new.nextFetch.map { $0 - (new.lastAttempt ?? $0) }
        #expect(pause.map { $0 >= .seconds(60) } == true, "\(new.nextReason)", sourceLocation: location)
        // Twice what may be buffered is what one read may go beyond.
        let most = settings.http.maxBody + (1 << 20)
        #expect(new.errorBytes.map { $0 <= most } == true, sourceLocation: location)
        try expectPunctual(before, location)
    }

    /// Feeds that were due have been asked at once, though the clock was moved past their time.
    private func expectPunctual(_ before: Standing, _ location: SourceLocation) throws {
        try settle()
        let moved = state(before.state.id).lastAttempt ?? before.time
        for other in before.others {
            guard let due = other.nextFetch, due <= moved else { continue }
            let last = state(other.id).lastAttempt
            #expect(
                last.map { $0 - moved <= .seconds(1) && $0 >= due } == true,
                "\(other.id) waited", sourceLocation: location)
        }
    }
}
