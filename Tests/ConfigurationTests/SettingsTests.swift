import Articles
import Conditions
import Testing

@testable import Configuration

@Suite struct SettingsTests {
    /// Every word of the vocabulary once.
    static let everything = """
        version = 1
        include = ["feeds.d/*", "more.toml"]

        [store]
        keep = "365d"
        max_size = "50GiB"

        [http]
        user_agent = "newslog/{version} (+https://news.example/about)"
        connections = 32
        per_host = 2
        per_host_gap = "2s"
        daily_requests = 48
        hold_429 = "feed"
        hold_503 = "host"
        timeout = "30s"
        max_body = "8MiB"
        private_networks = false
        proxy = { credential = "proxy-url" }

        [defaults]
        every = "auto"
        min_every = "15m"
        max_every = "24h"
        dedup = "url"
        max_future = "24h"
        strip_tracking = true

        [group.arabic]
        lang = "ar"
        tags = ["ar"]

        [group.wire]
        every = "5m"
        min_every = "1m"
        tags = ["wire"]

        [[feed]]
        url = "https://feeds.bbci.co.uk/arabic/rss.xml"
        group = "arabic"

        [[feed]]
        id = "old-daily"
        url = "http://www.example.com.eg/rss.asp"
        title = "The old daily"
        group = "arabic"
        encoding = "windows-1256"
        timezone = "Africa/Cairo"
        max_future = "2h"

        [[feed]]
        id = "intranet"
        url = "https://intranet.example/rss"
        group = ["wire", "internal"]
        auth = { basic = { user = "robot", password = { credential = "intranet" } } }
        headers = { X-Service-Token = { credential = "intranet-token" }, Accept-Language = "ar" }
        private_networks = ["10.1.0.0/16", "fd00::/8"]
        tls = { ca = "internal-ca.pem" }
        ip_version = 4
        http1 = true
        enabled = false

        [group.internal]
        tags = ["internal"]

        [[rule]]
        name = "ai"
        when = 'title ~ /openai/i and not tag:sport'
        do = ["match"]

        [control]
        socket = "/run/newslog/control.sock"
        metrics = "127.0.0.1:9480"
        """

    private func folder() -> TestFolder {
        TestFolder([
            "newslog.toml": Self.everything, "more.toml": "[[feed]]\npath = \"files/cairo.xml\"",
            "feeds.d/b.urls": "https://b.example/feed \"tag b\" \"~The B\"\n",
            "feeds.d/a.opml": "<opml><body><outline text='A' xmlUrl='https://a.example/feed'/></body></opml>",
            "credentials/feeds_intranet": "geheim\n", "credentials/intranet-token": "token-1",
            "credentials/proxy-url": "http://robot:geheim@proxy.example:3128",
        ])
    }

    @Test("What makes a feed less safe is done, and said aloud", arguments: ["insecure", "downgrade"])
    func lessSafe(key: String) throws {
        let settings = try load(
            "version = 1\n[[feed]]\nurl = \"https://a.example/f\"\ntls = { \(key) = true }\n")
        let tls = try #require(settings.feeds.first?.tls)
        #expect(tls.insecure == (key == "insecure") && tls.allowsDowngrade == (key == "downgrade"))
        #expect(settings.warnings.map(\.line) == [4])
    }

