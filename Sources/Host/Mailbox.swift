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
        var waiting: [Message] = []
        var head = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let event = EventDescriptor()

    /// Makes an empty queue.
    public init() {}

    /// How many messages wait.
    public var count: Int { state.withLock { $0.waiting.count - $0.head } }

    /// Puts messages in, in order.
    public func post(_ messages: [Message]) {
        state.withLock { $0.waiting.append(contentsOf: messages) }
        event.ring()
    }

    /// Lets the workers finish what waits and then end.
    public func close() {
        state.withLock { $0.isClosed = true }
        event.ring()
    }

    /// Drops what waits.
    public func removeAll() { state.withLock { $0 = State(isClosed: $0.isClosed) } }

    /// Waits for a message; nil when the queue is closed and empty.
    public func take() -> Message? {
        while true {
            let (message, isOver) = state.withLock { state -> (Message?, Bool) in
                guard state.head < state.waiting.count else { return (nil, state.isClosed) }
                let message = state.waiting[state.head]
                state.head += 1
                if state.head == state.waiting.count {
                    state.waiting.removeAll(keepingCapacity: true)
                    state.head = 0
                    // Only an empty and open queue is quiet: a worker that leaves something behind leaves it ringing.
                    if !state.isClosed { event.clear() }
                }
                return (message, false)
            }
            if let message { return message }
            if isOver { return nil }
            _ = event.wait(nil)
        }
    }
}
