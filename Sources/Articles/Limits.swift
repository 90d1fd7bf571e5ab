/// Every resource limit, with its unit and its reason.
///
/// Those that a user may need stand in the configuration too.
public enum Limits {
    // MARK: The wire

    /// Bytes of a response body as sent; the largest honest feed met has 7 MB.
    public static let wireBodyBytes = 16 << 20
    /// Bytes of a response body after decoding; more is a decompression bomb.
    public static let decodedBodyBytes = 32 << 20
    /// Bytes of all headers of one response.
    public static let headerBytes = 256 << 10
    /// Bytes of a validator (ETag, Last-Modified) that is kept; a longer one is not sent back.
    public static let validatorBytes = 4 << 10
    /// Redirects followed in one fetch.
    public static let redirects = 10
    /// Content codings stacked on one body.
    public static let contentCodings = 2

    // MARK: The document

    /// New items taken from one document; the rest is held back and said.
    public static let itemsPerDocument = 2_000
    /// Element depth of a document; deeper is refused by our own counter, because SAX has none.
    public static let documentDepth = 128
    /// Bytes of one XML tag; attribute floods are quadratic inside one libxml2 call.
    public static let tagBytes = 64 << 10
    /// Bytes of one item's HTML that are sanitised.
    public static let htmlBytes = 1 << 20
    /// Bytes of a guid that are kept.
    public static let guidBytes = 2 << 10
    /// Bytes of a URL that is kept; a longer one is no URL.
    public static let urlBytes = 8 << 10
    /// Bytes of a title or an author's name in the line.
    public static let titleBytes = 8 << 10
    /// Bytes of a plain-text summary in the line.
    public static let summaryBytes = 64 << 10
    /// Authors, tags or attachments kept for one item.
    public static let listItems = 64
    /// Different names of elements, attributes and namespaces in one document; an honest one has a few hundred.
    ///
    /// Beyond some ten thousand libxml2 looks each name up in a list that grows with their number.
    public static let documentNames = 30_000
    /// Milliseconds of CPU that one document may take in the parser: of the 2 s that a feed may cost, a rest remains to
    /// file what was read.
    public static let documentCPUMilliseconds = 1_750

    // MARK: The journal

    /// Bytes of one article line.
    public static let lineBytes = 4 << 20
    /// Bytes of one commit before compression.
    public static let frameBytes = 8 << 20
    /// Bytes after which a segment is closed.
    public static let segmentBytes = 64 << 20

    // MARK: Configuration

    /// Outlines read from one OPML list.
    public static let outlines = 20_000
    /// Depth of folders in one OPML list.
    public static let outlineDepth = 16
    /// Bytes of one configuration file.
    public static let configurationBytes = 4 << 20
    /// Bytes of one OPML or urls list; 20,000 generous outlines.
    public static let feedListBytes = 16 << 20
    /// Files that one configuration may be made of.
    public static let configurationFiles = 1_000
    /// Rules of one configuration; each is asked of every article.
    public static let rules = 1_000
    /// Bytes that one regular expression may take, with what it remembers of the texts it was looked for in; RE2 grants
    /// 8 MiB, which a thousand rules on every thread would make too much of.
    public static let expressionBytes = 1 << 20
    /// Bytes of one secret.
    public static let secretBytes = 64 << 10
    /// Characters of a tag, an id or a name in the configuration.
    public static let nameLength = 100
}
