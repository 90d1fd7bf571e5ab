internal import Articles
internal import Conditions

extension Configuration {
    /// The effective settings as TOML, defaults filled in, groups applied, secrets as `***`.
    package static func describe(_ settings: Settings) -> String {
        var page = SettingsPage()
        page.store(settings.store)
        page.http(settings.http)
        for feed in settings.feeds { page.feed(feed) }
        for rule in settings.rules { page.rule(rule) }
        page.control(settings.control)
        return page.text
    }
}

/// Writes settings as TOML, a line a value.
private struct SettingsPage {
    var text = ""

    mutating func store(_ store: StoreSettings) {
        section("[store]")
        line("directory", store.directory)
        line("keep", store.keep.map(Quantity.print) ?? "forever")
        line("max_size", store.maxSize.map { Quantity.print(bytes: $0) })
    }

    mutating func http(_ http: HTTPSettings) {
        section("[http]")
        line("user_agent", http.userAgent)
        raw("connections", "\(http.connections)")
        raw("per_host", "\(http.perHost)")
        line("per_host_gap", Quantity.print(http.perHostGap))
        raw("daily_requests", "\(http.dailyRequests)")
        line("hold_429", http.hold429.rawValue)
        line("hold_503", http.hold503.rawValue)
        line("timeout", Quantity.print(http.timeout))
        line("max_body", Quantity.print(bytes: http.maxBody))
        networks(http.privateNetworks)
        line("proxy", http.proxy?.description)
        if !http.noProxy.entries.isEmpty { list("no_proxy", http.noProxy.entries) }
    }

    mutating func control(_ control: ControlSettings) {
        guard control != ControlSettings() else { return }
        section("[control]")
        line("socket", control.socket)
        line("metrics", control.metrics)
    }

    mutating func rule(_ rule: RuleSettings) {
        section("[[rule]]", from: "\(rule.file):\(rule.line)")
        line("name", rule.rule.name)
        line("when", rule.when)
        list("do", rule.rule.actions.map(\.rawValue))
    }

    mutating func feed(_ feed: FeedSettings) {
        section("[[feed]]", from: "\(feed.file):\(feed.line)")
        line("id", feed.id)
        switch feed.source {
        case .url(let url): line("url", TellingNames.covered(url: url))
        case .path(let path): line("path", path)
        }
        line("title", feed.title)
        if !feed.groups.isEmpty { list("group", feed.groups) }
        if !feed.tags.isEmpty { list("tags", feed.tags) }
        line("lang", feed.lang)
        if case .fixed(let interval) = feed.every {
            line("every", Quantity.print(interval))
        } else {
            line("every", "auto")
        }
        line("min_every", Quantity.print(feed.minEvery))
        line("max_every", Quantity.print(feed.maxEvery))
        raw("polite", "\(feed.polite)")
        line("dedup", feed.dedup.rawValue)
        line("max_future", Quantity.print(feed.maxFuture))
        raw("strip_tracking", "\(feed.stripTracking)")
        line("encoding", feed.encoding)
        line("timezone", feed.timezone)
        access(feed)
        raw("enabled", "\(feed.enabled)")
    }

    /// How a feed is reached.
    private mutating func access(_ feed: FeedSettings) {
        if !feed.headers.isEmpty {
            let headers = feed.headers.map { "\(Self.key($0.name)) = \"\($0.value)\"" }
            raw("headers", "{ \(headers.joined(separator: ", ")) }")
        }
        switch feed.auth {
        case .basic(let user, let password):
            raw("auth", "{ basic = { user = \(Self.quoted(user)), password = \"\(password)\" } }")
        case .bearer(let token): raw("auth", "{ bearer = \"\(token)\" }")
        case nil: break
        }
        networks(feed.privateNetworks)
        if feed.tls != TLSSettings() {
            var parts: [String] = []
            if let ca = feed.tls.ca { parts.append("ca = \(Self.quoted(ca))") }
            if let pin = feed.tls.pin { parts.append("pin = \(Self.quoted(pin))") }
            if feed.tls.insecure { parts.append("insecure = true") }
            if feed.tls.allowsDowngrade { parts.append("downgrade = true") }
            raw("tls", "{ \(parts.joined(separator: ", ")) }")
        }
        line("proxy", feed.proxy?.description)
        line("user_agent", feed.userAgent)
        if let version = feed.ipVersion { raw("ip_version", "\(version.rawValue)") }
        if feed.http1 { raw("http1", "true") }
    }

    private mutating func networks(_ networks: PrivateNetworks) {
        switch networks {
        case .denied: raw("private_networks", "false")
        case .allowed: raw("private_networks", "true")
        case .list(let blocks): list("private_networks", blocks.map(\.description))
        }
    }

    private mutating func section(_ header: String, from place: String? = nil) {
        if !text.isEmpty { text += "\n" }
        text += header + (place.map { " # \($0.shortened(to: 300))" } ?? "") + "\n"
    }

    private mutating func line(_ key: String, _ value: String?) {
        if let value { raw(key, Self.quoted(value)) }
    }

    private mutating func list(_ key: String, _ values: [String]) {
        raw(key, "[\(values.map(Self.quoted).joined(separator: ", "))]")
    }

    private mutating func raw(_ key: String, _ value: String) { text += "\(key) = \(value)\n" }

    private static func key(_ name: String) -> String {
        name.utf8.allSatisfy { $0.isNameByte && $0 != 0x2E } ? name : quoted(name)
    }

    /// A basic string of TOML; no control character reaches a terminal.
    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case _ where scalar.isControl:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
