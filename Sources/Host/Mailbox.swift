internal import Synchronization

/// A queue between threads: many may post, one takes, in batches.
///
/// Its descriptor can be waited on together with sockets and signals.
public final class Mailbox<Message: Sendable>: Sendable {
    private let waiting = Mutex<[Message]>([])
    private let event = EventDescriptor()

    /// Makes an empty mailbox.
    public init() {}

    /// Readable while there may be something to take.
    public var descriptor: Int32 { event.descriptor }

    /// Puts messages in, in order.
    public func post(_ messages: [Message]) {
        guard !messages.isEmpty else { return }
        let wasEmpty = waiting.withLock { queue in
            defer { queue.append(contentsOf: messages) }
            return queue.isEmpty
        }
        if wasEmpty { event.ring() }
    }

    /// Puts one message in.
    public func post(_ message: Message) { post([message]) }

    /// Takes all that is there; empty when nothing is.
    public func takeAll() -> [Message] {
        event.clear()
        return waiting.withLock { queue in
            let messages = queue
            queue.removeAll()
            return messages
        }
    }
}

/// A queue from which several workers each take one message at a time.
public final class WorkQueue<Message: Sendable>: Sendable {
    private struct State {
        /// Messages in order; those before `head` are taken and no longer held.
        var waiting: [Message?] = []
        var head = 0
        var isClosed = false

        mutating func takeFirst() -> Message? {
            guard head < waiting.count else { return nil }
            defer {
                waiting[head] = nil
                head += 1
                // A queue that never runs empty must not grow for ever: half of it at a time costs nothing per message.
                if head == waiting.count || head >= 64 && head * 2 >= waiting.count {
                    waiting.removeFirst(head)
                    head = 0
                }
            }
            return waiting[head]
        }
    }

    private let state = Mutex(State())
    private let event = EventDescriptor()

    /// Makes an empty queue.
    public init() {}

    /// How many messages wait.
    public var count: Int { state.withLock { $0.waiting.count - $0.head } }

    /// Whether its workers are awake, and room for how many messages it keeps; for tests.
    var isRinging: Bool { event.wait(.zero) }
    var capacity: Int { state.withLock { $0.waiting.capacity } }

    /// Puts messages in, in order.
    public func post(_ messages: [Message]) {
        guard !messages.isEmpty else { return }
        // Within the lock, as everything that rings or clears: otherwise a worker may empty the queue between the two,
        // and all of them would spin on a bell that nobody clears.
        state.withLock { state in
            state.waiting.append(contentsOf: messages)
            event.ring()
        }
    }

    /// Lets the workers finish what waits and then end.
    public func close() {
        state.withLock { state in
            state.isClosed = true
            event.ring()
        }
    }

    /// Drops what waits.
    public func removeAll() {
        state.withLock { state in
            state = State(isClosed: state.isClosed)
            if !state.isClosed { event.clear() }
        }
    }

    /// Waits for a message; nil when the queue is closed and empty.
    public func take() -> Message? {
        while true {
            let (message, isOver) = state.withLock { state -> (Message?, Bool) in
                guard let message = state.takeFirst() else { return (nil, state.isClosed) }
                // Only an empty and open queue is quiet: a worker that leaves something behind leaves it ringing.
                if state.waiting.isEmpty, !state.isClosed { event.clear() }
                return (message, false)
            }
            if let message { return message }
            if isOver { return nil }
            _ = event.wait(nil)
        }
    }
}
