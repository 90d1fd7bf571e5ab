/// What defaults, a group or a feed say about a feed; what they leave out is nil.
struct FeedOptions {
    /// A value with the place that is to blame for it.
    struct Placed<Value> {
        var value: Value
        var file: String
        var place: Place
    }

    var tags: [String] = []
    var lang: String?
    var every: Placed<Every>?
    var minEvery: Placed<Duration>?
    var maxEvery: Placed<Duration>?
    var polite: Bool?
    var dedup: Deduplication?
    var maxFuture: Duration?
    var stripTracking: Bool?
    var encoding: String?
    var timezone: String?
    var headers: [RequestHeader] = []
    var auth: Authentication?
    var privateNetworks: PrivateNetworks?
    var tls: TLSSettings?
    var proxy: Secret?
    var userAgent: String?
    var ipVersion: IPVersion?
    var http1: Bool?
    var enabled: Bool?

    /// Lays a later layer over this one: it wins where it says something; tags and headers add up.
    mutating func apply(_ layer: FeedOptions) {
        tags += layer.tags.filter { !tags.contains($0) }
        for header in layer.headers {
            headers.removeAll { $0.name.lowercased() == header.name.lowercased() }
            headers.append(header)
        }
        lang = layer.lang ?? lang
        every = layer.every ?? every
        minEvery = layer.minEvery ?? minEvery
        maxEvery = layer.maxEvery ?? maxEvery
        polite = layer.polite ?? polite
        dedup = layer.dedup ?? dedup
        maxFuture = layer.maxFuture ?? maxFuture
        stripTracking = layer.stripTracking ?? stripTracking
        encoding = layer.encoding ?? encoding
        timezone = layer.timezone ?? timezone
        auth = layer.auth ?? auth
        privateNetworks = layer.privateNetworks ?? privateNetworks
        tls = layer.tls ?? tls
        proxy = layer.proxy ?? proxy
        userAgent = layer.userAgent ?? userAgent
        ipVersion = layer.ipVersion ?? ipVersion
        http1 = layer.http1 ?? http1
        enabled = layer.enabled ?? enabled
    }

    /// Fills a feed in; the bounds of its interval are the caller's to check.
    func fill(_ feed: inout FeedSettings) {
        feed.tags = tags
        feed.lang = lang
        feed.every = every?.value ?? feed.every
        feed.minEvery = minEvery?.value ?? feed.minEvery
        feed.maxEvery = maxEvery?.value ?? feed.maxEvery
        feed.polite = polite ?? feed.polite
        feed.dedup = dedup ?? feed.dedup
        feed.maxFuture = maxFuture ?? feed.maxFuture
        feed.stripTracking = stripTracking ?? feed.stripTracking
        feed.encoding = encoding
        feed.timezone = timezone
        feed.headers = headers
        feed.auth = auth
        feed.privateNetworks = privateNetworks ?? feed.privateNetworks
        feed.tls = tls ?? feed.tls
        feed.proxy = proxy
        feed.userAgent = userAgent
        feed.ipVersion = ipVersion
        feed.http1 = http1 ?? feed.http1
        feed.enabled = enabled ?? feed.enabled
    }
}
