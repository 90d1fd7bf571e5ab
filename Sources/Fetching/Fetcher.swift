internal import Host
internal import Synchronization

/// Fetches documents over HTTP: the door of this module, with `FetchRequest`, `FetchResult` and
/// `FetchSettings`; `Site` and `BodyHash` stand beside it.
///
/// One thread of its own runs libcurl. Requests go in from any thread; results come out of that thread in
/// batches, exactly one for each request, so what takes them should only pass them on.
package final class Fetcher: Sendable {
    private let inbox: Mailbox<CurlLoop.Command>
    private let thread: Mutex<WorkerThread?>

    /// Starts the thread.
    package init(
        settings: FetchSettings = FetchSettings(), deliver: @escaping @Sendable ([FetchResult]) -> Void
    ) throws(FetchFailure) {
        let inbox = Mailbox<CurlLoop.Command>()
        self.inbox = inbox
        let isReady = CurlMulti.isReady
        thread = Mutex(
            isReady
                ? WorkerThread(name: "fetch") {
                    CurlLoop(settings: settings, inbox: inbox, deliver: deliver).run()
                } : nil)
        guard thread.withLock({ $0 != nil }) else {
            throw FetchFailure(
                token: 0, code: .internalError, phase: .policy, url: "",
                message: isReady ? "the system has no thread left" : "libcurl cannot start")
        }
    }

    deinit { inbox.post(.stop) }

    /// Takes requests in; each has its turn when politeness allows.
    package func submit(_ requests: [FetchRequest]) { inbox.post(.fetch(requests)) }

    /// Says that documents were read and are no longer in memory, by the tokens of their requests
    /// (`FetchSettings.waitsForReaders`); others mean nothing.
    package func taken(_ tokens: [Int]) { if !tokens.isEmpty { inbox.post(.taken(tokens)) } }

    /// Leaves a host alone for a while (429 with Retry-After).
    package func hold(host: String, for duration: Duration) { inbox.post(.hold(host: host, for: duration)) }

    /// Ends everything that waits or is under way; each request still has its result, `cancelled`.
    package func cancelAll() { inbox.post(.cancelAll) }

    /// Cancels everything and waits for the thread to end; more calls do nothing.
    ///
    /// Not to be called from `deliver`. A request that is submitted afterwards has no result.
    package func stop() {
        inbox.post(.stop)
        if let thread = thread.withLock({ $0.take() }) { thread.join() }
    }

    /// Has the thread take a whole turn and waits for it: what lies in its sockets has been read, and a clock that
    /// was set has been looked at.
    ///
    /// For tests, whose clock is their own.
    package func look() {
        let bell = EventDescriptor()
        inbox.post(.look(bell))
        _ = bell.wait(.seconds(30))
    }
}
