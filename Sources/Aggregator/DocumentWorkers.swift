internal import Articles
internal import Fetching
internal import Host
internal import Parsing

/// A few threads that turn answers into parsed documents; parsing never happens on the network's thread.
final class DocumentWorkers: Sendable {
    /// An answer to read, or a file.
    struct Job: Sendable {
        /// Where the document comes from.
        enum Source: Sendable {
            case response(FetchResponse)
            /// A file of this machine, and the hash of its bytes when it was last stored.
            case file(path: String, knownHash: UInt64?)
        }

        /// The number of the fetch.
        var token: Int
        var source: Source
        var context: ArticleMaker.Context
        /// The charset and the time zone that the configuration gives.
        var encoding: String?
        var timezone: String?
    }

    private let queue = WorkQueue<Job>()
    private let threads: WorkerPool

    /// Starts `count` threads; each result goes to `deliver`.
    init(count: Int, deliver: @escaping @Sendable (Arrival) -> Void) {
        let queue = queue
        threads = WorkerPool(name: "parse", count: count) {
            while let job = queue.take() { deliver(Self.read(job)) }
        }
    }

    /// Puts jobs in line.
    func submit(_ jobs: [Job]) { queue.post(jobs) }

    /// Drops what waits and ends the threads; a document that is being parsed is finished first.
    func stop() {
        queue.removeAll()
        queue.close()
        threads.join()
    }

    private static func read(_ job: Job) -> Arrival {
        switch job.source {
        case .response(let response): return read(response, job)
        case .file(let path, let knownHash): return read(file: path, knownHash: knownHash, job)
        }
    }

    private static func read(_ response: FetchResponse, _ job: Job) -> Arrival {
        var arrival = Arrival(response)
        let input = FeedParser.Input(
            bytes: response.body, contentType: response.contentType, base: response.url,
            encoding: job.encoding,
            timezone: job.timezone, httpWasComplete: true)
        arrival.result = parse(input, job, warnings: response.warnings)
        return arrival
    }

    private static func read(file path: String, knownHash: UInt64?, _ job: Job) -> Arrival {
        var arrival = Arrival(token: job.token, result: .unchanged)
        arrival.metadata.url = path
        arrival.metadata.phase = "read"
        do {
            let bytes = try DocumentFile.read(path)
            let hash = BodyHash.of(bytes)
            arrival.metadata.bodyHash = hash
            guard hash != knownHash else { return arrival }
            let input = FeedParser.Input(
                bytes: bytes, contentType: nil, base: nil, encoding: job.encoding, timezone: job.timezone,
                httpWasComplete: true)
            arrival.result = parse(input, job, warnings: [])
        } catch {
            arrival.result = .failed(code: "file-unreadable", message: "\(error)", retryAfter: nil)
        }
        return arrival
    }

    private static func parse(_ input: FeedParser.Input, _ job: Job, warnings: [Warning]) -> Arrival.Result {
        do {
            var prepared = ArticleMaker.prepare(try FeedParser.parse(input), job.context)
            prepared.warnings.insert(contentsOf: warnings, at: 0)
            return .document(prepared)
        } catch {
            guard !ChallengePage.isOne(input.bytes) else {
                return .failed(
                    code: FetchCode.challenge.rawValue, message: ChallengePage.message, retryAfter: nil)
            }
            return .notAFeed(error)
        }
    }
}
