internal import Articles
internal import Configuration
internal import Host
internal import Journal
internal import Logging

/// What the conductor knows of the care for its store.
struct StoreKeeper: ~Copyable {
    /// Somebody who waits until an article is erased; told nil, or why it is not yet.
    typealias Listener = (String?) -> Void

    fileprivate let thread: UpkeepThread
    /// When the store is looked at next, by the clock that only runs forward.
    fileprivate var nextLook: Duration
    /// Since when the daemon has run without a large clock step.
    var steadySince: Duration
    /// What is being done.
    fileprivate var task: Upkeep.Task?
    /// Words that leave the full text before the lines of `task` are emptied.
    fileprivate var remover: TextRemover?
    /// What failed, and when; what was sealed stands here too.
    fileprivate var failed: [Upkeep.Task: Duration] = [:]
    fileprivate var listeners: [(number: Seq, tell: Listener)] = []
    /// Whether it was said that the journal nears its bound.
    fileprivate var hasWarned = false

    /// The daemon has better things to do in its first seconds.
    private static let firstWait = Duration.seconds(10)

    init(_ thread: consuming UpkeepThread, now: Duration) {
        self.thread = thread
        nextLook = now + Self.firstWait
        steadySince = now
    }

    /// When it has something to do; nil while the thread does it.
    fileprivate var nextTurn: Duration? {
        guard task != nil else { return nextLook }
        return isEmptying ? .zero : nil
    }

    fileprivate var isEmptying: Bool {
        switch remover {
        case .some: true
        case .none: false
        }
    }

    /// Ends the thread; whoever waits is told that it goes on at the next start.
    consuming func stop() {
        for listener in listeners {
            listener.tell("the daemon ends; the text is erased after its next start")
        }
        thread.stop()
    }
}

extension Conductor {
    /// Begins to look after the store: erasing, retention, sealing.
    mutating func keepStore() {
        let mailbox = mailbox
        let thread = UpkeepThread(store.upkeepWork) { mailbox.post(.rewritten($0)) }
        keeper = StoreKeeper(thread, now: machine.monotonicTime)
    }

    /// When the store is to be looked after; nil while nothing can be done for it.
    var nextUpkeep: Duration? {
        switch keeper {
        case .some(let keeper): keeper.nextTurn
        case .none: nil
        }
    }

    /// Begins the next task when it is time, and takes a slice of words out of the full text.
    mutating func lookAfterStore() {
        guard var keeper = keeper.take() else { return }
        look(&keeper)
        self.keeper = consume keeper
    }

    private mutating func look(_ keeper: inout StoreKeeper) {
        do throws(StoreFailure) {
            if keeper.isEmptying {
                try emptySome(&keeper)
            } else if keeper.task == nil, machine.monotonicTime >= keeper.nextLook, pending.isEmpty,
                !backlog.isDue(at: machine.monotonicTime)
            {
                try beginTask(&keeper)
            }
        } catch {
            fail(&keeper, "\(error)")
        }
    }

    /// Lines whose words are taken out between two looks at the mailbox.
    private static let emptyingSlice = 100

    private func emptySome(_ keeper: inout StoreKeeper) throws(StoreFailure) {
        guard var remover = keeper.remover.take() else { return }
        if try remover.advance(atMost: Self.emptyingSlice) {
            keeper.remover = consume remover
        } else if case .husk(let segment)? = keeper.task {
            keeper.thread.submit(.husk(segment))
        }
    }

    private mutating func beginTask(_ keeper: inout StoreKeeper) throws(StoreFailure) {
        let now = machine.monotonicTime
        keeper.nextLook = now + Upkeep.pause(after: nil)
        var state = try store.upkeepState(at: machine.wallTime())
        keeper.failed = keeper.failed.filter { task, time in
            !task.isTriedAgain || now - time < Upkeep.retryTime
        }
        state.failed = Set(keeper.failed.keys)
        warn(&keeper, bytes: state.bytes)
        let limits = Upkeep.Limits(keep: settings.store.keep, maxSize: settings.store.maxSize)
        let isSteady = now - keeper.steadySince >= Upkeep.steadyTime
        keeper.task = Upkeep.next(state, limits, now: machine.wallTime(), isSteady: isSteady)
        switch keeper.task {
        case .seal(let segment)?: keeper.thread.submit(.seal(segment))
        case .erase(let number)?: keeper.thread.submit(try store.prepareErasure(of: number))
        case .husk(let segment)?:
            keeper.remover = try store.remover(of: segment)
            if !keeper.isEmptying { keeper.task = nil }
        case nil: break
        }
        if case .erase? = keeper.task { return }
        // Nobody waits for what is not even begun: the words of the article are not all known yet.
        keeper.tellAll("nobody finds it any more; its text is erased when the full text has caught up")
    }

