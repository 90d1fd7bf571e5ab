internal import Articles

extension ConfigurationFileReader {
    /// Reads one `[[feed]]`; nil when it has no address that can be used.
    func feed(_ reader: TableReader) -> FeedDefinition? {
        var table = reader
        var feed = FeedDefinition(
            origin: .explicit, file: file, place: table.place, sourcePlace: table.place)
        feed.id = table.text(
            "id", "1 to \(FeedName.length) letters, digits, `.`, `_` and `-`, a letter or digit first",
            FeedName.isValid)
        feed.title = table.text("title", "a title on one line", { !$0.tidied(to: 1).isEmpty })?
            .tidied(to: Limits.titleBytes / 4)
        feed.groups = table.strings("group") ?? []
        let url = table.node("url")
        let path = table.node("path")
        feed.options = FeedOptionsReader(secrets: secrets).read(&table)
        table.finish()
        if let url, path != nil {
            return table.refuse(.invalidValue, url, "a [[feed]] has either `url` or `path`, not both")
        }
        if let url { return remote(&feed, url, table) ? feed : nil }
        if let path { return local(&feed, path, table) ? feed : nil }
        // A misspelt `ulr` has been reported with its suggestion already.
        if !table.entries.contains(where: { Spelling.suggestion(for: $0.key, among: ["url", "path"]) != nil })
        {
            table.findings.error(.missingKey, file, table.place, "a [[feed]] needs `url` (or `path`)")
        }
        return nil
    }

    private func remote(_ feed: inout FeedDefinition, _ node: TOMLNode, _ table: TableReader) -> Bool {
        guard case .string(let text) = node.value else {
            table.expected("a URL", "url", node) as Void?
            return false
        }
        do throws(FeedAddress.Malformed) {
            let address = try FeedAddress(text)
            feed.take(address, at: node.place)
            if address.credentials != nil {
                let taken = feed.options.auth == nil
                findings.warning(
                    .notice, file, node.place,
                    "the URL holds a user and a password; \(taken ? "they are sent as `auth`" : "`auth` wins over them")",
                    hint: "write auth = { basic = { user = …, password = { credential = … } } } instead")
                feed.takeCredentials(of: address)
            }
            return true
        } catch {
            table.refuse(.invalidValue, node, "`url` in [[feed]]: \(error.message)", hint: error.hint)
                as Void?
            return false
        }
    }

    private func local(_ feed: inout FeedDefinition, _ node: TOMLNode, _ table: TableReader) -> Bool {
        if case .string(let text) = node.value, text.contains("://") {
            table.refuse(
                .invalidValue, node, "`path` in [[feed]] is the path of a file",
                hint: "a URL is given as `url`") as Void?
            return false
        }
        guard case .string(let text) = node.value, !text.isEmpty, !text.utf8.contains(0),
            !text.hasSuffix("/")
        else {
            table.expected("the path of a file", "path", node) as Void?
            return false
        }
        let path = Path.resolve(text, from: file)
        feed.source = .path(path)
        feed.sourcePlace = node.place
        feed.comparisonKey = "file:" + DiskFile.canonical(path)
        feed.derivedID = FeedName.make(forFile: text)
        return true
    }
}

extension FeedDefinition {
    /// The feed of a list; throws when its address is none that a list may name.
    init(_ listed: ListedFeed, in file: String, options: FeedOptions = FeedOptions()) throws(FeedAddress
        .Malformed)
    {
        let address = try FeedAddress(listed.url)
        let place = Place(line: listed.line, column: 1)
        self.init(
            origin: .listed, title: listed.title, options: options, file: file, place: place,
            sourcePlace: place)
        self.options.tags = listed.tags
        take(address, at: place)
        takeCredentials(of: address)
    }

    mutating func take(_ address: FeedAddress, at place: Place) {
        source = .url(address.url)
        sourcePlace = place
        comparisonKey = address.comparisonKey
        derivedID = FeedName.make(for: address)
        distinctID = FeedName.distinguished(
            derivedID, by: FeedName.whole(address, query: address.query ?? ""))
    }

    /// Moves user and password out of the URL, where everybody would see them.
    mutating func takeCredentials(of address: FeedAddress) {
        guard let credentials = address.credentials, options.auth == nil else { return }
        options.auth = .basic(
            user: credentials.user, password: Secret(credentials.password, origin: .plain))
    }
}
