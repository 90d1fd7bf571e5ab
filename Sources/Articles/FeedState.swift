/// What the aggregator remembers of one feed between fetches; a row of the catalog.
///
/// The schedule reads and returns it, the catalog keeps it, `newslog feeds` explains it.
public struct FeedState: Hashable, Sendable {
    /// The feed's id from the configuration.
    public var id: String
    /// The URL (or path) the state belongs to; another one in the configuration voids the validators.
    public var url: String

    /// The URL that the validators came from, after redirects; nil when there are none.
    public var validatorURL: String?
    /// The ETag exactly as sent, quotes and `W/` included (RFC 9110 8.8.3).
    public var etag: [UInt8]?
    /// The Last-Modified exactly as sent (RFC 9110 8.8.2).
    public var lastModified: [UInt8]?
    /// Tells what was said of us when the validators were given, credentials and User-Agent: they are for that only.
    ///
    /// Sixteen bits of a hash: enough to notice a change, too few to guess a secret by. Nil when it is not known.
    public var requester: UInt16?
    /// A hash of the last body that was stored whole, as it came over the wire.
    public var bodyHash: UInt64?
    /// The number of the pipeline that read it (article lines, `hash`); nil when it is not known.
    public var pipeline: UInt8?

    /// The feed's own title, from its last good document.
    public var title: String?
    /// The feed's own site, from the same document.
    public var siteURL: String?

    /// When it is to be fetched next; nil means at once, or not by itself where `endedAt` says so.
    public var nextFetch: Timestamp?
    /// Why then, in words for people.
    public var nextReason: String = ""
    /// The interval that the schedule has learned.
    public var interval: Duration?
    /// RSS 2.0 `<ttl>` of the last document.
    public var timeToLive: Duration?
    /// RSS 2.0 `<skipHours>` of the last document: bit 0 for the hour from midnight, GMT.
    public var skipHours: UInt32 = 0
    /// RSS 2.0 `<skipDays>` of the last document: bit 0 for Monday, GMT.
    public var skipDays: UInt8 = 0
    /// Bytes of the last document, decoded.
    public var documentBytes = 0
    /// The last attempt.
    public var lastAttempt: Timestamp?
    /// The last good answer.
    public var lastSuccess: Timestamp?
    /// The last document that came whole, unchanged or not: since then the server has said 304.
    public var lastWhole: Timestamp?
    /// Audits that found articles of which the server had said 304.
    public var falseUnchanged = 0
    /// Answers with new articles under the ETag that the document without them had.
    public var reusedETags = 0
    /// The last article that was new.
    public var lastNew: Timestamp?

    /// Status of the last HTTP answer, nil when there was none.
    public var lastStatus: Int?
    /// Failures in a row; 0 when the last attempt was good.
    public var failures: Int = 0
    /// Since when the failures in a row have gone on.
    public var failingSince: Timestamp?
    /// The code of the last failure, nil when the last attempt was good.
    public var errorCode: String?
    /// The words of the last failure, for people.
    public var errorMessage: String?
    /// How far the last failed fetch had come, as in `connect` or `body`.
    public var errorPhase: String?
    /// Bytes of the body that had come then.
    public var errorBytes: Int?
    /// How long it had taken.
    public var errorTook: Duration?
    /// Where a permanent redirect pointed.
    public var redirectURL: String?
    /// On how many days (GMT) in a row of good answers it pointed there.
    public var redirectCount: Int = 0
    /// Since when it has pointed there.
    public var redirectSince: Timestamp?
    /// Where the feed is fetched from instead of `url`, since it moved there for good; nil while it did not.
    public var movedURL: String?
    /// Times in a row that the server sent a document we had although it was given the validators of it.
    public var uselessValidators: Int = 0
    /// When 410 Gone was first seen in a row; two sightings a day apart stop the feed.
    public var goneSince: Timestamp?
    /// When they had stopped it; since then it is asked only when somebody wants it.
    public var endedAt: Timestamp?

    /// Fetches since the state was made.
    public var fetches: Int = 0
    /// Answers 304 since the state was made.
    public var unchanged: Int = 0
    /// Requests without validators that were answered, since the state was made.
    public var unconditional: Int = 0
    /// Bytes of bodies as they came, since the state was made.
    public var receivedBytes: Int = 0
    /// Articles that it brought since the state was made, those that repeat another feed's among them; edits are none.
    public var articles: Int = 0
    /// When it published: what the schedule learns from.
    public var publication = PublicationRecord()

    /// `errorCode` of a document that stops before its end: what is whole of it is kept.
    public static let truncated = "document-truncated"

    /// The state of a feed that was never fetched.
    public init(id: String, url: String) {
        self.id = id
        self.url = url
    }
}
