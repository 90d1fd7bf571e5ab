internal import Articles

/// Reads the keys that defaults, groups and feeds have in common.
struct FeedOptionsReader {
    let secrets: SecretReader

    private static let intervals = Duration.seconds(60)...Duration.seconds(30 * 86_400)
    private static let futures = Duration.zero...Duration.seconds(365 * 86_400)
    /// Headers that are ours to set, because caching, decoding and framing depend on them.
    private static let ownHeaders: Set<String> = [
        "accept-encoding", "connection", "content-length", "host", "if-modified-since", "if-none-match",
        "range",
        "te", "transfer-encoding", "upgrade", "a-im",
    ]

    func read(_ table: inout TableReader) -> FeedOptions {
        var options = FeedOptions()
        options.tags = table.tags()
        options.lang = table.text("lang", "a language tag such as \"ar\" or \"en-GB\"", \.isLanguageTag)
        options.every = every(&table)
        options.minEvery = interval("min_every", &table)
        options.maxEvery = interval("max_every", &table)
        options.polite = table.boolean("polite")
        options.dedup = table.choice("dedup")
        options.maxFuture = table.duration("max_future", in: Self.futures)
        options.stripTracking = table.boolean("strip_tracking")
        options.encoding = table.text("encoding", "a charset's name such as \"windows-1256\"", \.isLabel)
        options.timezone = table.text(
            "timezone", "a zone such as \"Africa/Cairo\" or \"+02:00\"", \.isTimeZone)
        options.userAgent = table.text("user_agent", "one line of ASCII", \.isHeaderText)
        options.privateNetworks = table.privateNetworks()
        options.headers = headers(&table)
        options.auth = authentication(&table)
        options.tls = tls(&table)
        options.proxy = secrets.proxy(&table)
        options.http1 = table.boolean("http1")
        options.enabled = table.boolean("enabled")
        if let version = table.node("ip_version") {
            if case .integer(let number) = version.value,
                let known = IPVersion(rawValue: Int(clamping: number))
            {
                options.ipVersion = known
            } else {
                table.expected("4 or 6", "ip_version", version) as Void?
            }
        }
        return options
    }

    private func every(_ table: inout TableReader) -> FeedOptions.Placed<Every>? {
        guard let node = table.node("every") else { return nil }
        if case .string("auto") = node.value {
            return FeedOptions.Placed(value: .auto, file: table.file, place: node.place)
        }
        return table.duration("every", node, in: Self.intervals, or: " or \"auto\"").map {
            FeedOptions.Placed(value: .fixed($0), file: table.file, place: node.place)
        }
    }

    private func interval(_ key: String, _ table: inout TableReader) -> FeedOptions.Placed<Duration>? {
        guard let node = table.node(key) else { return nil }
        return table.duration(key, node, in: Self.intervals, or: "").map {
            FeedOptions.Placed(value: $0, file: table.file, place: node.place)
        }
    }

    private func headers(_ table: inout TableReader) -> [RequestHeader] {
        guard let inner = table.table("headers", named: "`headers` of \(table.name)") else { return [] }
        return inner.entries.compactMap { entry in
            let name = entry.key
            guard name.isToken else {
                return inner.refuse(
                    .invalidValue, entry.node, "`\(name.shortened(to: 60))` is not the name of a header")
            }
            guard !Self.ownHeaders.contains(name.lowercased()) else {
                return inner.refuse(.invalidValue, entry.node, "the header \(name) is set by newslog itself")
            }
            guard let value = secrets.secret(name, entry.node, in: inner) else { return nil }
            guard value.reveal()?.isHeaderValue ?? true else {
                return inner.refuse(
                    .invalidValue, entry.node, "the value of \(name) must be one line of text")
            }
            return RequestHeader(name: name, value: value)
        }
    }

    private func authentication(_ table: inout TableReader) -> Authentication? {
        guard var auth = table.table("auth", named: "`auth` of \(table.name)") else { return nil }
        defer { auth.finish() }
        let bearer = secrets.secret("bearer", in: &auth)
        guard var basic = auth.table("basic", named: "`basic` of \(table.name)") else {
            if bearer == nil, auth.entries.isEmpty {
                table.findings.error(
                    .missingKey, table.file, auth.place, "`auth` in \(table.name) needs `basic` or `bearer`")
            }
            return bearer.map { .bearer($0) }
        }
        let user = basic.string("user")
        let password = secrets.secret("password", in: &basic)
        basic.finish()
        guard bearer == nil else {
            table.findings.error(
                .invalidValue, table.file, auth.place,
                "`auth` in \(table.name) has both `basic` and `bearer`")
            return nil
        }
        for key in ["user", "password"] where !basic.entries.contains(where: { $0.key == key }) {
            table.findings.error(
                .missingKey, table.file, basic.place, "\(basic.name) needs `\(key)`")
        }
        guard let user, let password else { return nil }
        return .basic(user: user, password: password)
    }

    private func tls(_ table: inout TableReader) -> TLSSettings? {
        guard var inner = table.table("tls", named: "`tls` of \(table.name)") else { return nil }
        defer { inner.finish() }
        var tls = TLSSettings()
        tls.ca = inner.string("ca").map { Path.resolve($0, from: table.file) }
        tls.pin = inner.text("pin", "\"sha256//\" and a hash in base64, several joined by `;`", \.isPin)
        tls.insecure = warnedSwitch(
            "insecure", in: &inner,
            "certificates are not verified here: anybody on the way can read and change what comes")
        tls.allowsDowngrade = warnedSwitch(
            "downgrade", in: &inner,
            "redirects from https to http are followed here: anybody on the way can read and change what comes"
        )
        return tls
    }

