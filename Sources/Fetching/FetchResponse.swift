package import Articles
package import Policy

/// What comes of a request: a document (or the news that it has not changed), or why there is none.
package enum FetchResult: Sendable {
    /// Status 200 or 203, or 304 to a conditional request.
    case response(FetchResponse)
    /// Everything else.
    case failure(FetchFailure)

    /// The number that the request carried.
    package var token: Int {
        switch self {
        case .response(let response): response.token
        case .failure(let failure): failure.token
        }
    }
}

/// One redirect that was followed.
package struct Hop: Hashable, Sendable {
    /// The URL that answered with the redirect.
    package var url: String
    /// 301, 302, 303, 307 or 308.
    package var status: Int
    /// Whether the publisher says that the new place is for good (RFC 9110 15.4.2, 15.4.9).
    package var isPermanent: Bool { status == 301 || status == 308 }
}

/// How long the parts of the last exchange took, and the fetch as a whole.
package struct FetchTimings: Hashable, Sendable {
    /// From the start of the connection until it stood; zero when an open one was used again.
    package var connect: Duration = .zero
    /// From then until TLS was ready.
    package var handshake: Duration = .zero
    /// From the start of the exchange until the first byte of the answer.
    package var firstByte: Duration = .zero
    /// The whole fetch, hops and lookups included, waiting for its turn not.
    package var total: Duration = .zero
}

/// A good answer.
package struct FetchResponse: Sendable {
    /// The number that the request carried.
    package var token: Int
    /// 200, 203 or 304.
    package var status: Int
    /// The URL that answered: normalised, without credentials and fragment.
    ///
    /// Validators belong to it.
    package var url: String
    /// The redirects that led there.
    package var hops: [Hop]
    /// The validators exactly as sent; too long ones are left out.
    package var etag: [UInt8]?
    package var lastModified: [UInt8]?
    /// The Content-Type header as sent.
    package var contentType: String?
    /// What the headers say about when to come again.
    package var freshness: Freshness
    /// The document, decoded; empty for 304 and when `isBodyKnown`.
    package var body: [UInt8]
    /// True when the body as sent has the hash that the request knows: it was not decoded again.
    package var isBodyKnown: Bool
    /// Bytes of the body as sent.
    package var wireBytes: Int
    /// A hash of the body as sent.
    package var wireHash: UInt64
    package var timings: FetchTimings
    /// The address that answered (a proxy's, where there is one).
    package var remoteAddress: IPAddress?
    /// What was wrong with the answer and was put up with, such as a wrong content coding.
    package var warnings: [Warning]

    /// Whether the server says that the document is as it was.
    package var isNotModified: Bool { status == 304 }
    /// Whether redirects led there, all of them permanent.
    package var isPermanentlyMoved: Bool { !hops.isEmpty && hops.allSatisfy(\.isPermanent) }
}
