import Testing

@testable import Host

@Suite struct PagerChoiceTests {
    @Test(
        "the program that shows long output",
        arguments: [
            (["TERM": "xterm"], "less -FRX"),
            (["TERM": "xterm", "PAGER": "more"], "more"),
            (["TERM": "xterm", "PAGER": "more", "NEWSLOG_PAGER": "less -S"], "less -S"),
            (["TERM": "xterm", "NEWSLOG_PAGER": ""], nil),
            (["TERM": "xterm", "PAGER": "", "LESS": "x"], nil),
            (["TERM": "xterm", "PAGER": "more", "NEWSLOG_PAGER": ""], nil),
            (["TERM": "xterm", "PAGER": " cat "], nil),
            (["TERM": "xterm", "PAGER": "cat -v"], "cat -v"),
            (["TERM": "dumb", "PAGER": "more"], nil),
            (["PAGER": "more"], nil),
        ] as [([String: String], String?)])
    func command(environment: [String: String], command: String?) {
        #expect(PagerChoice(environment: environment, hasLess: true)?.command == command)
    }

    @Test("without less, and with nothing set, there is none")
    func nothing() {
        #expect(PagerChoice(environment: ["TERM": "xterm"], hasLess: false) == nil)
        #expect(
            PagerChoice(environment: ["TERM": "xterm", "PAGER": "most"], hasLess: false)?.command == "most")
    }

    @Test("what the user says of less stands; what he does not say makes colours and Arabic readable")
    func additions() {
        let usual = PagerChoice(environment: ["TERM": "xterm", "PAGER": "less"], hasLess: true)
        #expect(usual?.additions == ["LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8"])
        let own = PagerChoice(
            environment: ["TERM": "xterm", "LESS": "i", "LESSCHARSET": "latin1"], hasLess: true)
        #expect(own?.additions == ["LV": "-c"])
    }

    @Test("only our own less may begin before it is known whether there is more than a screen")
    func waiting() {
        #expect(PagerChoice(environment: ["TERM": "xterm"], hasLess: true)?.waitsForNothing == true)
        #expect(
            PagerChoice(environment: ["TERM": "xterm", "PAGER": "less"], hasLess: true)?.waitsForNothing
                == false)
    }
}
