import Articles
import Testing

@testable import Aggregator

@Suite struct ControlServerTests {
    @Test(
        "A request is one JSON object with a command that is known",
        arguments: [
            (#"{"command":"status"}"#, .status), (#" { "command" : "reload" } "#, .reload),
            (#"{"command":"fetch"}"#, .fetch(nil)),
            (#"{"feeds":["a","b\u0022"],"command":"fetch"}"#, .fetch(["a", "b\""])),
            (#"{"command":"fetch","feeds":[]}"#, .fetch([])),
            (#"{"command":"fetch","force":true}"#, .fetch(nil, isForced: true)),
            (
                #"{"command":"forget","id":"00000000000000010000000000000002"}"#,
                .forget(ArticleID(high: 1, low: 2))
            ),
            (#"{"force":false,"command":"fetch"}"#, .fetch(nil)),
            (#"{"command":"status","later":{"a":[1,2]}}"#, .status),
        ] as [(String, ControlServer.Request)])
    func understood(text: String, request: ControlServer.Request) {
        #expect(ControlServer.request(Array(text.utf8)) == request)
    }

    @Test(
        "Anything else is refused with a reason",
        arguments: [
            "", "{", "{}", "[]", "status", #""status""#, #"{"command":"stop"}"#, #"{"command":5}"#,
            #"{"command":"fetch","feeds":"a"}"#, #"{"command":"fetch","feeds":[1]}"#,
            #"{"command":"fetch","feeds":["a",{}]}"#, #"{"command":"fetch","force":1}"#,
            #"{"command":"fetch","feeds":{}}"#, #"{"command":"forget"}"#, #"{"command":"forget","id":"12"}"#,
            #"{"command":"status""#, #"{"command":"status"}}"#, #"{"command":"status"} x"#,
            #"{"command":"fetch","feeds":["a""#, #"{"command":"fetch" "feeds":["a"]}"#,
            String(repeating: "[", count: 60_000), "\u{0}",
        ])
    func refused(text: String) {
        guard case .invalid(let reason) = ControlServer.request(Array(text.utf8)) else {
            Issue.record("understood as a request")
            return
        }
        #expect(!reason.isEmpty)
    }
}
