import Articles
import Testing

@testable import Aggregator

@Suite struct ReachTests {
    private func arrival(_ code: String, status: Int? = nil, rest: Duration? = nil) -> Arrival {
        var arrival = Arrival(token: 1, result: .failed(code: code, message: "x", retryAfter: rest))
        arrival.metadata.status = status
        return arrival
    }

    @Test("checklist 23: an answer of any kind shows a network, a refusal of ours shows nothing")
    func reached() {
        #expect(arrival("dns-failed").isNetworkReached == false)
        #expect(arrival("connect-timeout").isNetworkReached == false)
        #expect(arrival("server-error", status: 500).isNetworkReached == true)
        #expect(arrival("stalled", status: 200).isNetworkReached == true)
        #expect(arrival("tls-certificate").isNetworkReached == true)
        #expect(arrival("address-refused").isNetworkReached == nil)
        #expect(arrival("file-unreadable").isNetworkReached == nil)
        #expect(Arrival(token: 1, result: .unchanged).isNetworkReached == true)
    }

    @Test("checklist 20: a feed that was not asked is told from one that was refused") func held() {
        #expect(arrival("too-many-requests", rest: .seconds(9)).heldFor == .seconds(9))
        #expect(arrival("too-many-requests", status: 429, rest: .seconds(9)).heldFor == nil)
        #expect(arrival("dns-failed", rest: .seconds(9)).heldFor == nil)
    }

    @Test("An origin is host and port; a file has none") func origin() {
        func origin(_ url: String) -> String? { FeedState(id: "a", url: url).origin }
        #expect(origin("https://A.example/x") == "a.example:443")
        #expect(origin("http://127.0.0.1:8080/") == "127.0.0.1:8080")
        #expect(origin("/var/feeds/a.xml") == nil)
    }
}
