internal import Policy

/// Where libcurl's callbacks put what they are given; all bounds on what a server may send are kept here.
final class ExchangeSink {
    /// What libcurl is told after a part of the body.
    enum Verdict { case more, wait, enough }

    /// What has come so far: one value, for each look at a field of an object is checked for exclusivity.
    struct Reception {
        fileprivate(set) var head = ResponseHead()
        fileprivate(set) var body: [UInt8] = []
        fileprivate var bodyBytes = 0
        fileprivate(set) var remote: IPAddress?
        /// Why the transfer was ended by us, if it was.
        fileprivate(set) var refusal: AddressPolicy.Refusal?
        fileprivate(set) var isBodyTooLarge = false
        /// An error page or a redirect's body of which we have enough: no failure.
        fileprivate(set) var hasEnough = false
        fileprivate(set) var firstByte: Duration?
        var clock: PhaseClock
    }

    /// Bytes of an error page that are kept, to see whose it is.
    private static let errorBodyBytes = 64 << 10

    private(set) var reception: Reception
    let start: Duration
    private let allowance: AddressPolicy.Allowance
    private let maxBodyBytes: Int
    private let now: @Sendable () -> Duration
    /// Asks whether there is room for one more body (Politeness).
    private let mayReceive: () -> Bool

    init(
        clock: PhaseClock, allowance: AddressPolicy.Allowance, maxBodyBytes: Int,
        now: @escaping @Sendable () -> Duration, mayReceive: @escaping () -> Bool
    ) {
        reception = Reception(clock: clock)
        self.allowance = allowance
        self.maxBodyBytes = maxBodyBytes
        self.now = now
        start = now()
        self.mayReceive = mayReceive
    }

    var head: ResponseHead { reception.head }
    var body: [UInt8] { reception.body }
    /// The address that is connected to.
    var remote: IPAddress? { reception.remote }
    /// Why the transfer was ended by us, if it was.
    var refusal: AddressPolicy.Refusal? { reception.refusal }
    var isBodyTooLarge: Bool { reception.isBodyTooLarge }
    /// An error page or a redirect's body of which we have enough: no failure.
    var hasEnough: Bool { reception.hasEnough }
    var firstByte: Duration? { reception.firstByte }
    /// All bytes of headers and body that have come.
    var received: Int { reception.head.bytes + reception.bodyBytes }
    /// The deadlines of the exchange.
    var clock: PhaseClock {
        get { reception.clock }
        set { reception.clock = newValue }
    }

    /// Whether the address may be connected to; a refusal is remembered.
    func permits(_ address: IPAddress) -> Bool {
        let refusal = AddressPolicy.refusal(of: address, allowing: allowance)
        reception.refusal = refusal
        return refusal == nil
    }

    /// The connection stands; the request goes out.
    func connected(to address: IPAddress) {
        reception.remote = address
        reception.clock.enter(.request, at: now())
    }

    /// Takes a header line; false to end the transfer.
    func takeHeader(_ line: Span<UInt8>) -> Bool { reception.takeHeader(line, now: now) }

    /// Takes a part of the body.
    func takeBody(_ part: UnsafeBufferPointer<UInt8>) -> Verdict {
        if reception.clock.phase != .body {
            guard mayReceive() else {
                reception.clock.pause(at: now())
                return .wait
            }
            reception.clock.enter(.body, at: now())
        }
        return unsafe reception.takeBody(part, limit: maxBodyBytes, errorLimit: Self.errorBodyBytes)
    }
}

extension ExchangeSink.Reception {
    fileprivate mutating func takeHeader(_ line: Span<UInt8>, now: () -> Duration) -> Bool {
        if clock.phase == .request || clock.phase == .connect {
            let time = now()
            firstByte = time
            clock.enter(.headers, at: time)
        }
        return head.take(line)
    }

    fileprivate mutating func takeBody(_ part: UnsafeBufferPointer<UInt8>, limit: Int, errorLimit: Int)
        -> ExchangeSink.Verdict
    {
        bodyBytes += part.count
        let isDocument = head.status == 200 || head.status == 203
        guard isDocument || body.count + part.count <= errorLimit else {
            hasEnough = true
            return .enough
        }
        guard body.count + part.count <= limit else {
            isBodyTooLarge = true
            return .enough
        }
        unsafe body.append(contentsOf: part)
        return .more
    }
}
