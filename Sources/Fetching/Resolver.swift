internal import Host
internal import Policy

/// Threads that wait for name servers, so that nobody else has to; started as they are needed, never more
/// than so many.
final class Resolver {
    private let lookup: FetchSettings.Lookup
    private let answer: @Sendable (String, LookupAnswer) -> Void
    private let limit: Int
    private let queue = WorkQueue<String>()
    private var threads = 0

    init(
        limit: Int, lookup: @escaping FetchSettings.Lookup,
        answer: @escaping @Sendable (String, LookupAnswer) -> Void
    ) {
        self.limit = limit
        self.lookup = lookup
        self.answer = answer
    }

    /// Looks a name up beside `busy` others that are not answered yet; the answer comes by the closure, from another
    /// thread.
    func look(up host: String, beside busy: Int) {
        if threads < limit, busy >= threads, start() { threads += 1 }
        if threads == 0 {
            answer(host, .failed("the system has no thread left to look names up"))
        } else {
            queue.post([host])
        }
    }

    /// Lets the threads end when they can.
    ///
    /// They are not joined: one that waits for a silent name server cannot be interrupted, holds nothing
    /// but its own queue, and what it says afterwards nobody hears.
    func stop() {
        queue.removeAll()
        queue.close()
    }

    private func start() -> Bool {
        let (queue, lookup, answer) = (queue, lookup, answer)
        let thread = WorkerThread(name: "resolve") {
            while let host = queue.take() { answer(host, lookup(host)) }
        }
        return thread != nil
    }
}

/// Who waits for which name, and the answers of the last minute.
///
/// A name that many wait for is looked up once. What waits for a free thread has its turn in order, but names that have
/// answered go first, then new ones, then those without an answer the last time, and of the threads a quarter is kept
/// for each of the first two: a crowd of dead names holds up neither the living nor the new.
struct NameTable {
    private struct Answer {
        let answer: LookupAnswer
        let until: Duration
    }

    private static let keep: Duration = .seconds(60)
    private static let keptAnswers = 4_096
    private static let keptNames = 65_536

    /// What is known of a name.
    private enum Standing: Int, CaseIterable { case answered, new, silent }

    /// Look-ups at once.
    private let limit: Int
    /// How many of them may be of names that stand like this or worse.
    private func limit(of standing: Standing) -> Int { limit - standing.rawValue * (limit / 4) }

    private var answers: [String: Answer] = [:]
    private var waiting: [String: [Int]] = [:]
    /// Who waits for a thread, by standing.
    private var lines: [[String]] = Standing.allCases.map { _ in [] }
    /// Names that threads are at, and what was known of them when they began.
    private var underWay: [String: Standing] = [:]
    /// Names that have answered, and those that did not the last time.
    private var standings: [String: Standing] = [:]

    init(limit: Int) { self.limit = limit }

    /// The answer, where it is known; else the caller waits for it in the table.
    mutating func ask(_ host: String, for transfer: Int, at now: Duration) -> LookupAnswer? {
        if let answer = answers[host], answer.until > now { return answer.answer }
        if waiting[host] == nil, underWay[host] == nil { lines[standing(of: host).rawValue].append(host) }
        waiting[host, default: []].append(transfer)
        return nil
    }

    /// Whether a thread is at it.
    func isBeingLookedUp(_ host: String) -> Bool { underWay[host] != nil }

    /// Names that threads are at.
    var countUnderWay: Int { underWay.count }

    /// The next name to look up and who waits for it; nil when there is none, or no room for it.
    mutating func next() -> (host: String, transfers: [Int])? {
        for standing in Standing.allCases {
            let begun = underWay.values.count { $0.rawValue >= standing.rawValue }
            guard begun < limit(of: standing) else { return nil }
            guard !lines[standing.rawValue].isEmpty else { continue }
            let host = lines[standing.rawValue].removeFirst()
            underWay[host] = standing
            return (host, waiting[host] ?? [])
        }
        return nil
    }

    private func standing(of host: String) -> Standing { standings[host] ?? .new }

    /// Takes an answer; says who waited for it.
    mutating func take(_ answer: LookupAnswer, of host: String, at now: Duration) -> [Int] {
        underWay[host] = nil
        // Beyond that many names all are new again.
        if standings.count >= Self.keptNames, underWay.isEmpty { standings = [:] }
        guard case .addresses = answer else {
            standings[host] = .silent
            return waiting.removeValue(forKey: host) ?? []
        }
        standings[host] = .answered
        if answers.count >= Self.keptAnswers { answers = answers.filter { $0.value.until > now } }
        if answers.count >= Self.keptAnswers { answers = [:] }
        answers[host] = Answer(answer: answer, until: now + Self.keep)
        return waiting.removeValue(forKey: host) ?? []
    }
}
