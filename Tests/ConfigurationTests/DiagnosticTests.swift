import Configuration
import Testing

@Suite struct DiagnosticTests {
    static let feed = "[[feed]]\nurl = \"https://example.org/feed\"\n"

    /// A broken configuration and all that is said about it.
    static let broken: [(String, [String])] = [
        (
            "[defaults]\nevry = \"5m\"",
            ["newslog.toml:2:1: unknown key `evry` in [defaults]; did you mean `every`?"]
        ),
        ("[htpp]\n", ["newslog.toml:1:2: unknown key `htpp` in this file; did you mean `http`?"]),
        ("[feeds]\n", ["newslog.toml:1:2: unknown key `feeds` in this file; did you mean [[feed]]?"]),
        ("colour = 1", ["newslog.toml:1:1: unknown key `colour` in this file"]),
        (
            "version = 2",
            [
                "newslog.toml:1:11: `version` in this file must be 1, the one version there is, found the integer 2"
            ]
        ),
        (
            "version = \"1\"",
            [
                "newslog.toml:1:11: `version` in this file must be 1, the one version there is, found the string \"1\""
            ]
        ),
        (
            "[http]\nconnections = \"many\"",
            ["newslog.toml:2:15: `connections` in [http] must be an integer, found the string \"many\""]
        ),
        (
            "[http]\nconnections = 0",
            ["newslog.toml:2:15: `connections` in [http] must be between 1 and 2048, found 0"]
        ),
        (
            "[http]\nconnections = 9223372036854775807",
            [
                "newslog.toml:2:15: `connections` in [http] must be between 1 and 2048, found 9223372036854775807"
            ]
        ),
        (
            "[http]\ntimeout = 60",
            [
                "newslog.toml:2:11: `timeout` in [http] must be a duration such as \"15m\", found the integer 60"
            ]
        ),
        (
            "[http]\ntimeout = \"1s\"",
            ["newslog.toml:2:11: `timeout` in [http] must be between 5s and 10m, found 1s"]
        ),
        (
            "[http]\nmax_body = \"16MB\"",
            [
                "newslog.toml:2:12: `max_body` in [http] must be a size such as \"16MiB\", found the string \"16MB\""
            ]
        ),
        (
            "[http]\nmax_body = \"1TiB\"",
            ["newslog.toml:2:12: `max_body` in [http] must be between 64KiB and 256MiB, found 1TiB"]
        ),
        (
            "[http]\nprivate_networks = [\"10.1.2.0/16\"]",
            ["newslog.toml:2:21: 10.1.2.0/16 has bits set behind its prefix; did you mean 10.1.0.0/16?"]
        ),
        (
            "[http]\nprivate_networks = [\"10.1.0.0/33\"]",
            [
                "newslog.toml:2:21: `private_networks` in [http] must be blocks such as \"10.1.0.0/16\", found the string \"10.1.0.0/33\""
            ]
        ),
        (
            "[http]\nprivate_networks = \"yes\"",
            [
                "newslog.toml:2:20: `private_networks` in [http] must be true, false or a list such as [\"10.1.0.0/16\"], found the string \"yes\""
            ]
        ),
        (
            "[http]\nproxy = \"ftp://robot:pw@proxy\"",
            [
                "newslog.toml:2:9: `proxy` in [http] must be a URL that begins with http:, https:, socks5: or socks5h:"
            ]
        ),
        (
            "[store]\nkeep = \"ever\"",
            [
                "newslog.toml:2:8: `keep` in [store] must be a duration such as \"15m\" or \"forever\", found the string \"ever\""
            ]
        ),
        (
            "[store]\nkeep = \"1h\"",
            ["newslog.toml:2:8: `keep` in [store] must be between 1d and 36500d, found 1h"]
        ),
        ("store = 1", ["newslog.toml:1:9: `store` in this file must be a table, found an integer"]),
        (
            "[defaults]\ndedup = \"txt\"",
            [
                "newslog.toml:2:9: `dedup` in [defaults] must be \"url\" or \"text\" or \"feed\", found the string \"txt\"; did you mean `text`?"
            ]
        ),
        (
            "[defaults]\nevery = \"10s\"",
            ["newslog.toml:2:9: `every` in [defaults] must be between 1m and 30d, found 10s"]
        ),
        (
            "[defaults]\nevery = \"hourly\"",
            [
                "newslog.toml:2:9: `every` in [defaults] must be a duration such as \"15m\" or \"auto\", found the string \"hourly\""
            ]
        ),
        (
            "[defaults]\nmin_every = \"2d\"\n\(feed)",
            ["newslog.toml:2:13: `min_every` (2d) is longer than `max_every` (1d) for the feed example.org"]
        ),
        (
            "[defaults]\nauth = { bearer = \"x\" }",
            [
                "newslog.toml:2:8: `auth` in [defaults] would tell every site the same password; say it in a [group.NAME] or a [[feed]]"
            ]
        ),
        (
            "[defaults]\nip_version = 5",
            ["newslog.toml:2:14: `ip_version` in [defaults] must be 4 or 6, found the integer 5"]
        ),
        (
            "[defaults]\nlang = \"Arabic language\"",
            [
                "newslog.toml:2:8: `lang` in [defaults] must be a language tag such as \"ar\" or \"en-GB\", found the string \"Arabic language\""
            ]
        ),
        (
            "[defaults]\ntimezone = \"../etc/passwd\"",
            [
                "newslog.toml:2:12: `timezone` in [defaults] must be a zone such as \"Africa/Cairo\" or \"+02:00\", found the string \"../etc/passwd\""
            ]
        ),
        (
            "[group]\nwire = 5",
            [
                "newslog.toml:2:8: `wire` in [group] must be a table, found the integer 5; write it as [group.wire]"
            ]
        ),
        (
            "[group.a]\nurl = \"https://example.org\"",
            ["newslog.toml:2:1: unknown key `url` in [group.a]; it belongs in a [[feed]]"]
        ),
        (
            "[feed]\nurl = \"https://example.org\"",
            [
                "newslog.toml:1:1: `feed` in this file must be an array of tables, found a table; write it as [[feed]]"
            ]
        ),
        ("[[feed]]\n", ["newslog.toml:1:1: a [[feed]] needs `url` (or `path`)"]),
        (
            "[[feed]]\nulr = \"https://example.org\"",
            ["newslog.toml:2:1: unknown key `ulr` in [[feed]]; did you mean `url`?"]
        ),
        ("[[feed]]\nurl = 5", ["newslog.toml:2:7: `url` in [[feed]] must be a URL, found the integer 5"]),
        (
            "[[feed]]\nurl = \"example.org/feed\"",
            [
                "newslog.toml:2:7: `url` in [[feed]]: a feed's URL begins with https:// or http://; write it as \"https://example.org/feed\""
            ]
        ),
        (
            "[[feed]]\nurl = \"file:///etc/passwd\"",
            [
                "newslog.toml:2:7: `url` in [[feed]]: a feed's URL begins with https:// or http://, not with file:; a file is given as `path = \"…\"`"
            ]
        ),
        (
            "[[feed]]\nurl = \"https://example.org/a b\"",
            ["newslog.toml:2:7: `url` in [[feed]]: a URL holds no blanks and no control characters"]
        ),
        (
            "[[feed]]\nurl = \"https://example.org:99999/\"",
            ["newslog.toml:2:7: `url` in [[feed]]: a port is a number from 1 to 65535"]
        ),
        ("[[feed]]\nurl = \"https:///feed\"", ["newslog.toml:2:7: `url` in [[feed]]: the URL names no host"]),
        (
            "[[feed]]\nurl = \"https://[::1\"",
            ["newslog.toml:2:7: `url` in [[feed]]: what stands in brackets is not an IPv6 address"]
        ),
        (
            "[[feed]]\nurl = \"https://a.example/\"\npath = \"b.xml\"",
            ["newslog.toml:2:7: a [[feed]] has either `url` or `path`, not both"]
        ),
        (
            "[[feed]]\npath = \"https://a.example/\"",
            ["newslog.toml:2:8: `path` in [[feed]] is the path of a file; a URL is given as `url`"]
        ),
        (
            "\(feed)id = \"../etc\"",
            [
                "newslog.toml:3:6: `id` in [[feed]] must be 1 to 64 letters, digits, `.`, `_` and `-`, a letter or digit first, found the string \"../etc\""
            ]
        ),
        (
            "\(feed)group = \"wrie\"\n[group.wire]",
            ["newslog.toml:3:9: unknown group `wrie`; did you mean `wire`?"]
        ),
        ("\(feed)group = [\"sport\"]", ["newslog.toml:3:10: unknown group `sport`"]),
        (
            "\(feed)tags = [\"a\", 5]",
            ["newslog.toml:3:14: `tags` in [[feed]] must be strings only, found the integer 5"]
        ),
        (
            "\(feed)tags = [\"\"]",
            ["newslog.toml:3:9: a tag in [[feed]] must have 1 to 100 characters on one line"]
        ),
        ("\(feed)headers = { \"a b\" = \"x\" }", ["newslog.toml:3:21: `a b` is not the name of a header"]),
        (
            "\(feed)headers = { Host = \"x\" }",
            ["newslog.toml:3:20: the header Host is set by newslog itself"]
        ),
        (
            "\(feed)headers = { X = \"a\\r\\nb\" }",
            ["newslog.toml:3:17: the value of X must be one line of text"]
        ),
        (
            "\(feed)auth = \"robot:geheim\"",
            ["newslog.toml:3:8: `auth` in [[feed]] must be a table, found a string"]
        ),
        ("\(feed)auth = {}", ["newslog.toml:3:8: `auth` in [[feed]] needs `basic` or `bearer`"]),
        (
            "\(feed)auth = { basic = { user = \"u\" } }",
            ["newslog.toml:3:18: `basic` of [[feed]] needs `password`"]
        ),
        (
            "\(feed)auth = { basic = { user = \"u\", password = [\"geheim\"] } }",
            [
                "newslog.toml:3:43: `password` in `basic` of [[feed]] must be a string or { credential | file | env = \"…\" }, found an array"
            ]
        ),
        (
            "\(feed)auth = { bearer = { credental = \"n\" } }",
            [
                "newslog.toml:3:21: unknown key `credental` in `bearer` of `auth` of [[feed]]; did you mean `credential`?"
            ]
        ),
        (
            "\(feed)tls = { pin = \"sha1//abc\" }",
            [
                "newslog.toml:3:15: `pin` in `tls` of [[feed]] must be \"sha256//\" and a hash in base64, several joined by `;`, found the string \"sha1//abc\""
            ]
        ),
        ("[[rule]]\nname = \"a\"\ndo = [\"match\"]", ["newslog.toml:1:1: [[rule]] needs `when`"]),
        (
            "[[rule]]\nname = \"a\"\nwhen = \"x\"\ndo = [\"delete\"]",
            ["newslog.toml:4:7: `do` in [[rule]] must be \"match\" or \"drop\", found the string \"delete\""]
        ),
        (
            "[control]\nmetrics = \"9480\"",
            [
                "newslog.toml:2:11: `metrics` in [control] must be an address and a port such as \"127.0.0.1:9480\", found the string \"9480\""
            ]
        ),
        (
            "include = [\"missing.toml\"]",
            ["newslog.toml:1:12: missing.toml cannot be read: No such file or directory"]
        ),
        (
            "include = [\"feeds.txt\"]",
            ["newslog.toml:1:12: feeds.txt is neither *.toml nor *.opml nor *.urls"]
        ),
        (
            "include = [\"newslog.toml\"]",
            ["newslog.toml:1:12: newslog.toml includes itself, here or through other files"]
        ),
    ]

