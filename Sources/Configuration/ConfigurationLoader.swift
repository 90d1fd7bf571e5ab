internal import Articles

/// Follows the includes of a configuration and gathers what all its files say.
struct ConfigurationLoader {
    private enum Kind { case toml, opml, urls }

    let secrets: SecretReader
    let rulePolicy: RulePolicy
    let findings: Findings
    private(set) var main = ConfigurationFile()
    private(set) var groups: [GroupDefinition] = []
    private(set) var feeds: [FeedDefinition] = []
    private(set) var listed: [FeedDefinition] = []
    private(set) var rules: [(rule: RuleSettings, place: Place)] = []
    /// As named, in the order of reading.
    private(set) var files: [String] = []
    /// By their one true name, so that a file is read once.
    private var seen: Set<String> = []

    init(secrets: SecretReader, rules: RulePolicy, findings: Findings) {
        self.secrets = secrets
        rulePolicy = rules
        self.findings = findings
    }

    /// Reads the main file and all that it includes.
    mutating func load(_ path: String) {
        files.append(path)
        let name = DiskFile.canonical(path)
        seen.insert(name)
        do throws(DiskFile.Failure) {
            let contents = try DiskFile.read(path, limit: Limits.configurationBytes)
            readTOML(contents, path, chain: [name])
        } catch {
            findings.error(.unreadable, path, nil, "cannot be read: \(error.message)")
        }
    }

    private mutating func readTOML(_ contents: DiskFile.Contents, _ path: String, chain: [String]) {
        let entries: [TOMLEntry]
        do throws(TOMLDocument.SyntaxError) {
            entries = try TOMLDocument.parse(contents.bytes)
        } catch {
            findings.error(.syntax, path, error.place, "not TOML: \(error.message)")
            return
        }
        let reader = ConfigurationFileReader(
            file: path, source: contents.bytes, isMain: chain.count == 1, secrets: secrets,
            rulePolicy: rulePolicy, findings: findings)
        let file = reader.read(entries)
        if chain.count == 1 { main = file }
        groups += file.groups
        feeds += file.feeds
        rules += zip(file.rules, file.rulePlaces).map { ($0, $1) }
        if contents.isWorldReadable, file.holdsPlainSecrets {
            findings.warning(
                .secret, path, nil, "everybody can read this file, and a secret stands in it",
                hint: "chmod 640, or name a credential instead")
        }
        for include in file.includes { follow(include.text, include.place, in: path, chain: chain) }
    }

    /// Reads what one include names.
    private mutating func follow(_ pattern: String, _ place: Place, in file: String, chain: [String]) {
        let path = Path.resolve(pattern, from: file)
        guard pattern.contains(where: { "*?[".contains($0) }) else {
            guard Self.kind(of: path) != nil else {
                findings.error(
                    .include, file, place,
                    "\(path.shortened(to: 200)) is neither *.toml nor *.opml nor *.urls")
                return
            }
            return include(path, place, in: file, chain: chain)
        }
        for match in DiskFile.matches(path) where !match.hasSuffix("/") {
            if Self.kind(of: match) != nil {
                include(match, place, in: file, chain: chain)
            } else if !Self.isLeftover(match) {
                findings.warning(
                    .include, file, place, "\(match) is neither *.toml nor *.opml nor *.urls and is left out")
            }
        }
    }

    private mutating func include(_ path: String, _ place: Place, in file: String, chain: [String]) {
        let name = DiskFile.canonical(path)
        guard !chain.contains(name) else {
            findings.error(.include, file, place, "\(path) includes itself, here or through other files")
            return
        }
        guard seen.insert(name).inserted else { return }
        guard files.count < Limits.configurationFiles else {
            if files.count == Limits.configurationFiles {
                findings.error(
                    .include, file, place, "more than \(Limits.configurationFiles) files are included")
            }
            files.append(path)
            return
        }
        let kind = Self.kind(of: path)
        let limit = kind == .toml ? Limits.configurationBytes : Limits.feedListBytes
        let contents: DiskFile.Contents
        do throws(DiskFile.Failure) {
            contents = try DiskFile.read(path, limit: limit)
        } catch {
            findings.error(.include, file, place, "\(path) cannot be read: \(error.message)")
            return
        }
        files.append(path)
        switch kind {
        case .toml?: readTOML(contents, path, chain: chain + [name])
        case .opml?: readList(path) { () throws(FeedList.Refusal) in try OPMLList.read(contents.bytes) }
        case .urls?: readList(path) { () throws(FeedList.Refusal) in try URLsList.read(contents.bytes) }
        case nil: break
        }
    }

    private mutating func readList(_ path: String, _ read: () throws(FeedList.Refusal) -> FeedList) {
        do throws(FeedList.Refusal) {
            var list = try read()
            for feed in list.feeds {
                do throws(FeedAddress.Malformed) {
                    listed.append(try FeedDefinition(feed, in: path))
                } catch {
                    list.remark(feed.line, "left out: \(error.message)")
                }
            }
            for remark in list.remarks {
                findings.warning(.list, path, Place(line: remark.line, column: 1), remark.message)
            }
            if list.remarksLeftOut > 0 {
                findings.warning(.list, path, nil, "\(list.remarksLeftOut) more lines like these")
            }
        } catch {
            findings.error(.syntax, path, Place(line: error.line, column: 1), error.message, hint: error.hint)
        }
    }

    private static func kind(of path: String) -> Kind? {
        let name = Path.name(of: path)
        if name.hasSuffix(".toml") { return .toml }
        if name.hasSuffix(".opml") { return .opml }
        return name.hasSuffix(".urls") || name == "urls" ? .urls : nil
    }

    /// What editors and package managers leave beside a file.
    private static func isLeftover(_ path: String) -> Bool {
        path.hasSuffix("~") || path.hasSuffix(".bak") || Path.name(of: path).contains(".dpkg-")
            || Path.name(of: path).lowercased().hasPrefix("readme")
    }
}

extension ConfigurationFile {
    /// Whether a password or the like is written in the file itself.
    fileprivate var holdsPlainSecrets: Bool {
        http.proxy?.origin == .plain || defaults.holdsPlainSecrets
            || groups.contains { $0.options.holdsPlainSecrets }
            || feeds.contains { $0.options.holdsPlainSecrets }
    }
}

extension FeedOptions {
    fileprivate var holdsPlainSecrets: Bool {
        let password: Secret? =
            switch auth {
            case .basic(_, let password): password
            case .bearer(let token): token
            case nil: nil
            }
        return password?.origin == .plain || proxy?.origin == .plain
            || headers.contains { $0.value.origin == .plain && TellingNames.contains(header: $0.name) }
    }
}
