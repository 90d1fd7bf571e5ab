internal import Articles
internal import Conditions

/// A feed as a file defines it, before groups and defaults are laid under it.
struct FeedDefinition {
    enum Origin {
        /// Said in TOML: what is wrong with it is an error.
        case explicit
        /// Found in a list: what is wrong with it is left out with a warning.
        case listed
    }

    var origin: Origin
    var id: String?
    var source: FeedSettings.Source?
    var title: String?
    var groups: [(text: String, place: Place)] = []
    var options = FeedOptions()
    var file: String
    /// Where the feed stands, and its address in it.
    var place: Place
    var sourcePlace: Place
    /// Equal for two feeds of one address.
    var comparisonKey = ""
    /// The id to take when none is given.
    var derivedID = ""
    /// The id to take when a feed of a list finds that one taken.
    var distinctID = ""
}

/// What `[group.NAME]` says.
struct GroupDefinition {
    var name: String
    var options: FeedOptions
    var file: String
    var place: Place
}

/// One TOML file, read but not yet put together with the others.
struct ConfigurationFile {
    var store = StoreSettings()
    var http = HTTPSettings()
    var control = ControlSettings()
    var defaults = FeedOptions()
    var includes: [(text: String, place: Place)] = []
    var groups: [GroupDefinition] = []
    var feeds: [FeedDefinition] = []
    var rules: [RuleSettings] = []
    /// Where each rule has its name, in the order of `rules`.
    var rulePlaces: [Place] = []
}

/// Reads one TOML file, section by section.
struct ConfigurationFileReader {
    let file: String
    /// The bytes of the file, to find places inside of strings.
    let source: [UInt8]
    let isMain: Bool
    let secrets: SecretReader
    let rulePolicy: RulePolicy
    let findings: Findings

    private static let days = Duration.seconds(86_400)...Duration.seconds(36_500 * 86_400)
    /// What only the main file may say, because it can be said once only.
    private static let mainOnly = ["store", "http", "defaults", "control"]

    func read(_ entries: [TOMLEntry]) -> ConfigurationFile {
        var out = ConfigurationFile()
        var root = TableReader(entries, name: "this file", file: file, place: .start, findings: findings)
        if let version = root.node("version") {
            if case .integer(1) = version.value {
            } else {
                root.expected("1, the one version there is", "version", version) as Void?
            }
        }
        out.includes = root.strings("include") ?? []
        out.groups = groups(&root)
        out.feeds = root.tables("feed").compactMap { feed($0) }
        for table in root.tables("rule") where rulePolicy == .read {
            if let (rule, place) = rule(table) {
                out.rules.append(rule)
                out.rulePlaces.append(place)
            }
        }
        guard isMain else {
            root.finish(
                elsewhere: Dictionary(
                    uniqueKeysWithValues: Self.mainOnly.map { ($0, "it belongs in the main file") }))
            return out
        }
        out.store = store(root.table("store", named: "[store]"))
        out.http = http(root.table("http", named: "[http]"))
        out.defaults = defaults(root.table("defaults", named: "[defaults]"))
        out.control = control(root.table("control", named: "[control]"))
        root.finish(elsewhere: ["feeds": "did you mean [[feed]]?", "groups": "did you mean [group.NAME]?"])
        return out
    }
}

extension ConfigurationFileReader {
    private func store(_ table: TableReader?) -> StoreSettings {
        var store = StoreSettings()
        guard var table else { return store }
        store.directory = table.text("directory", "a path") { !$0.isEmpty && !$0.utf8.contains(0) }
            .map { Path.resolve($0, from: file) }
        if let keep = table.node("keep") {
            if case .string("forever") = keep.value {
            } else {
                store.keep = table.duration("keep", keep, in: Self.days, or: " or \"forever\"")
            }
        }
        store.maxSize = table.size("max_size", in: Limits.segmentBytes...(1 << 50))
        table.finish()
        return store
    }

    private func http(_ table: TableReader?) -> HTTPSettings {
        var http = HTTPSettings()
        guard var table else { return http }
        let isLine = { (text: String) in !text.isEmpty && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        }
        http.userAgent = table.text("user_agent", "one line of ASCII", isLine) ?? http.userAgent
        http.connections = table.integer("connections", in: 1...2048) ?? http.connections
        http.perHost = table.integer("per_host", in: 1...16) ?? http.perHost
        http.perHostGap =
            table.duration("per_host_gap", in: .zero...Duration.seconds(600)) ?? http.perHostGap
        http.dailyRequests = table.integer("daily_requests", in: 1...288) ?? http.dailyRequests
        http.hold429 = table.choice("hold_429") ?? http.hold429
        http.hold503 = table.choice("hold_503") ?? http.hold503
        http.timeout = table.duration("timeout", in: .seconds(5)...Duration.seconds(600)) ?? http.timeout
        http.maxBody = table.size("max_body", in: (64 << 10)...(256 << 20)) ?? http.maxBody
        http.privateNetworks = table.privateNetworks() ?? http.privateNetworks
        http.proxy = secrets.proxy(&table)
        http.noProxy = HostList((table.strings("no_proxy") ?? []).map(\.text))
        table.finish()
        return http
    }

    private func control(_ table: TableReader?) -> ControlSettings {
        var control = ControlSettings()
        guard var table else { return control }
        // sun_path has 108 bytes, a NUL among them.
        control.socket = table.text("socket", "a path of at most 107 bytes") {
            (1...107).contains(Path.resolve($0, from: file).utf8.count) && !$0.utf8.contains(0) && !$0.isEmpty
        }.map { Path.resolve($0, from: file) }
        control.metrics = table.text("metrics", "an address and a port such as \"127.0.0.1:9480\"") {
            guard let address = try? FeedAddress("http://\($0)") else {
                // The reason would speak of a URL, which nobody wrote.
                return false
            }
            return address.port != nil && address.path.isEmpty && address.credentials == nil
        }
        table.finish()
        return control
    }

    private func defaults(_ table: TableReader?) -> FeedOptions {
        guard var table else { return FeedOptions() }
        let options = FeedOptionsReader(secrets: secrets).read(&table)
        if let auth = table.node("auth") {
            table.refuse(
                .invalidValue, auth, "`auth` in [defaults] would tell every site the same password",
                hint: "say it in a [group.NAME] or a [[feed]]") as Void?
        }
        table.finish()
        return options
    }

    private func groups(_ root: inout TableReader) -> [GroupDefinition] {
        guard let table = root.table("group", named: "[group]") else { return [] }
        return table.entries.compactMap { entry in
            guard entry.key.isName else {
                return table.refuse(
                    .invalidValue, entry.node,
                    "the name of a group has 1 to \(Limits.nameLength) characters on one line")
            }
            guard case .table(let entries) = entry.node.value else {
                return table.expected(
                    "a table", entry.key, entry.node, hint: "write it as [group.\(entry.key)]")
            }
            var group = TableReader(
                entries, name: "[group.\(entry.key)]", file: file, place: entry.keyPlace, findings: findings)
            let options = FeedOptionsReader(secrets: secrets).read(&group)
            group.finish(
                elsewhere: Dictionary(
                    uniqueKeysWithValues: ["url", "path", "id"].map { ($0, "it belongs in a [[feed]]") }))
            return GroupDefinition(name: entry.key, options: options, file: file, place: entry.keyPlace)
        }
    }
}

extension TableReader {
    /// Reports the keys that must be there and are not.
    func require(_ keys: [String]) {
        for key in keys where !entries.contains(where: { $0.key == key }) {
            findings.error(.missingKey, file, place, "\(name) needs `\(key)`")
        }
    }
}