    @Test("the whole vocabulary is read")
    func vocabulary() throws {
        let folder = folder()
        let settings = try folder.load(["CREDENTIALS_DIRECTORY": "\(folder.path)/credentials"])
        #expect(
            settings.store == StoreSettings(directory: nil, keep: .seconds(365 * 86_400), maxSize: 50 << 30))
        #expect(settings.http.connections == 32)
        #expect(settings.http.perHost == 2)
        #expect(settings.http.perHostGap == .seconds(2))
        #expect(settings.http.dailyRequests == 48)
        #expect(settings.http.hold429 == .feed && settings.http.hold503 == .host)
        #expect(settings.http.timeout == .seconds(30))
        #expect(settings.http.maxBody == 8 << 20)
        #expect(settings.http.proxy?.reveal() == "http://robot:geheim@proxy.example:3128")
        #expect(
            settings.control
                == ControlSettings(socket: "/run/newslog/control.sock", metrics: "127.0.0.1:9480"))
        #expect(settings.rules.map(\.rule.name) == ["ai"])
        #expect(settings.rules.first?.rule.actions == [.match])
        #expect(
            settings.feeds.map(\.id) == [
                "feeds.bbci.co.uk-arabic", "old-daily", "intranet", "cairo", "a.example", "b.example",
            ])
        #expect(
            settings.files.map { $0.dropFirst(folder.path.count + 1) }
                == ["newslog.toml", "feeds.d/a.opml", "feeds.d/b.urls", "more.toml"])
        #expect(settings.warnings.isEmpty)
    }

    @Test("a feed has all that was said about it")
    func feeds() throws {
        let folder = folder()
        let feeds = try folder.load(["CREDENTIALS_DIRECTORY": "\(folder.path)/credentials"]).feeds
        let (daily, intranet, file, listed) = (feeds[1], feeds[2], feeds[3], feeds[5])
        #expect(daily.source == .url("http://www.example.com.eg/rss.asp"))
        #expect((daily.title, daily.lang, daily.tags) == ("The old daily", "ar", ["ar"]))
        #expect(
            (daily.encoding, daily.timezone, daily.maxFuture) == (
                "windows-1256", "Africa/Cairo", .seconds(7200)
            ))
        #expect((daily.every, daily.minEvery, daily.maxEvery) == (.auto, .seconds(900), .seconds(86_400)))
        #expect(intranet.tags == ["wire", "internal"])
        #expect(intranet.groups == ["wire", "internal"])
        #expect((intranet.every, intranet.minEvery) == (.fixed(.seconds(300)), .seconds(60)))
        guard case .basic("robot", let password) = intranet.auth else { throw Missing() }
        #expect(password.reveal() == "geheim")
        #expect(intranet.headers.map(\.name) == ["X-Service-Token", "Accept-Language"])
        #expect(intranet.headers.map { $0.value.reveal() } == ["token-1", "ar"])
        #expect(intranet.privateNetworks == .list([CIDR("10.1.0.0/16")!, CIDR("fd00::/8")!]))
        #expect(intranet.tls.ca == "\(folder.path)/internal-ca.pem")
        #expect((intranet.ipVersion, intranet.http1, intranet.enabled) == (.v4, true, false))
        #expect(file.source == .path("\(folder.path)/files/cairo.xml"))
        #expect((listed.title, listed.tags, listed.line) == ("The B", ["tag b"], 1))
    }

    struct Missing: Error {}

    @Test("defaults yield to groups, earlier groups to later ones, all to the feed; tags and headers add up")
    func inheritance() throws {
        let settings = try load(
            """
            [http]
            private_networks = true
            [defaults]
            lang = "en"
            encoding = "utf-8"
            timezone = "UTC"
            tags = ["all"]
            dedup = "feed"
            headers = { A = "0", B = "0" }
            [group.one]
            lang = "fr"
            encoding = "iso-8859-1"
            timezone = "Europe/Paris"
            tags = ["one", "both"]
            headers = { a = "1" }
            [group.two]
            lang = "ar"
            encoding = "windows-1256"
            tags = ["both", "two"]
            private_networks = false
            [[feed]]
            url = "https://x.example/1"
            group = ["one", "two"]
            lang = "fa"
            tags = ["all", "own"]
            [[feed]]
            url = "https://x.example/2"
            group = ["two", "one"]
            [[feed]]
            url = "https://x.example/3"
            """)
        #expect(settings.feeds.map(\.lang) == ["fa", "fr", "en"])
        #expect(settings.feeds.map(\.encoding) == ["windows-1256", "iso-8859-1", "utf-8"])
        #expect(settings.feeds.map(\.timezone) == ["Europe/Paris", "Europe/Paris", "UTC"])
        #expect(
            settings.feeds.map(\.tags) == [
                ["all", "one", "both", "two", "own"], ["all", "both", "two", "one"], ["all"],
            ])
        #expect(settings.feeds.map(\.dedup) == [.feed, .feed, .feed])
        #expect(settings.feeds.map(\.privateNetworks) == [.denied, .denied, .allowed])
        #expect(settings.feeds[0].headers.map { $0.name + ($0.value.reveal() ?? "") } == ["B0", "a1"])
    }

    @Test(
        "checklist 47: hosts that are asked without the proxy",
        arguments: [
            ("intranet", true), ("INTRANET", true), ("a.intranet", false), ("example.org", true),
            ("a.example.org", true),
            ("badexample.org", false), ("10.0.0.1", true), ("10.0.0.10", false),
        ])
    func noProxy(host: String, isSkipped: Bool) {
        var http = HTTPSettings()
        #expect(!http.noProxy.contains(host))
        http.noProxy = HostList(["Intranet", ".example.org", "10.0.0.1"])
        #expect(http.noProxy.contains(host) == isSkipped)
        http.noProxy = HostList(["*"])
        #expect(http.noProxy.contains(host))
    }

    @Test("an empty file is the defaults, and the defaults are those of the manual")
    func defaults() throws {
        var empty = try load("")
        empty.files = []
        #expect(empty == Configuration.defaults())
        #expect(empty.http.connections == 64)
        #expect(empty.http.maxBody == 16 << 20)
        let feed = try Configuration.settings(forURLs: ["https://example.org/feed"]).feeds[0]
        #expect(
            (feed.minEvery, feed.maxEvery, feed.maxFuture) == (
                .seconds(900), .seconds(86_400), .seconds(86_400)
            ))
        #expect(
            (feed.dedup, feed.stripTracking, feed.enabled, feed.privateNetworks) == (
                .url, true, true, .denied
            ))
    }

    @Test("an interval outside of its bounds is said once, not once a feed")
    func bounds() throws {
        let folder = TestFolder([
            "newslog.toml": """
            [group.fast]
            every = "5m"
            [[feed]]
            url = "https://a.example/"
            group = "fast"
            [[feed]]
            url = "https://b.example/"
            group = "fast"
            """
        ])
        let warnings = try folder.warnings()
        #expect(
            warnings == [
                "newslog.toml:2:9: `every` (5m) is below `min_every` for the feed a.example: 15m is used; set `min_every` too"
            ])
    }

    @Test(
        "checklist 49: the version and the feed's id stand where the name of the program asks for them",
        arguments: [
            ("newslog/{version}", "newslog/1.2"), ("a {version} {version} {x}", "a 1.2 1.2 {x}"),
            ("plain", "plain"), ("n (2 subscribers; feed-id={feed})", "n (2 subscribers; feed-id=a)"),
        ])
    func userAgent(pattern: String, name: String) throws {
        var http = Configuration.defaults().http
        var feed = FeedSettings(id: "a", source: .url("https://a.example/"))
        http.userAgent = pattern
        #expect(http.userAgent(for: feed, version: "1.2") == name)
        feed.userAgent = "own/{version}"
        #expect(http.userAgent(for: feed, version: "1.2") == "own/1.2")
    }

    @Test(
        "the lists in Feeds/ can be used, one by one and together",
        arguments: [
            ("arabic-news", 17), ("world-news", 15), ("ai-tech", 22), ("newslog", 54),
        ])
    func lists(name: String, count: Int) throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let settings = try Configuration.load(path: "/\(root)/Feeds/\(name).toml", environment: [:])
        #expect(settings.feeds.count == count)
        #expect(settings.warnings.isEmpty)
        #expect(settings.feeds.allSatisfy { $0.lang != nil && $0.tags.count >= 2 })
    }
}
