import Testing

@testable import Fetching

@Suite struct RateLimitTests {
    private static let date = "Date: Fri, 27 Nov 2026 10:00:00 GMT"

    @Test(
        "checklist 35: how many requests are left, as servers say it",
        arguments: [
            (["X-RateLimit-Remaining: 99.0", "X-RateLimit-Reset: 59"], 99, 59),
            (["x-ratelimit-remaining: 0", "X-RATELIMIT-RESET: 1795773660", date], 0, 60),
            (
                [
                    "RateLimit-Remaining: 5", "RateLimit-Reset: 7", "X-RateLimit-Remaining: 1",
                    "X-RateLimit-Reset: 1",
                ], 5, 7
            ),
            (["X-RateLimit-Remaining: 1", "X-RateLimit-Reset: 99999999"], 1, 86_400),
        ])
    func read(_ headers: [String], remaining: Int, seconds: Int) {
        let limit = RateLimit(ResponseHead(headers))
        #expect(limit?.remaining == remaining && limit?.reset == .seconds(seconds))
    }

    @Test(
        "What says nothing",
        arguments: [
            [], ["X-RateLimit-Remaining: 1"], ["X-RateLimit-Reset: 1"],
            ["X-RateLimit-Remaining: many", "X-RateLimit-Reset: 1"],
            ["X-RateLimit-Remaining: -1", "X-RateLimit-Reset: 1"],
            ["X-RateLimit-Remaining: 1", "X-RateLimit-Reset: 0"],
            ["X-RateLimit-Remaining: 1", "X-RateLimit-Reset: "],
            // A moment, and no Date to count from; a moment in the past.
            ["X-RateLimit-Remaining: 1", "X-RateLimit-Reset: 1795773660"],
            ["X-RateLimit-Remaining: 1", "X-RateLimit-Reset: 1795773000", date],
            ["X-RateLimit-Remaining: 1", "X-RateLimit-Reset: 99999999999999999999999999"],
        ])
    func silent(_ headers: [String]) { #expect(RateLimit(ResponseHead(headers)) == nil) }
}

extension ResponseHead {
    fileprivate init(_ headers: [String]) {
        self.init()
        for line in ["HTTP/1.1 200 OK"] + headers + [""] { _ = take(Array("\(line)\r\n".utf8).span) }
    }
}