    /// Takes the news that the thread has done what it was given.
    mutating func receive(_ result: Result<SegmentRewriter.Outcome, JournalError>) {
        guard var keeper = keeper.take() else { return }
        take(result, &keeper)
        self.keeper = consume keeper
    }

    private func take(
        _ result: Result<SegmentRewriter.Outcome, JournalError>, _ keeper: inout StoreKeeper
    ) {
        guard let task = keeper.task else { return }
        do {
            let outcome = try result.get()
            try store.note(task)
            keeper.task = nil
            // Whoever waits for an erasure has waited for the task before it already.
            keeper.nextLook =
                machine.monotonicTime + (keeper.listeners.isEmpty ? Upkeep.pause(after: task) : .zero)
            // Once a start, whatever comes of it: a file system that keeps no modes would have it sealed for ever.
            if case .seal = task { keeper.failed[task] = machine.monotonicTime }
            logger.info("\(task): \(outcome.bytes >> 10) KiB became \(outcome.newBytes >> 10)")
            if case .erase(let number) = task { keeper.tell(number, nil) }
        } catch let error as JournalError where error.code == .interrupted {
            keeper.task = nil
        } catch {
            fail(&keeper, "\(error)")
        }
    }

    /// What fails is told, and tried again later.
    private func fail(_ keeper: inout StoreKeeper, _ reason: String) {
        keeper.remover = nil
        keeper.nextLook = machine.monotonicTime + Upkeep.pauseAfterFailure
        guard let task = keeper.task else {
            return logger.warning("the store could not be looked after: \(reason)")
        }
        keeper.task = nil
        keeper.failed[task] = machine.monotonicTime
        logger.warning(
            "\(task) failed and is tried again \(task.isTriedAgain ? "in a day" : "after the next start"): \(reason)"
        )
        if case .erase(let number) = task { keeper.tell(number, reason) }
    }

    /// Says once that the journal nears its bound.
    private func warn(_ keeper: inout StoreKeeper, bytes: Int) {
        guard let most = settings.store.maxSize else { return }
        let isNear = bytes >= most / 5 * 4
        if isNear, !keeper.hasWarned {
            logger.warning(
                "the journal has \(bytes >> 20) MiB of the \(most >> 20) that max_size allows; beyond it the oldest texts are removed"
            )
        }
        keeper.hasWarned = isNear
    }

    /// Forgets an article; `report` is told when its text is gone, or why it is not.
    mutating func forget(_ id: ArticleID, report: @escaping StoreKeeper.Listener) {
        // Documents that are read already are not to come behind the line that forgets.
        commit()
        do throws(StoreFailure) {
            switch try store.forget(id, now: machine.wallTime()) {
            case .unknownArticle: report("no article has the id \(id)")
            case .done: report(nil)
            case .begun(let number):
                noteWritten()
                backlog.hurry()
                keeper?.listeners.append((number, report))
                keeper?.failed[.erase(number)] = nil
                keeper?.nextLook = .zero
            }
        } catch {
            report("\(error)")
        }
    }
}

extension StoreKeeper {
    /// Tells all who wait, and forgets them.
    fileprivate mutating func tellAll(_ reason: String) {
        for listener in listeners { listener.tell(reason) }
        listeners = []
    }

    /// Tells those who wait for an article, and forgets them.
    fileprivate mutating func tell(_ number: Seq, _ reason: String?) {
        for listener in listeners where listener.number == number { listener.tell(reason) }
        listeners.removeAll { $0.number == number }
    }
}

extension Upkeep.Task: CustomStringConvertible {
    /// What a log says of it.
    var description: String {
        switch self {
        case .erase(let number): "erasing the article whose first line is \(number)"
        case .husk(let segment): "removing the texts of segment \(segment)"
        case .seal(let segment): "sealing segment \(segment)"
        }
    }
}
