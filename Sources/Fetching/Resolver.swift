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
/// A name that many wait for is looked up once. What waits for a free thread has its turn in order, but a quarter of
/// the threads is kept for names that have answered before: a crowd of dead ones does not hold up the living.
struct NameTable {
    private struct Answer {
        let answer: LookupAnswer
        let until: Duration
    }

    private static let keep: Duration = .seconds(60)
    private static let keptAnswers = 4_096
    private static let keptNames = 65_536

    /// Look-ups at once, and how many of them may be of names that never answered.
    private let limit: Int
    private var limitOfStrangers: Int { limit - limit / 4 }

    private var answers: [String: Answer] = [:]
    private var waiting: [String: [Int]] = [:]
    private var line: [String] = []
    private var lineOfKnown: [String] = []
    private var underWay: Set<String> = []
    private var strangersUnderWay = 0
    private var known: Set<String> = []

    init(limit: Int) { self.limit = limit }

    /// The answer, where it is known; else the caller waits for it in the table.
    mutating func ask(_ host: String, for transfer: Int, at now: Duration) -> LookupAnswer? {
        if let answer = answers[host], answer.until > now { return answer.answer }
        if waiting[host] == nil, !underWay.contains(host) {
            if known.contains(host) { lineOfKnown.append(host) } else { line.append(host) }
        }
        waiting[host, default: []].append(transfer)
        return nil
    }

    /// Whether a thread is at it.
    func isBeingLookedUp(_ host: String) -> Bool { underWay.contains(host) }

    /// Names that threads are at.
    var countUnderWay: Int { underWay.count }

    /// The next name to look up and who waits for it; nil when there is none, or no room for it.
    mutating func next() -> (host: String, transfers: [Int])? {
        guard underWay.count < limit else { return nil }
        let host: String
        if !lineOfKnown.isEmpty {
            host = lineOfKnown.removeFirst()
        } else if !line.isEmpty, strangersUnderWay < limitOfStrangers {
            host = line.removeFirst()
            strangersUnderWay += 1
        } else {
            return nil
        }
        underWay.insert(host)
        return (host, waiting[host] ?? [])
    }

    /// Takes an answer; says who waited for it.
    mutating func take(_ answer: LookupAnswer, of host: String, at now: Duration) -> [Int] {
        if underWay.remove(host) != nil, !known.contains(host) { strangersUnderWay -= 1 }
        if case .addresses = answer {
            if answers.count >= Self.keptAnswers { answers = answers.filter { $0.value.until > now } }
            if answers.count >= Self.keptAnswers { answers = [:] }
            answers[host] = Answer(answer: answer, until: now + Self.keep)
            // Beyond that many names nobody is known, until they answer again.
            if known.count >= Self.keptNames, underWay.isEmpty { known = [] }
            known.insert(host)
        }
        return waiting.removeValue(forKey: host) ?? []
    }
}
