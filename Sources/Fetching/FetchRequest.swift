package import Articles
package import Policy

/// One document to fetch, and everything that is particular about fetching it.
package struct FetchRequest: Sendable {
    /// Who asks, for sites that want to know it: the value of the Authorization header, sent to no other
    /// origin.
    package enum Authorization: Hashable, Sendable {
        /// RFC 7617.
        case basic(user: String, password: String)
        /// RFC 6750.
        case bearer(String)
    }

    /// What is particular about the server's certificate.
    package struct TLS: Hashable, Sendable {
        /// A file of certificates in PEM to trust instead of the system's.
        package var certificates: String?
        /// The server's public key as libcurl wants it, `sha256//…`.
        package var pin: String?
        /// Accept any certificate; whoever sets it has been warned.
        package var isInsecure = false

        package init() {}
    }

    /// The version of the Internet Protocol that is spoken.
    package enum IPVersion: Hashable, Sendable { case either, v4, v6 }

    /// The caller's number; the result carries it.
    package var token: Int
    /// The document's URL, as configured.
    package var url: String
    /// The User-Agent header.
    package var userAgent: String

    /// The validators of the last document that was stored, byte for byte as they came.
    package var etag: [UInt8]?
    package var lastModified: [UInt8]?
    /// The URL that the validators came from (`FetchResponse.url`); they are sent to no other.
    ///
    /// Nil means `url`.
    package var validatorURL: String?
    /// The hash of the last stored body as it came over the wire; a body of the same hash is not decoded
    /// again.
    package var bodyHash: UInt64?

    /// More headers for this feed; not sent to another origin.
    package var headers: [(name: String, value: String)] = []
    /// Credentials for this feed; not sent to another origin.
    ///
    /// Those in the URL are used when this is nil.
    package var authorization: Authorization?
    /// Which addresses besides the public ones may be connected to.
    package var privateNetworks = AddressPolicy.Allowance.publicOnly
    /// What is particular about the certificate.
    package var tls = TLS()
    /// `http://`, `https://` or `socks5h://` with host and port; the environment's proxies are never used.
    package var proxy: String?
    /// Hosts that are asked without it, on the way too.
    package var directHosts = HostList()
    /// Which of a name's addresses are used.
    package var ipVersion = IPVersion.either
    /// Whether HTTP/2 is offered to servers of https (RFC 9113 3.2); HTTP/1.1 is what both fall back to.
    package var offersHTTP2 = true
    /// Whether a redirect may lead from https to http.
    package var allowsDowngrade = false

    /// The most bytes of a body, as sent and after decoding.
    package var maxBodyBytes = FetchSettings.wireBodyBytes
    /// The whole fetch: the time in flight of all hops together.
    package var timeout: Duration = .seconds(60)

    /// Makes a request for a document that nothing is known of.
    package init(token: Int, url: String, userAgent: String) {
        self.token = token
        self.url = url
        self.userAgent = userAgent
    }
}
