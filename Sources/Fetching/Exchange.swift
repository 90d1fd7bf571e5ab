internal import Articles
internal import CCurl
internal import Glibc
internal import Policy

/// One request and its answer: the owner of a `CURL` easy handle and of everything libcurl reads from it.
///
/// Lives on the loop's thread. libcurl calls back only inside `curl_multi_perform` on that thread.
@safe final class Exchange {
    /// What the answer says, as far as it has come; the callbacks write it.
    let sink: ExchangeSink
    private let easy: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []
    private let context: Unmanaged<ExchangeSink>
    /// libcurl writes its own words about a failure here (CURLOPT_ERRORBUFFER).
    private let words: UnsafeMutablePointer<CChar>
    private var problem = CURLE_OK
    /// Kept for as long as the handle, which uses it to its end.
    private let sessions: SharedSessions?

    /// Sets a request up; nil when there is no memory for it.
    init?(_ plan: ExchangePlan, sink: ExchangeSink) {
        guard let easy = unsafe curl_easy_init() else { return nil }
        unsafe self.easy = easy
        self.sink = sink
        sessions = plan.sessions
        unsafe context = Unmanaged.passRetained(sink)
        unsafe words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        configure(plan)
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe lists.forEach { unsafe curl_slist_free_all($0) }
        unsafe words.deallocate()
        unsafe context.release()
    }

    /// Names the handle in the loop's tables.
    var identity: UInt { unsafe UInt(bitPattern: easy) }

    /// libcurl's first complaint while the request was set up.
    var setupProblem: String? {
        problem == CURLE_OK ? nil : unsafe String(cString: curl_easy_strerror(problem))
    }

    /// Gives the handle to the multi handle, or takes it back.
    func join(_ multi: borrowing CurlMulti) -> Bool { unsafe multi.add(easy) }
    func leave(_ multi: borrowing CurlMulti) { unsafe multi.remove(easy) }

    /// Lets a body that had to wait go on.
    ///
    /// The C function is `curl_easy_pause`.
    func resume() { _ = unsafe curl_easy_pause(easy, CURLPAUSE_CONT) }

    /// libcurl's words about what went wrong, empty when it has none.
    var errorWords: String { unsafe String(cString: words) }

    /// The errno of a failed connection.
    var systemError: Int32 {
        var value = 0
        _ = unsafe newslog_curl_get_long(easy, CURLINFO_OS_ERRNO, &value)
        return Int32(truncatingIfNeeded: value)
    }

    /// Whether the proxy, not the site, is what failed (CURLINFO_PROXY_ERROR, CURLINFO_HTTP_CONNECTCODE).
    var proxyStatus: Int {
        var value = 0
        _ = unsafe newslog_curl_get_long(easy, CURLINFO_HTTP_CONNECTCODE, &value)
        return value
    }

    /// Whether TCP is through, TLS perhaps not yet (CURLINFO_NUM_CONNECTS; CURLINFO_CONNECT_TIME comes after
    /// both).
    var isConnected: Bool {
        var value = 0
        _ = unsafe newslog_curl_get_long(easy, CURLINFO_NUM_CONNECTS, &value)
        return value > 0
    }

    /// The time from the start until the connection stood, and until TLS was ready.
    var connectTimes: (connect: Duration, ready: Duration) {
        (time(CURLINFO_CONNECT_TIME_T), time(CURLINFO_APPCONNECT_TIME_T))
    }

    private func time(_ info: CURLINFO) -> Duration {
        var value: curl_off_t = 0
        _ = unsafe newslog_curl_get_number(easy, info, &value)
        return .microseconds(value)
    }
}

/// What a request looks like on the wire and how it gets there.
struct ExchangePlan {
    var address: WebAddress
    /// Header lines, complete.
    var headers: [[UInt8]]
    /// `host:port:address,…` for CURLOPT_RESOLVE; nil when libcurl needs no name.
    var resolution: String?
    var tls: FetchRequest.TLS
    var certificates: String
    /// TLS sessions to resume; nil without TLS.
    var sessions: SharedSessions?
    var proxy: String?
    var offersHTTP2: Bool
    /// libcurl's own deadline, far behind ours.
    var safetyNet: Duration
}