    @Test("what is wrong is said with its place and what was meant", arguments: broken)
    func oneMistake(text: String, errors: [String]) {
        #expect(TestFolder(["newslog.toml": text]).errors() == errors)
    }

    @Test(
        "what is not TOML is said with its place",
        arguments: [
            ("a = \n", "newslog.toml:1:"), ("[http]\nx = 1\nx = 2", "newslog.toml:3:"),
            ("[http", "newslog.toml:1:"),
            ("[[feed]]\nurl = \"https://example.org", "newslog.toml:2:"), ("x = \u{0}", "newslog.toml:1:"),
        ])
    func syntax(text: String, start: String) throws {
        let errors = TestFolder(["newslog.toml": text]).errors()
        try #require(errors.count == 1)
        #expect(errors[0].hasPrefix(start))
        #expect(errors[0].contains("not TOML: "))
    }

    @Test("five different mistakes in one file are reported together, in order")
    func fiveMistakes() {
        let text = """
            [http]
            per_host = "one"
            timeout = "1s"
            [defaults]
            evry = "5m"
            [[feed]]
            url = "gopher://example.org"
            [[feed]]
            url = "https://example.org/feed"
            group = "nowhere"
            """
        let places = TestFolder(["newslog.toml": text]).errors().map { $0.split(separator: " ")[0] }
        #expect(
            places == [
                "newslog.toml:2:12:", "newslog.toml:3:11:", "newslog.toml:5:1:", "newslog.toml:7:7:",
                "newslog.toml:10:9:",
            ])
    }

    @Test("a syntax error of one file does not hide the mistakes of another")
    func severalFiles() {
        let folder = TestFolder([
            "newslog.toml": "include = [\"a.toml\", \"b.toml\"]\n[http]\nfoo = 1",
            "a.toml": "[[feed]\n", "b.toml": "[[feed]]\nurl = 1\nencodin = \"utf-8\"",
        ])
        let errors = folder.errors()
        #expect(
            errors.map { $0.split(separator: " ")[0] } == [
                "a.toml:1:8:", "b.toml:2:7:", "b.toml:3:1:", "newslog.toml:3:1:",
            ])
    }

    @Test(
        "no depth of keys, tables or arrays is a crash",
        arguments: [
            String(repeating: "a.", count: 200_000) + "a = 1",
            "[" + String(repeating: "a.", count: 200_000) + "a]",
            "a = " + String(repeating: "[", count: 200_000),
            "a = " + String(repeating: "{a=", count: 200_000),
            "a = " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
        ])
    func depth(text: String) {
        #expect(TestFolder(["newslog.toml": text]).errors().count == 1)
    }

    @Test("a file that is not there, a directory and a file of 5 MiB are one error")
    func unreadable() {
        let folder = TestFolder(["newslog.toml": String(repeating: "#", count: 5 << 20), "d/x.toml": ""])
        #expect(folder.errors() == ["newslog.toml: cannot be read: it is larger than 4MiB"])
        for (path, message) in [("none.toml", "No such file or directory"), ("d", "it is a directory")] {
            let error = #expect(throws: ConfigurationErrors.self) {
                try Configuration.load(path: "\(folder.path)/\(path)", environment: [:])
            }
            #expect(error?.description == "\(folder.path)/\(path): cannot be read: \(message)")
            #expect(error?.isUnreadable == true)
        }
    }
}
