internal import CCurl

/// The TLS sessions of one origin, which the next connection to it resumes without a full handshake.
///
/// The owner of a `CURLSH`. Every exchange with the origin holds on to it, so it outlives the handles that use it. One
/// for all origins would not do: libcurl keeps no more than eight sessions in one.
@safe final class SharedSessions {
    private let share: UnsafeMutableRawPointer

    /// Makes an empty one; nil when there is no memory.
    ///
    /// The C function is `curl_share_init`.
    init?() {
        guard let share = unsafe curl_share_init() else { return nil }
        unsafe self.share = share
        _ = unsafe newslog_curl_share(share, CURL_LOCK_DATA_SSL_SESSION)
    }

    deinit { _ = unsafe curl_share_cleanup(share) }

    /// Has a handle use it.
    func serve(_ easy: UnsafeMutableRawPointer) -> CURLcode {
        unsafe newslog_curl_set_pointer(easy, CURLOPT_SHARE, share)
    }
}

/// The sessions of the origins that were used last.
struct SessionCache {
    /// Whose sessions they are; an origin that one feed does not verify is another one to those that do.
    struct Key: Hashable {
        var origin: String
        var tls: FetchRequest.TLS
    }

    private struct Entry {
        let sessions: SharedSessions
        var lastUse: Int
    }

    private let limit: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0

    /// Makes a cache of so many origins.
    init(limit: Int) { self.limit = limit }

    var count: Int { entries.count }

    /// The sessions of an origin; those of the quarter that was not used for longest go when there are too many.
    mutating func sessions(of key: Key) -> SharedSessions? {
        uses += 1
        if let entry = entries[key] {
            entries[key]?.lastUse = uses
            return entry.sessions
        }
        if entries.count >= limit {
            let times = entries.values.map(\.lastUse).sorted()
            let border = times[times.count / 4]
            entries = entries.filter { $0.value.lastUse > border }
        }
        guard let sessions = SharedSessions() else { return nil }
        entries[key] = Entry(sessions: sessions, lastUse: uses)
        return sessions
    }
}
