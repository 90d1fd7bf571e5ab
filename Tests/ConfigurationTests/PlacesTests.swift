import Configuration
import Testing

@Suite struct PlacesTests {
    @Test(
        "the configuration is looked for in order",
        arguments: [
            ([:], ["/etc/newslog/newslog.toml"], "/etc/newslog/newslog.toml"),
            (
                ["HOME": "/h"], ["/h/.config/newslog/newslog.toml", "/etc/newslog/newslog.toml"],
                "/h/.config/newslog/newslog.toml"
            ),
            (
                ["HOME": "/h", "XDG_CONFIG_HOME": "/x"],
                ["/h/.config/newslog/newslog.toml", "/x/newslog/newslog.toml"], "/x/newslog/newslog.toml"
            ),
            (
                ["HOME": "/h", "XDG_CONFIG_HOME": "x"],
                ["x/newslog/newslog.toml", "/h/.config/newslog/newslog.toml"],
                "/h/.config/newslog/newslog.toml"
            ),
            (
                ["HOME": "/h", "CONFIGURATION_DIRECTORY": "/a:/b"],
                ["/b/newslog.toml", "/h/.config/newslog/newslog.toml"], "/b/newslog.toml"
            ),
            (["HOME": "/h"], [], nil),
        ] as [([String: String], [String], String?)])
    func locate(environment: [String: String], files: [String], found: String?) {
        #expect(
            Configuration.locate(explicit: nil, environment: environment, exists: files.contains) == found)
        #expect(
            Configuration.locate(explicit: "my.toml", environment: environment, exists: files.contains)
                == "my.toml")
    }

    @Test(
        "state is kept where the unit, the system or the user keeps it",
        arguments: [
            ("/d", "/etc/newslog/newslog.toml", ["STATE_DIRECTORY": "/s"], "/d"),
            (nil, "/etc/newslog/newslog.toml", ["STATE_DIRECTORY": "/s:/t"], "/s"),
            (nil, "/etc/newslog/newslog.toml", ["HOME": "/h"], "/var/lib/newslog"),
            (nil, "/h/newslog.toml", ["HOME": "/h"], "/h/.local/state/newslog"),
            (nil, nil, ["HOME": "/h", "XDG_STATE_HOME": "/x"], "/x/newslog"),
            (nil, nil, [:], "/var/lib/newslog"),
        ] as [(String?, String?, [String: String], String)])
    func state(directory: String?, configuration: String?, environment: [String: String], path: String) {
        var store = Configuration.defaults().store
        store.directory = directory
        #expect(
            Configuration.stateDirectory(store, configuration: configuration, environment: environment)
                == path)
    }

    @Test(
        "the daemon listens where the unit, the system or the user runs",
        arguments: [
            ("/c.sock", nil, [:], "/c.sock"),
            (nil, "/etc/newslog/newslog.toml", ["RUNTIME_DIRECTORY": "/run/x"], "/run/x/control.sock"),
            (nil, "/etc/newslog/newslog.toml", [:], "/run/newslog/control.sock"),
            (nil, "/h/newslog.toml", ["XDG_RUNTIME_DIR": "/run/user/1"], "/run/user/1/newslog/control.sock"),
            (nil, nil, [:], nil),
        ] as [(String?, String?, [String: String], String?)])
    func socket(socket: String?, configuration: String?, environment: [String: String], path: String?) {
        var control = Configuration.defaults().control
        control.socket = socket
        #expect(
            Configuration.controlSocket(control, configuration: configuration, environment: environment)
                == path)
    }

    @Test("addresses of a command line are feeds; what is none is said with its number")
    func arguments() throws {
        let settings = try Configuration.settings(forURLs: [
            "https://a.example/feed", "http://b.example/", "http://a.example/feed",
        ])
        #expect(settings.feeds.map(\.id) == ["a.example", "b.example"])
        #expect(
            settings.warnings.map(\.description) == [
                "argument:3:1: left out: this feed stands at argument:1 already"
            ])
        let error = #expect(throws: ConfigurationErrors.self) {
            try Configuration.settings(forURLs: ["https://a.example/", "a.example", "/etc/passwd"])
        }
        #expect(error?.errors.map(\.line) == [2, 3])
    }
}
