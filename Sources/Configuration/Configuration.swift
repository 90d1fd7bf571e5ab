internal import Articles
internal import Conditions

/// The door to the configuration: TOML, OPML and newsboat lists in, typed settings out.
///
/// `load` reads a file with all that it includes and either gives `Settings` in which groups and defaults are
/// applied already, or every mistake of every file at once. `locate`, `stateDirectory` and `controlSocket` know
/// where things are looked for; `describe` prints what came out.
package enum Configuration {
    /// Reads a configuration and its includes.
    ///
    /// Secrets are resolved here, so that one that is missing is known at the start and not at the first fetch;
    /// programs that do not fetch pass `.optional`. Rules are read unless somebody says `.ignored`, who then has none.
    package static func load(
        path: String, environment: [String: String], secrets policy: SecretPolicy = .required,
        rules: RulePolicy = .read
    ) throws(ConfigurationErrors) -> Settings {
        let findings = Findings()
        let secrets = SecretReader(environment: environment, policy: policy)
        var loader = ConfigurationLoader(secrets: secrets, rules: rules, findings: findings)
        loader.load(path)
        let main = loader.main
        var assembler = FeedAssembler(
            http: main.http, defaults: main.defaults, groups: loader.groups, findings: findings)
        for feed in loader.feeds + loader.listed { assembler.add(feed) }
        let rules = unique(loader.rules, findings)
        try findings.check()
        RuleFeeds.check(loader.rules, against: assembler.feeds, findings)
        return Settings(
            store: main.store, http: main.http, feeds: assembler.feeds, rules: rules, control: main.control,
            files: loader.files, warnings: findings.warnings.sorted())
    }

    /// The settings without any file: every default, no feed.
    package static func defaults() -> Settings { Settings() }

    /// The defaults with the feeds of a command line; http and https only, a repeat is left out with a warning.
    package static func settings(forURLs urls: [String]) throws(ConfigurationErrors) -> Settings {
        let findings = Findings()
        var assembler = FeedAssembler(
            http: HTTPSettings(), defaults: FeedOptions(), groups: [], findings: findings)
        for (index, url) in urls.enumerated() {
            let listed = ListedFeed(url: url, title: nil, tags: [], line: index + 1)
            do throws(FeedAddress.Malformed) {
                assembler.add(try FeedDefinition(listed, in: "argument"))
            } catch {
                findings.error(
                    .invalidValue, "argument", Place(line: index + 1, column: 1), error.message,
                    hint: error.hint)
            }
        }
        try findings.check()
        var settings = Settings()
        settings.feeds = assembler.feeds
        settings.warnings = findings.warnings
        return settings
    }

    /// Rules in order, each name once.
    private static func unique(_ rules: [(rule: RuleSettings, place: Place)], _ findings: Findings)
        -> [RuleSettings]
    {
        var first: [String: RuleSettings] = [:]
        for (settings, place) in rules {
            let name = settings.rule.name
            if let known = first[name] {
                findings.error(
                    .duplicate, settings.file, place,
                    "the rule \(name) is defined at \(known.file):\(known.line) already")
            }
            first[name] = first[name] ?? settings
        }
        if let (settings, place) = rules.dropFirst(Limits.rules).first {
            findings.error(.outOfRange, settings.file, place, "more than \(Limits.rules) rules")
        }
        return rules.map(\.rule)
    }
}