extension Exchange {
    private func configure(_ plan: ExchangePlan) {
        set(CURLOPT_URL, plan.address.text)
        // curl_global_init has no part in signals; alarms would hit other threads.
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTP_VERSION, Int(plan.offersHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
        set(CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, 200)
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        set(CURLOPT_UNRESTRICTED_AUTH, 0)
        // Bodies are decoded by us, and an answer in HTTP/0.9 is none.
        set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        set(CURLOPT_HTTP09_ALLOWED, 0)
        // The empty string turns off the proxies of the environment.
        set(CURLOPT_PROXY, plan.proxy ?? "")
        set(CURLOPT_MAXAGE_CONN, 60)
        set(CURLOPT_TIMEOUT_MS, Int(plan.safetyNet.milliseconds))
        set(CURLOPT_CONNECTTIMEOUT_MS, 20_000)
        secure(plan)
        list(CURLOPT_HTTPHEADER, plan.headers)
        if let resolution = plan.resolution { list(CURLOPT_RESOLVE, [Array(resolution.utf8)]) }
        callBack()
    }

    private func secure(_ plan: ExchangePlan) {
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_CAINFO, plan.tls.certificates ?? plan.certificates)
        // Debian's default directory would have the whole store read at every connection.
        note(unsafe newslog_curl_set_string(easy, CURLOPT_CAPATH, nil))
        set(CURLOPT_CA_CACHE_TIMEOUT, -1)
        if let sessions { note(unsafe sessions.serve(easy)) }
        if let pin = plan.tls.pin { set(CURLOPT_PINNEDPUBLICKEY, pin) }
        if plan.tls.isInsecure {
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
    }

    private func callBack() {
        let pointer = unsafe context.toOpaque()
        unsafe note(newslog_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, words))
        unsafe note(newslog_curl_set_pointer(easy, CURLOPT_WRITEDATA, pointer))
        unsafe note(newslog_curl_set_pointer(easy, CURLOPT_HEADERDATA, pointer))
        unsafe note(newslog_curl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, pointer))
        unsafe note(newslog_curl_set_pointer(easy, CURLOPT_PREREQDATA, pointer))
        unsafe note(newslog_curl_set_data_callback(easy, CURLOPT_WRITEFUNCTION, Self.onBody))
        unsafe note(newslog_curl_set_data_callback(easy, CURLOPT_HEADERFUNCTION, Self.onHeader))
        unsafe note(newslog_curl_set_socket_callback(easy, Self.onSocket))
        unsafe note(newslog_curl_set_request_callback(easy, Self.onRequest))
    }

    private func set(_ option: CURLoption, _ value: Int) {
        note(unsafe newslog_curl_set_long(easy, option, value))
    }

    private func set(_ option: CURLoption, _ value: String) {
        note(unsafe newslog_curl_set_string(easy, option, value))
    }

    private func list(_ option: CURLoption, _ lines: [[UInt8]]) {
        var first: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            let next = unsafe (line + [0]).withUnsafeBufferPointer { buffer in
                unsafe buffer.withMemoryRebound(to: CChar.self) {
                    unsafe curl_slist_append(first, $0.baseAddress)
                }
            }
            if let next = unsafe next { unsafe first = next } else { note(CURLE_OUT_OF_MEMORY) }
        }
        guard let first = unsafe first else { return }
        unsafe lists.append(first)
        note(unsafe newslog_curl_set_list(easy, option, first))
    }

    private func note(_ code: CURLcode) { if problem == CURLE_OK { problem = code } }
}

extension Exchange {
    private static func sink(_ context: UnsafeMutableRawPointer?) -> ExchangeSink? {
        unsafe context.map { unsafe Unmanaged<ExchangeSink>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let onHeader: curl_write_callback = { bytes, size, count, context in
        guard let sink = unsafe sink(context), let bytes = unsafe bytes else { return 0 }
        let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count).bindMemory(to: UInt8.self)
        return unsafe sink.takeHeader(line.span) ? size * count : 0
    }

    private static let onBody: curl_write_callback = { bytes, size, count, context in
        guard let sink = unsafe sink(context), let bytes = unsafe bytes else { return 0 }
        let part = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count).bindMemory(to: UInt8.self)
        switch unsafe sink.takeBody(part) {
        case .more: return size * count
        case .wait: return Int(CURL_WRITEFUNC_PAUSE)
        case .enough: return 0
        }
    }

    /// The one place where a connection begins: the address is judged here, whatever name led to it.
    private static let onSocket: curl_opensocket_callback = { context, _, target in
        guard let sink = unsafe sink(context), let target = unsafe target else { return CURL_SOCKET_BAD }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe bytes.withUnsafeMutableBufferPointer {
            unsafe newslog_curl_address(target, $0.baseAddress)
        }
        guard let address = IPAddress(networkBytes: Array(bytes.prefix(Int(count)))), sink.permits(address)
        else {
            return CURL_SOCKET_BAD
        }
        return unsafe socket(
            target.pointee.family, target.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
            target.pointee.protocol)
    }

    /// Before the request is sent, on a new connection or on one that was open: the second look at the
    /// address.
    private static let onRequest: curl_prereq_callback = { context, remote, _, _, _ in
        guard let sink = unsafe sink(context), let remote = unsafe remote else {
            return CURL_PREREQFUNC_ABORT
        }
        guard let address = IPAddress(unsafe String(cString: remote)), sink.permits(address) else {
            return CURL_PREREQFUNC_ABORT
        }
        sink.connected(to: address)
        return CURL_PREREQFUNC_OK
    }
}
