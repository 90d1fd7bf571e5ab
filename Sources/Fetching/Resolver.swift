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
    /// Names that were handed to a thread and not answered yet.
    private var busy = 0

    init(
        limit: Int, lookup: @escaping FetchSettings.Lookup,
        answer: @escaping @Sendable (String, LookupAnswer) -> Void
    ) {
        self.limit = limit
        self.lookup = lookup
        self.answer = answer
    }

    /// Whether a name would be looked up at once.
    var hasRoom: Bool { busy < limit }

    /// Looks a name up; the answer comes by the closure, from another thread.
    func look(up host: String) {
        busy += 1
        if busy > threads, start() { threads += 1 }
        if threads == 0 {
            answer(host, .failed("the system has no thread left to look names up"))
        } else {
            queue.post([host])
        }
    }

    /// A thread is free again.
    func answered() { busy -= 1 }

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
/// A name that many wait for is looked up once. What waits for a free thread has its turn in order.
struct NameTable {
    private struct Answer {
        let answer: LookupAnswer
        let until: Duration
    }

    private static let keep: Duration = .seconds(60)
    private static let keptAnswers = 4_096

    private var answers: [String: Answer] = [:]
    private var waiting: [String: [Int]] = [:]
    private var line: [String] = []
    private var underWay: Set<String> = []

    /// The answer, where it is known; else the caller waits for it in the table.
    mutating func ask(_ host: String, for transfer: Int, at now: Duration) -> LookupAnswer? {
        if let known = answers[host], known.until > now { return known.answer }
        if waiting[host] == nil { line.append(host) }
        waiting[host, default: []].append(transfer)
        return nil
    }

    /// Whether a thread is at it.
    func isBeingLookedUp(_ host: String) -> Bool { underWay.contains(host) }

    /// The next name to look up and who waits for it; nil when there is none.
    mutating func next() -> (host: String, transfers: [Int])? {
        guard !line.isEmpty else { return nil }
        let host = line.removeFirst()
        underWay.insert(host)
        return (host, waiting[host] ?? [])
    }

    /// Takes an answer; says who waited for it.
    mutating func take(_ answer: LookupAnswer, of host: String, at now: Duration) -> [Int] {
        underWay.remove(host)
        if case .addresses = answer {
            if answers.count >= Self.keptAnswers { answers = answers.filter { $0.value.until > now } }
            if answers.count >= Self.keptAnswers { answers = [:] }
            answers[host] = Answer(answer: answer, until: now + Self.keep)
        }
        return waiting.removeValue(forKey: host) ?? []
    }
}