    /// A switch that makes a feed less safe: false unless it says true, and then it is said aloud.
    private func warnedSwitch(_ key: String, in table: inout TableReader, _ danger: String) -> Bool {
        guard let node = table.node(key) else { return false }
        guard case .boolean(let value) = node.value else {
            return table.expected("true or false", key, node) ?? false
        }
        if value { table.findings.warning(.notice, table.file, node.place, danger) }
        return value
    }
}

extension SecretReader {
    /// `proxy`: a URL, usually a secret because of the password in it.
    func proxy(_ table: inout TableReader) -> Secret? {
        guard let node = table.node("proxy"), let proxy = secret("proxy", node, in: table) else { return nil }
        let schemes = ["http://", "https://", "socks5://", "socks5h://"]
        guard let url = proxy.reveal() else { return proxy }
        guard url.isHeaderText,
            schemes.contains(where: { url.lowercased().hasPrefix($0) && url.count > $0.count })
        else {
            return table.refuse(
                .invalidValue, node,
                "`proxy` in \(table.name) must be a URL that begins with http:, https:, socks5: or socks5h:")
        }
        return proxy
    }
}

extension TableReader {
    /// A string that has the form it must have.
    mutating func text(_ key: String, _ what: String, _ isValid: (String) -> Bool) -> String? {
        guard let node = node(key) else { return nil }
        guard case .string(let text) = node.value, isValid(text) else { return expected(what, key, node) }
        return text
    }

    /// `tags`: words that articles of a feed are found by.
    mutating func tags() -> [String] {
        var tags: [String] = []
        for (tag, place) in strings("tags") ?? [] {
            if tag.isName {
                if !tags.contains(tag) { tags.append(tag) }
            } else {
                findings.error(
                    .invalidValue, file, place,
                    "a tag in \(name) must have 1 to \(Limits.nameLength) characters on one line")
            }
        }
        return tags
    }

    /// `private_networks`: true, false, or the blocks that may be connected to.
    mutating func privateNetworks() -> PrivateNetworks? {
        guard let node = node("private_networks") else { return nil }
        switch node.value {
        case .boolean(let value): return value ? .allowed : .denied
        case .array(let nodes): return .list(nodes.compactMap(block))
        default:
            return expected("true, false or a list such as [\"10.1.0.0/16\"]", "private_networks", node)
        }
    }

    private func block(_ node: TOMLNode) -> CIDR? {
        guard case .string(let text) = node.value, let block = CIDR(text) else {
            return expected("blocks such as \"10.1.0.0/16\"", "private_networks", node)
        }
        guard block == block.masked else {
            return refuse(
                .invalidValue, node, "\(text) has bits set behind its prefix",
                hint: "did you mean \(block.masked)?")
        }
        return block
    }
}

extension String {
    /// A name for people: not empty, not endless, on one line, not hidden in blanks.
    var isName: Bool {
        !isEmpty && unicodeScalars.count <= Limits.nameLength && !unicodeScalars.contains(where: \.isControl)
            && first != " " && last != " "
    }

    /// The form of a language tag (BCP 47): letters, then groups of letters and digits.
    fileprivate var isLanguageTag: Bool {
        let parts = utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        return parts.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(\.isLetterOrDigit) }
            && (2...8).contains(parts[0].count) && parts[0].allSatisfy { $0 > 0x39 } && utf8.count <= 35
    }

    /// The form of a charset's name in the IANA registry.
    fileprivate var isLabel: Bool {
        (1...40).contains(utf8.count) && utf8.allSatisfy { $0.isNameByte || $0 == 0x3A || $0 == 0x2B }
    }

    /// The form of a name in the time zone database, or an offset such as `+02:00`.
    fileprivate var isTimeZone: Bool {
        let bytes = Array(utf8)
        if let sign = bytes.first, sign == 0x2B || sign == 0x2D {
            let digits = bytes.dropFirst().filter { $0 != 0x3A }
            return digits.count == 4 && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
                && (bytes.count == 5 || bytes.count == 6 && bytes[3] == 0x3A)
        }
        return (1...64).contains(bytes.count) && bytes[0].isLetterOrDigit && !contains("..")
            && bytes.allSatisfy { $0.isNameByte || $0 == 0x2F || $0 == 0x2B }
    }

    /// A name of a header (RFC 9110 5.6.2 `token`).
    fileprivate var isToken: Bool {
        (1...128).contains(utf8.count)
            && utf8.allSatisfy { $0.isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains($0) }
    }

    /// Printable ASCII on one line.
    fileprivate var isHeaderText: Bool {
        (1...1024).contains(utf8.count) && utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// What may stand behind a header's name: nothing that ends the line.
    fileprivate var isHeaderValue: Bool {
        (1...8192).contains(utf8.count) && !utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
    }

    /// Hashes of public keys as curl reads them: 32 bytes are 43 characters of base64 and a `=`.
    fileprivate var isPin: Bool {
        split(separator: ";", omittingEmptySubsequences: false).allSatisfy { pin in
            guard pin.hasPrefix("sha256//"), pin.utf8.count == 8 + 44, pin.hasSuffix("=") else {
                return false
            }
            return pin.utf8.dropFirst(8).dropLast().allSatisfy {
                $0.isLetterOrDigit || $0 == 0x2B || $0 == 0x2F
            }
        }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}
