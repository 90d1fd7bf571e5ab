/// Puts feeds together: groups over defaults, the feed over both, and each id and address once.
struct FeedAssembler {
    let base: FeedSettings
    let defaults: FeedOptions
    let findings: Findings
    private var groups: [String: GroupDefinition] = [:]
    private(set) var feeds: [FeedSettings] = []
    private var ids: [String: String] = [:]
    private var addresses: [String: String] = [:]
    /// Places whose `every` has been called out of bounds already; a group has many feeds.
    private var blamed: Set<String> = []

    /// Takes the groups of all files; one name may be defined once.
    init(http: HTTPSettings, defaults: FeedOptions, groups definitions: [GroupDefinition], findings: Findings)
    {
        var base = FeedSettings(id: "", source: .path(""), file: "", line: 0)
        base.privateNetworks = http.privateNetworks
        self.base = base
        self.defaults = defaults
        self.findings = findings
        for group in definitions {
            if let first = groups[group.name] {
                findings.error(
                    .duplicate, group.file, group.place,
                    "the group \(group.name) is defined at \(first.file):\(first.place.line) already")
            } else {
                groups[group.name] = group
            }
        }
    }

    /// Adds a feed, unless its id or its address is taken.
    mutating func add(_ definition: FeedDefinition) {
        guard let source = definition.source else { return }
        var options = defaults
        for group in definition.groups {
            if let known = groups[group.text] {
                options.apply(known.options)
            } else {
                findings.error(
                    .unknownGroup, definition.file, group.place,
                    "unknown group `\(group.text.shortened(to: 60))`",
                    hint: Spelling.suggestion(for: group.text, among: groups.keys.sorted()))
            }
        }
        options.apply(definition.options)
        guard let id = claim(definition) else { return }
        var feed = base
        feed.id = id
        feed.source = source
        feed.title = definition.title
        feed.groups = definition.groups.map(\.text)
        feed.file = definition.file
        feed.line = definition.place.line
        options.fill(&feed)
        checkBounds(of: options, feed)
        feeds.append(feed)
    }

    /// The feed's id, if neither it nor the address belongs to another feed.
    private mutating func claim(_ definition: FeedDefinition) -> String? {
        let here = "\(definition.file):\(definition.place.line)"
        if let first = addresses[definition.comparisonKey] {
            refuse(definition, "this feed stands at \(first) already")
            return nil
        }
        var id = definition.id ?? definition.derivedID
        if let first = ids[id] {
            switch (definition.origin, definition.id) {
            case (.explicit, .some):
                refuse(definition, "the id \(id) is taken by the feed at \(first)")
                return nil
            case (.explicit, nil):
                refuse(
                    definition, "the id \(id), made from the address, is taken by the feed at \(first)",
                    hint: "give it an `id`")
                return nil
            case (.listed, _):
                id = definition.distinctID
                guard ids[id] == nil else {
                    refuse(definition, "the id \(id) is taken")
                    return nil
                }
            }
        }
        addresses[definition.comparisonKey] = here
        ids[id] = here
        return id
    }

    /// An error for what was said in TOML; a repeat in a list is left out with a warning.
    private func refuse(_ definition: FeedDefinition, _ message: String, hint: String? = nil) {
        switch definition.origin {
        case .explicit:
            findings.error(.duplicate, definition.file, definition.sourcePlace, message, hint: hint)
        case .listed:
            findings.warning(.duplicate, definition.file, definition.sourcePlace, "left out: \(message)")
        }
    }

    /// Bounds that contradict each other, said once at the place that is to blame.
    private mutating func checkBounds(of options: FeedOptions, _ feed: FeedSettings) {
        if feed.minEvery > feed.maxEvery, let blame = options.minEvery ?? options.maxEvery,
            blamed.insert("\(blame.file):\(blame.place)").inserted
        {
            findings.error(
                .outOfRange, blame.file, blame.place,
                "`min_every` (\(Quantity.print(feed.minEvery))) is longer than `max_every` "
                    + "(\(Quantity.print(feed.maxEvery))) for the feed \(feed.id)")
        }
        guard case .fixed(let interval) = feed.every, let blame = options.every else { return }
        let isShort = interval < feed.minEvery
        guard isShort || interval > feed.maxEvery, blamed.insert("\(blame.file):\(blame.place)").inserted
        else {
            return
        }
        let bound = isShort ? "below `min_every`" : "above `max_every`"
        let used = Quantity.print(isShort ? feed.minEvery : feed.maxEvery)
        findings.warning(
            .notice, blame.file, blame.place,
            "`every` (\(Quantity.print(interval))) is \(bound) for the feed \(feed.id): \(used) is used",
            hint: "set `\(isShort ? "min_every" : "max_every")` too")
    }
}
