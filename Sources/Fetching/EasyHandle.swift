internal import CCurl

/// The owner of a `CURL` easy handle that serves one request after the other, and of the place for libcurl's words.
///
/// What no request changes is set once. Making a handle and taking it apart costs as much as all else that is done for
/// a request outside of libcurl.
@safe final class EasyHandle {
    private let easy: UnsafeMutableRawPointer
    /// libcurl writes its own words about a failure here (CURLOPT_ERRORBUFFER).
    private let buffer: UnsafeMutablePointer<CChar>
    private(set) var problem = CURLE_OK
    /// What the callbacks are given.
    let context = CallbackContext()
    /// How the last request was secured; libcurl copies every text that it is given, the same one too.
    private var security: (tls: FetchRequest.TLS, certificates: String)?
    /// Numbers that were set, by option, of those that seldom change.
    private var version: Int?, timeout: Int?

    /// Makes a handle; nil when there is no memory for it.
    init?() {
        guard let easy = unsafe curl_easy_init() else { return nil }
        unsafe self.easy = easy
        unsafe buffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe buffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        unsafe set(CURLOPT_ERRORBUFFER, buffer)
        // curl_global_init has no part in signals; alarms would hit other threads.
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, 200)
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        set(CURLOPT_UNRESTRICTED_AUTH, 0)
        // Bodies are decoded by us, and an answer in HTTP/0.9 is none.
        set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        set(CURLOPT_HTTP09_ALLOWED, 0)
        set(CURLOPT_MAXAGE_CONN, 60)
        set(CURLOPT_CONNECTTIMEOUT_MS, 20_000)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        // Debian's default directory would have the whole store read at every connection.
        set(CURLOPT_CAPATH, String?.none)
        set(CURLOPT_CA_CACHE_TIMEOUT, -1)
        // The empty string turns off the proxies of the environment.
        set(CURLOPT_PROXY, "")
        callBack()
    }

    private func callBack() {
        let pointer = unsafe Unmanaged.passUnretained(context).toOpaque()
        for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_PREREQDATA] {
            unsafe set(option, pointer)
        }
        unsafe note(newslog_curl_set_data_callback(easy, CURLOPT_WRITEFUNCTION, Exchange.onBody))
        unsafe note(newslog_curl_set_data_callback(easy, CURLOPT_HEADERFUNCTION, Exchange.onHeader))
        unsafe note(newslog_curl_set_socket_callback(easy, Exchange.onSocket))
        unsafe note(newslog_curl_set_request_callback(easy, Exchange.onRequest))
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe buffer.deallocate()
    }

    /// Lends the handle itself.
    func withHandle<Result>(_ body: (UnsafeMutableRawPointer) -> Result) -> Result { unsafe body(easy) }

    /// libcurl's words about what went wrong, empty when it has none.
    var words: String { unsafe String(cString: buffer) }

    func set(_ option: CURLoption, _ value: Int) {
        note(unsafe newslog_curl_set_long(easy, option, value))
    }

    func set(_ option: CURLoption, _ value: String?) {
        note(unsafe newslog_curl_set_string(easy, option, value))
    }

    func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
        note(unsafe newslog_curl_set_pointer(easy, option, value))
    }

    /// Sets the version of HTTP and libcurl's own deadline, in milliseconds, unless they are as they were.
    func limit(version: Int, timeout: Int) {
        if self.version != version { set(CURLOPT_HTTP_VERSION, version) }
        if self.timeout != timeout { set(CURLOPT_TIMEOUT_MS, timeout) }
        (self.version, self.timeout) = (version, timeout)
    }

    /// Sets what certificates are trusted, unless it is as it was.
    func secure(_ tls: FetchRequest.TLS, certificates: String) {
        if let security, security.tls == tls, security.certificates == certificates { return }
        security = (tls, certificates)
        set(CURLOPT_CAINFO, tls.certificates ?? certificates)
        set(CURLOPT_PINNEDPUBLICKEY, tls.pin)
        set(CURLOPT_SSL_VERIFYPEER, tls.isInsecure ? 0 : 1)
        set(CURLOPT_SSL_VERIFYHOST, tls.isInsecure ? 0 : 2)
    }

    /// Takes in what an option that is set elsewhere came to.
    func note(_ code: CURLcode) { if problem == CURLE_OK { problem = code } }
}

/// Leads from a handle to the sink of the request that it serves; nothing once that is over.
final class CallbackContext {
    var sink: ExchangeSink?
}

/// Handles that wait for the next request.
final class EasyHandles {
    /// Each keeps libcurl's buffer of 16 KB.
    private static let most = 64
    private var atRest: [EasyHandle] = []

    /// A handle that is free, or a new one; nil when there is no memory.
    func take() -> EasyHandle? { atRest.popLast() ?? EasyHandle() }

    /// Takes a handle back.
    func giveBack(_ handle: EasyHandle) { if atRest.count < Self.most { atRest.append(handle) } }
}
