import Configuration
import Testing

@Suite struct SecretTests {
    private static func feed(_ secret: String) -> String {
        "[[feed]]\nurl = \"https://a.example/\"\nauth = { bearer = \(secret) }\n"
    }

    private func token(_ settings: Settings) -> Secret? {
        if case .bearer(let secret) = settings.feeds.first?.auth { secret } else { nil }
    }

    @Test("a secret is found where it is said to be")
    func found() throws {
        let folder = TestFolder(["c/feeds_a": "one\r\n", "c/b": "two\n", "s/token": "three"])
        let environment = ["CREDENTIALS_DIRECTORY": "\(folder.path)/c", "TOKEN": "four"]
        for (reference, value) in [
            ("{ credential = \"a\" }", "one"), ("{ credential = \"b\" }", "two"),
            ("{ file = \"s/token\" }", "three"),
            ("{ file = \"\(folder.path)/s/token\" }", "three"), ("{ env = \"TOKEN\" }", "four"),
            ("\"five\"", "five"),
        ] {
            folder.write("newslog.toml", Array(Self.feed(reference).utf8))
            #expect(token(try folder.load(environment))?.reveal() == value)
        }
    }

    /// A reference, and what is said when it leads nowhere.
    static let missingSecrets: [(String, String)] = [
        ("{ credential = \"none\" }", "there is no credential none"),
        (
            "{ credential = \"../s/token\" }",
            "the name of a credential is made of letters, digits, `.`, `_` and `-`"
        ),
        ("{ credential = \"..\" }", "the name of a credential is made of letters, digits, `.`, `_` and `-`"),
        ("{ credential = \"empty\" }", "credential empty is empty"),
        ("{ credential = \"lines\" }", "credential lines is not one line of text"),
        ("{ file = \"s/none\" }", "s/none cannot be read: No such file or directory"),
        ("{ file = \"s\" }", "s cannot be read: it is a directory"),
        ("{ file = \"/dev/null\" }", "/dev/null is not a regular file"),
        ("{ file = \"s/0644\" }", "s/0644 is open to its group or to others; chmod 600 makes it private"),
        ("{ file = \"s/0640\" }", "s/0640 is open to its group or to others; chmod 600 makes it private"),
        ("{ file = \"s/0604\" }", "s/0604 is open to its group or to others; chmod 600 makes it private"),
        ("{ env = \"NONE\" }", "the environment has no NONE"),
    ]

    @Test(
        "a secret that cannot be had is an error for who fetches, a warning for who looks",
        arguments: missingSecrets
    )
    func missing(reference: String, message: String) throws {
        let folder = TestFolder([
            "c/empty": "\n", "c/lines": "a\nb", "s/token": "x", "newslog.toml": Self.feed(reference),
        ])
        for (name, mode) in [("0644", 0o644), ("0640", 0o640), ("0604", 0o604)] {
            folder.write("s/\(name)", Array("geheim".utf8), mode: UInt32(mode))
        }
        let environment = ["CREDENTIALS_DIRECTORY": "\(folder.path)/c"]
        let line = "newslog.toml:3:19: `bearer` in `auth` of [[feed]]: \(message)"
        #expect(folder.errors(environment) == [line])
        #expect(try folder.warnings(environment, secrets: .optional) == [line])
        #expect(token(try folder.load(environment, secrets: .optional))?.reveal() == nil)
    }

    @Test("without systemd there are no credentials, and that is said")
    func noDirectory() {
        #expect(
            TestFolder(["newslog.toml": Self.feed("{ credential = \"a\" }")]).errors() == [
                "newslog.toml:3:19: `bearer` in `auth` of [[feed]]: there are no credentials: $CREDENTIALS_DIRECTORY is not set; systemd sets it for a unit with LoadCredential="
            ])
    }

    @Test(
        "one of the three places, not none and not two", arguments: ["{}", "{ env = \"A\", file = \"b\" }"])
    func oneOf(reference: String) {
        #expect(
            TestFolder(["newslog.toml": Self.feed(reference)]).errors() == [
                "newslog.toml:3:19: `bearer` in `auth` of [[feed]] must name one of `credential`, `file` and `env`"
            ])
    }

    @Test("nothing that prints settings prints a secret")
    func neverPrinted() throws {
        let settings = try load(
            """
            [http]
            proxy = "http://robot:geheim1@proxy.example"
            [[feed]]
            url = "https://robot:geheim2@a.example/feed?apikey=geheim3&page=1"
            headers = { X-Token = "geheim4" }
            [[feed]]
            url = "https://b.example/"
            auth = { bearer = "geheim5" }
            """)
        var dumped = ""
        dump(settings, to: &dumped)
        let shown = Configuration.describe(settings)
        let warnings = settings.warnings.map(\.description).joined()
        for number in [1, 2, 4, 5] {
            for text in [dumped, "\(settings)", String(reflecting: settings), shown, warnings] {
                #expect(!text.contains("geheim\(number)"))
            }
        }
        #expect(!shown.contains("geheim3"))
        #expect(shown.contains("url = \"https://a.example/feed?apikey=***&page=1\""))
        #expect(shown.contains("auth = { basic = { user = \"robot\", password = \"***\" } }"))
    }

    @Test("user and password leave the URL, decoded, with a warning")
    func inURL() throws {
        let folder = TestFolder(["newslog.toml": "[[feed]]\nurl = \"https://a%40b:p%3Aw@a.example/feed\""])
        let feed = try folder.load().feeds[0]
        #expect(feed.source == .url("https://a.example/feed"))
        #expect(feed.id == "a.example")
        guard case .basic("a@b", let password) = feed.auth else {
            Issue.record("no user")
            return
        }
        #expect(password.reveal() == "p:w")
        #expect(
            try folder.warnings() == [
                "newslog.toml:2:7: the URL holds a user and a password; they are sent as `auth`; write auth = { basic = { user = …, password = { credential = … } } } instead"
            ])
    }

    @Test("a secret in a file that everybody can read is said")
    func worldReadable() throws {
        let text = Self.feed("\"geheim\"")
        let warning =
            "newslog.toml: everybody can read this file, and a secret stands in it; chmod 640, or name a credential instead"
        #expect(try TestFolder(["newslog.toml": text], mode: 0o644).warnings() == [warning])
        #expect(try TestFolder(["newslog.toml": text], mode: 0o640).warnings() == [])
        let harmless = "[[feed]]\nurl = \"https://a.example/\"\nheaders = { Accept-Language = \"ar\" }"
        #expect(try TestFolder(["newslog.toml": harmless], mode: 0o644).warnings() == [])
    }
}
