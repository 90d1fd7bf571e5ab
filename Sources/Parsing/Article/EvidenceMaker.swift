package import Articles

/// Makes the evidence of identity, from a parsed item or from a journal line alike: one function for both, so that a
/// rebuilt catalog files articles under the same keys.
package struct EvidenceMaker: Sendable {
    /// The fields of an item that identity looks at; empty means absent.
    package struct Fields {
        /// guid, atom:id or rdf:about as the line keeps it.
        package var guid: [UInt8] = []
        /// The resolved URL.
        package var url: [UInt8] = []
        /// The plain title.
        package var title: [UInt8] = []
        /// The plain text: content, else summary.
        package var text: [UInt8] = []
        /// The date as published.
        package var published: Timestamp?

        /// Makes empty fields.
        package init() {}
    }

    private let feed: [UInt8]
    private let feedSite: UInt64
    private let stripsTracking: Bool
    private let site: @Sendable (String) -> String
    private var folded: [UInt8] = []
    /// Sites of the hosts met: a feed links to one or two.
    private var sites: [[UInt8]: UInt64] = [:]

    /// Makes evidence for one feed; `site` gives the registrable domain of a host.
    package init(
        feed: String, feedURL: String, stripsTracking: Bool, site: @escaping @Sendable (String) -> String
    ) {
        self.feed = Array(feed.utf8)
        self.stripsTracking = stripsTracking
        self.site = site
        feedSite = Self.siteDigest(ofHost: WebURL.parts(Array(feedURL.utf8).span)?.host ?? [], site)
    }

    /// The evidence of one item; `hash` is its content hash.
    package mutating func evidence(of item: Fields, hash: ContentHash) -> ItemEvidence {
        evidence(of: item, at: canonical(item.url), hash: hash)
    }

    /// The ids that an item may be given, best first: the next one is taken when an id belongs to another article.
    package func candidateIDs(of item: Fields) -> [ArticleID] {
        candidateIDs(of: item, at: canonical(item.url))
    }

    /// Both of them, for which the URL is made canonical once.
    mutating func read(_ item: Fields, hash: ContentHash) -> (evidence: ItemEvidence, ids: [ArticleID]) {
        let canonical = canonical(item.url)
        return (evidence(of: item, at: canonical, hash: hash), candidateIDs(of: item, at: canonical))
    }

    private func canonical(_ url: [UInt8]) -> [UInt8]? {
        WebURL.canonical(url.span, strippingTracking: stripsTracking)
    }

    private mutating func evidence(
        of item: Fields, at canonical: [UInt8]?, hash: ContentHash
    ) -> ItemEvidence {
        var evidence = ItemEvidence(hash: hash)
        if !item.guid.isEmpty {
            let guid = Self.withoutScheme(item.guid)
            evidence.guid = key("guid") { $0.add(guid) }
            evidence.guidAndURL = key("guid+url") {
                $0.add(guid)
                $0.add(canonical ?? [])
            }
        }
        if let canonical {
            evidence.feedURL = key("url") { $0.add(canonical) }
            evidence.url = Self.digest("any-url") { $0.add(canonical) }
            evidence.path = Self.shortDigest("path") { $0.add(Self.path(of: canonical)) }
            evidence.urlSite = urlSite(of: item.url)
        }
        evidence.feedSite = feedSite
        evidence.published = item.published
        addText(of: item, at: canonical ?? item.url, to: &evidence)
        return evidence
    }

    private func candidateIDs(of item: Fields, at canonical: [UInt8]?) -> [ArticleID] {
        let canonical = canonical ?? []
        let guid = Self.withoutScheme(item.guid)
        let titleAndDate = item.title + [0] + Array((item.published?.description ?? "").utf8)
        let first = !guid.isEmpty ? guid : !canonical.isEmpty ? canonical : titleAndDate
        return [
            key("id") { $0.add(first) },
            key("id") {
                $0.add(guid)
                $0.add(canonical)
            },
            key("id") {
                $0.add(guid)
                $0.add(canonical)
                $0.add(titleAndDate)
            },
        ]
    }

    /// The id of an article whose every candidate is taken: its own position makes it unique.
    package static func id(feed: String, at seq: Seq) -> ArticleID {
        digest("id-at") {
            $0.add(feed)
            $0.add(String(seq))
        }
    }
}

extension EvidenceMaker {
    /// Adds what is derived from the folded text.
    private mutating func addText(of item: Fields, at url: [UInt8], to evidence: inout ItemEvidence) {
        folded.removeAll(keepingCapacity: true)
        Folding.fold(item.title.span, into: &folded)
        if !folded.isEmpty { evidence.title = Self.shortDigest("title") { $0.add(folded) } }
        let titleEnd = folded.count
        folded.append(0x0A)
        Folding.fold(item.text.span, into: &folded)
        evidence.foldedCharacters = UInt32(
            Folding.characterCount(ofFolded: folded.span.extracting((titleEnd + 1)...)))
        if folded.count > 1 { evidence.match = Self.digest("match") { $0.add(folded) } }
        // The title as it is; where there is none (live tickers, status posts) or no date beside it, the text too: a
        // title alone names nothing. Whatever an item has, it has this key: else it would be new for ever.
        let isNamed = !item.title.isEmpty && item.published != nil
        let more = item.title.isEmpty && item.text.isEmpty ? url : item.text
        evidence.titleAndDate = key("title+date") {
            $0.add(item.title)
            if !isNamed { $0.add(more) }
            $0.add(item.published?.description ?? "")
        }
    }

    private func key(_ purpose: StaticString, _ add: (inout FieldHasher) -> Void) -> ItemKey {
        Self.digest(purpose) {
            $0.add(feed.span)
            add(&$0)
        }
    }

    private static func digest(_ purpose: StaticString, _ add: (inout FieldHasher) -> Void) -> Digest128 {
        var hasher = FieldHasher(purpose)
        add(&hasher)
        return hasher.digest()
    }

    private static func shortDigest(_ purpose: StaticString, _ add: (inout FieldHasher) -> Void) -> UInt64 {
        var hasher = FieldHasher(purpose)
        add(&hasher)
        return hasher.shortDigest()
    }

    /// A guid that is a URL is the same with http and https.
    private static func withoutScheme(_ guid: [UInt8]) -> [UInt8] {
        if guid.count > 7, guid.span.hasLowercased("http://", at: 0) { return Array(guid[7...]) }
        if guid.count > 8, guid.span.hasLowercased("https://", at: 0) { return Array(guid[8...]) }
        return guid
    }

    /// Path and query of a canonical URL.
    private static func path(of canonical: [UInt8]) -> ArraySlice<UInt8> {
        var slashes = 0
        let start = canonical.firstIndex { byte in
            slashes += byte == UInt8(ascii: "/") ? 1 : 0
            return slashes == 3
        }
        return canonical[(start ?? canonical.endIndex)...]
    }

    private mutating func urlSite(of url: [UInt8]) -> UInt64 {
        guard let host = WebURL.parts(url.span)?.host else { return 0 }
        if let known = sites[host] { return known }
        let digest = Self.siteDigest(ofHost: host, site)
        sites[host] = digest
        return digest
    }

    private static func siteDigest(ofHost host: [UInt8], _ site: (String) -> String) -> UInt64 {
        guard !host.isEmpty else { return 0 }
        return shortDigest("site") { $0.add(site(String(decoding: host, as: UTF8.self))) }
    }
}
