internal import Articles
internal import CCurl

/// The owner of a `CURLM`: every connection of the fetcher, driven by one thread.
@safe struct CurlMulti: ~Copyable {
    /// A transfer that has ended.
    struct Ending {
        /// The number that was given to it (CURLOPT_PRIVATE).
        let number: Int
        let code: CURLcode
    }

    private let multi: UnsafeMutableRawPointer

    /// Initialises libcurl once for the process; its function is not safe beside itself.
    static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Makes an empty set.
    init() {
        // It fails only when a few hundred bytes are not to be had.
        guard Self.isReady, let multi = unsafe curl_multi_init() else {
            preconditionFailure("no memory for libcurl")
        }
        unsafe self.multi = multi
        // Connections kept open between fetches: feeds of one host come one after the other.
        _ = unsafe newslog_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, DescriptorLimit.keptConnections)
    }

    deinit { unsafe curl_multi_cleanup(multi) }

    func add(_ easy: UnsafeMutableRawPointer) -> Bool {
        unsafe curl_multi_add_handle(multi, easy) == CURLM_OK
    }
    func remove(_ easy: UnsafeMutableRawPointer) { _ = unsafe curl_multi_remove_handle(multi, easy) }

    /// Moves every transfer as far as it goes.
    ///
    /// The C function is `curl_multi_perform`.
    func perform() {
        var running: Int32 = 0
        _ = unsafe curl_multi_perform(multi, &running)
    }

    /// The transfers that have ended since.
    ///
    /// The C function is `curl_multi_info_read`.
    func endings() -> [Ending] {
        var endings: [Ending] = []
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            let code = unsafe newslog_curl_result(message)
            var number: UnsafeMutableRawPointer?
            _ = unsafe newslog_curl_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &number)
            endings.append(Ending(number: Int(bitPattern: number), code: code))
        }
        return endings
    }

    /// Waits until a socket or the descriptor can be read, or the time is over.
    ///
    /// The C function is `curl_multi_poll`.
    func wait(alsoFor descriptor: Int32, timeout: Duration) {
        var extra = curl_waitfd(fd: descriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        let milliseconds = Int32(clamping: max(0, timeout.milliseconds))
        _ = unsafe curl_multi_poll(multi, &extra, 1, milliseconds, nil)
    }
}
