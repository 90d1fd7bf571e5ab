internal import Policy

/// Where libcurl's callbacks put what they are given; all bounds on what a server may send are kept here.
final class ExchangeSink {
    /// What libcurl is told after a part of the body.
    enum Verdict { case more, wait, enough }

    /// Bytes of an error page that are kept, to see whose it is.
    private static let errorBodyBytes = 64 << 10

    private(set) var head = ResponseHead()
    private(set) var body: [UInt8] = []
    /// All bytes of headers and body that have come.
    private(set) var received = 0
    private(set) var remote: IPAddress?
    /// Why the transfer was ended by us, if it was.
    private(set) var refusal: AddressPolicy.Refusal?
    private(set) var isBodyTooLarge = false
    /// An error page or a redirect's body of which we have enough: no failure.
    private(set) var hasEnough = false
    private(set) var firstByte: Duration?
    let start: Duration
    var clock: PhaseClock

    private let allowance: AddressPolicy.Allowance
    private let maxBodyBytes: Int
    private let now: @Sendable () -> Duration
    /// Asks whether there is room for one more body (Politeness).
    private let mayReceive: () -> Bool

    init(
        clock: PhaseClock, allowance: AddressPolicy.Allowance, maxBodyBytes: Int,
        now: @escaping @Sendable () -> Duration, mayReceive: @escaping () -> Bool
    ) {
        self.clock = clock
        self.allowance = allowance
        self.maxBodyBytes = maxBodyBytes
        self.now = now
        start = now()
        self.mayReceive = mayReceive
    }

    /// Whether the address may be connected to; a refusal is remembered.
    func permits(_ address: IPAddress) -> Bool {
        refusal = AddressPolicy.refusal(of: address, allowing: allowance)
        return refusal == nil
    }

    /// The connection stands; the request goes out.
    func connected(to address: IPAddress) {
        remote = address
        clock.enter(.request, at: now())
    }

    /// Takes a header line; false to end the transfer.
    func takeHeader(_ line: Span<UInt8>) -> Bool {
        received += line.count
        if clock.phase == .request || clock.phase == .connect {
            let time = now()
            firstByte = time
            clock.enter(.headers, at: time)
        }
        return head.take(line)
    }

    /// Takes a part of the body.
    func takeBody(_ part: UnsafeBufferPointer<UInt8>) -> Verdict {
        if clock.phase != .body {
            guard mayReceive() else {
                clock.pause(at: now())
                return .wait
            }
            clock.enter(.body, at: now())
        }
        received += part.count
        let isDocument = head.status == 200 || head.status == 203
        guard isDocument || body.count + part.count <= Self.errorBodyBytes else {
            hasEnough = true
            return .enough
        }
        guard body.count + part.count <= maxBodyBytes else {
            isBodyTooLarge = true
            return .enough
        }
        unsafe body.append(contentsOf: part)
        return .more
    }
}
