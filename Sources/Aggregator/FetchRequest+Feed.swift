internal import Articles
internal import Configuration
internal import Fetching
internal import Parsing
internal import Policy

extension FetchRequest {
    /// The request for a feed: its settings, and the validators of the last document that was stored whole.
    ///
    /// An audit sends none, to see whether the server's 304 is true, and neither does who forces it, or reads
    /// documents in another way than before.
    init(_ feed: FeedTable.Feed, token: Int, http: HTTPSettings, isAudit: Bool = false) {
        let settings = feed.settings
        // Credentials are for the place that the configuration names, so with them the way leads through it.
        let isPublic = settings.auth == nil && settings.headers.isEmpty
        self.init(
            token: token, url: (isPublic ? feed.state.movedURL : nil) ?? settings.address,
            userAgent: http.userAgent(for: settings, version: Version.current))
        if !isAudit, !feed.isReadAnew {
            etag = feed.state.etag
            lastModified = feed.state.lastModified
        }
        validatorURL = feed.state.validatorURL
        bodyHash = feed.isReadAnew ? nil : feed.state.bodyHash
        headers = settings.headers.map { ($0.name, $0.value.reveal() ?? "") }
        authorization =
            switch settings.auth {
            case .basic(let user, let password): .basic(user: user, password: password.reveal() ?? "")
            case .bearer(let token): .bearer(token.reveal() ?? "")
            case nil: nil
            }
        privateNetworks =
            switch settings.privateNetworks {
            case .denied: .publicOnly
            case .allowed: .everything
            case .list(let blocks): .networks(blocks.compactMap { AddressPolicy.Network("\($0)") })
            }
        tls.certificates = settings.tls.ca
        tls.pin = settings.tls.pin
        tls.isInsecure = settings.tls.insecure
        allowsDowngrade = settings.tls.allowsDowngrade
        proxy = (settings.proxy ?? http.proxy)?.reveal()
        // A feed's own proxy is for all that it leads to.
        if settings.proxy == nil { directHosts = http.noProxy }
        offersHTTP2 = !settings.http1
        ipVersion =
            switch settings.ipVersion {
            case .v4: .v4
            case .v6: .v6
            case nil: .either
            }
        maxBodyBytes = http.maxBody
        timeout = http.timeout
    }
}

extension FeedTable.Feed {
    /// Whether its document is fetched whole, even if it is as it was: somebody forces it, or documents are read in another
    /// way since it was last stored.
    var isReadAnew: Bool { isForced || state.pipeline.map { $0 != ArticleMaker.pipeline } ?? false }
}

extension FeedSettings {
    /// The schedule's bounds.
    var bounds: Schedule.Bounds {
        var bounds =
            switch every {
            case .auto: Schedule.Bounds(minimum: minEvery, maximum: maxEvery)
            case .fixed(let interval):
                Schedule.Bounds(
                    every: interval, minimum: min(interval, minEvery), maximum: max(interval, maxEvery))
            }
        if polite { bounds.makePolite() }
        return bounds
    }

    /// How far identity looks beyond the feed.
    var scope: Identity.Scope {
        switch dedup {
        case .url: .url
        case .text: .text
        case .feed: .feed
        }
    }
}
