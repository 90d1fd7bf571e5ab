import Policy
import Synchronization
import TestServer

@testable import Fetching

/// A clock that stands until a test moves it.
final class TestClock: Sendable {
    private let time = Mutex<Duration>(.seconds(1000))
    var now: Duration { time.withLock { $0 } }
    func advance(by duration: Duration) { time.withLock { $0 += duration } }
}

/// Takes results from the fetcher's thread and lets the test wait for them.
final class ResultBox: Sendable {
    private let results = Mutex<[FetchResult]>([])
    private let bell = Bell()

    func add(_ more: [FetchResult]) {
        results.withLock { $0 += more }
        bell.ring()
    }

    /// All results so far, in the order of delivery.
    var all: [FetchResult] { results.withLock { $0 } }

    /// Waits for so many results; fewer after half a minute.
    func wait(for count: Int) -> [FetchResult] {
        _ = bell.wait { self.all.count >= count }
        return all
    }
}

/// A fetcher, its results, and names that lead where the test says; no gap between requests unless a test
/// wants one.
final class FetchBench: Sendable {
    let fetcher: Fetcher
    let box = ResultBox()

    init(
        clock: TestClock? = nil, names: [String: String] = [:],
        _ adjust: (inout FetchSettings) -> Void = { _ in }
    ) throws {
        var settings = FetchSettings()
        settings.politeness.gap = .zero
        settings.lookup = { host in
            names[host].flatMap { IPAddress($0) }.map { .addresses([$0]) } ?? .failed("unknown to this test")
        }
        if let clock { settings.now = { clock.now } }
        adjust(&settings)
        let box = box
        fetcher = try Fetcher(settings: settings) { box.add($0) }
    }

    deinit { fetcher.stop() }

    /// A request that may go to the loopback network.
    static func request(_ url: String, token: Int = 1) -> FetchRequest {
        var request = FetchRequest(token: token, url: url, userAgent: "newslog-test/1")
        request.privateNetworks = .everything
        return request
    }

    /// Fetches one document and waits for it.
    func fetch(_ url: String, _ adjust: (inout FetchRequest) -> Void = { _ in }) throws -> FetchResult {
        let before = box.all.count
        var request = Self.request(url)
        adjust(&request)
        fetcher.submit([request])
        let results = box.wait(for: before + 1)
        guard results.count > before else { throw NoResult() }
        return results[before]
    }

    struct NoResult: Error {}
}

extension FetchResult {
    var response: FetchResponse? {
        if case .response(let response) = self { response } else { nil }
    }
    var failure: FetchFailure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
    /// The document's text, or the failure's code: what tables compare.
    var summary: String {
        switch self {
        case .response(let response):
            response.isNotModified ? "304" : String(decoding: response.body, as: UTF8.self)
        case .failure(let failure): failure.code.rawValue
        }
    }
}

/// A small document.
let document = Array("<rss><channel/></rss>".utf8)
