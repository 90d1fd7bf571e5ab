internal import Articles
internal import CCurl
internal import Glibc
internal import Policy

/// One request and its answer: the user of an easy handle and the owner of everything libcurl reads through it.
///
/// Lives on the loop's thread. libcurl calls back only inside `curl_multi_perform` on that thread.
@safe final class Exchange {
    /// What the answer says, as far as it has come; the callbacks write it.
    let sink: ExchangeSink
    private let handle: EasyHandle
    private let headers: HeaderList?
    private let resolution: HeaderList?
    /// Kept for as long as the handle uses it.
    private let sessions: SharedSessions?
    private let hasProxy: Bool
    private let handles: EasyHandles
    /// Whether the request ended well: a handle that was broken off may not have forgotten it all.
    var hasEndedWell = false

    /// Sets a request up; nil when there is no memory for it.
    ///
    /// By its number the loop knows it again when it ends.
    init?(_ plan: borrowing ExchangePlan, number: Int, on handles: EasyHandles, sink: ExchangeSink) {
        guard let handle = handles.take() else { return nil }
        self.handle = handle
        self.handles = handles
        self.sink = sink
        sessions = plan.sessions
        hasProxy = plan.proxy != nil
        headers = plan.headers.makeList()
        resolution = plan.resolution.flatMap { HeaderLines(entry: $0).makeList() }
        handle.context.sink = sink
        unsafe handle.set(CURLOPT_PRIVATE, UnsafeMutableRawPointer(bitPattern: number))
        configure(plan)
    }

    deinit {
        // The handle may serve another request, and must know nothing that ends here.
        handle.context.sink = nil
        unsafe handle.set(CURLOPT_HTTPHEADER, UnsafeMutableRawPointer?.none)
        if hasResolution { unsafe handle.set(CURLOPT_RESOLVE, UnsafeMutableRawPointer?.none) }
        if sessions != nil { unsafe handle.set(CURLOPT_SHARE, UnsafeMutableRawPointer?.none) }
        if hasProxy { handle.set(CURLOPT_PROXY, "") }
        if hasEndedWell, handle.problem == CURLE_OK { handles.giveBack(handle) }
    }

    /// libcurl's first complaint while the request was set up.
    var setupProblem: String? {
        handle.problem == CURLE_OK ? nil : unsafe String(cString: curl_easy_strerror(handle.problem))
    }

    /// Gives the handle to the multi handle, or takes it back.
    func join(_ multi: borrowing CurlMulti) -> Bool {
        unsafe handle.withHandle { unsafe multi.add($0) }
    }
    func leave(_ multi: borrowing CurlMulti) {
        unsafe handle.withHandle { unsafe multi.remove($0) }
    }

    /// Lets a body that had to wait go on.
    ///
    /// The C function is `curl_easy_pause`.
    func resume() { _ = unsafe handle.withHandle { unsafe curl_easy_pause($0, CURLPAUSE_CONT) } }

    /// libcurl's words about what went wrong, empty when it has none.
    var errorWords: String { handle.words }

    /// The errno of a failed connection.
    var systemError: Int32 { Int32(truncatingIfNeeded: number(CURLINFO_OS_ERRNO)) }

    /// Whether the proxy, not the site, is what failed (CURLINFO_PROXY_ERROR, CURLINFO_HTTP_CONNECTCODE).
    var proxyStatus: Int { number(CURLINFO_HTTP_CONNECTCODE) }

    /// Whether TCP is through, TLS perhaps not yet (CURLINFO_NUM_CONNECTS; CURLINFO_CONNECT_TIME comes after
    /// both).
    var isConnected: Bool { number(CURLINFO_NUM_CONNECTS) > 0 }

    /// The time from the start until the connection stood, and until TLS was ready.
    var connectTimes: (connect: Duration, ready: Duration) {
        (time(CURLINFO_CONNECT_TIME_T), time(CURLINFO_APPCONNECT_TIME_T))
    }

    private func time(_ info: CURLINFO) -> Duration {
        var value: curl_off_t = 0
        _ = unsafe handle.withHandle { unsafe newslog_curl_get_number($0, info, &value) }
        return .microseconds(value)
    }

    private func number(_ info: CURLINFO) -> Int {
        var value = 0
        _ = unsafe handle.withHandle { unsafe newslog_curl_get_long($0, info, &value) }
        return value
    }
}

/// What a request looks like on the wire and how it gets there.
struct ExchangePlan: ~Copyable {
    var address: WebAddress
    var headers: HeaderLines
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
    /// Everything that differs from request to request, whatever the handle's last one had.
    private func configure(_ plan: borrowing ExchangePlan) {
        handle.set(CURLOPT_URL, plan.address.text)
        handle.limit(
            version: Int(plan.offersHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1),
            timeout: Int(plan.safetyNet.milliseconds))
        if let proxy = plan.proxy { handle.set(CURLOPT_PROXY, proxy) }
        handle.secure(plan.tls, certificates: plan.certificates)
        if let sessions { handle.note(unsafe handle.withHandle { unsafe sessions.serve($0) }) }
        set(CURLOPT_HTTPHEADER, headers)
        set(CURLOPT_RESOLVE, resolution)
    }

    /// Lends libcurl a list for as long as this exchange lives.
    private func set(_ option: CURLoption, _ list: borrowing HeaderList?) {
        switch list {
        case .some(let list): unsafe list.withList { unsafe handle.set(option, UnsafeMutableRawPointer($0)) }
        case .none: break
        }
    }

    private var hasResolution: Bool {
        switch resolution {
        case .some: true
        case .none: false
        }
    }
}

extension Exchange {
    private static func sink(_ context: UnsafeMutableRawPointer?) -> ExchangeSink? {
        unsafe context.flatMap { unsafe Unmanaged<CallbackContext>.fromOpaque($0).takeUnretainedValue().sink }
    }

    static let onHeader: curl_write_callback = { bytes, size, count, context in
        guard let sink = unsafe sink(context), let bytes = unsafe bytes else { return 0 }
        let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count).bindMemory(to: UInt8.self)
        return unsafe sink.takeHeader(line.span) ? size * count : 0
    }

    static let onBody: curl_write_callback = { bytes, size, count, context in
        guard let sink = unsafe sink(context), let bytes = unsafe bytes else { return 0 }
        let part = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count).bindMemory(to: UInt8.self)
        switch unsafe sink.takeBody(part) {
        case .more: return size * count
        case .wait: return Int(CURL_WRITEFUNC_PAUSE)
        case .enough: return 0
        }
    }

    /// The one place where a connection begins: the address is judged here, whatever name led to it.
    static let onSocket: curl_opensocket_callback = { context, _, target in
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
    static let onRequest: curl_prereq_callback = { context, remote, _, _, _ in
        guard let sink = unsafe sink(context), let remote = unsafe remote else {
            return CURL_PREREQFUNC_ABORT
        }
        let text = unsafe UnsafeRawBufferPointer(start: remote, count: strlen(remote)).bindMemory(
            to: UInt8.self)
        guard let address = unsafe IPAddress(dotted: text.span) ?? IPAddress(String(cString: remote)),
            sink.permits(address)
        else { return CURL_PREREQFUNC_ABORT }
        sink.connected(to: address)
        return CURL_PREREQFUNC_OK
    }
}
