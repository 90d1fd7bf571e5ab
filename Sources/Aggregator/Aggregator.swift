package import Articles
package import Configuration
internal import Fetching
internal import Host
internal import Journal
package import Logging

/// The door of the aggregator: the daemon, one round, and the rebuilding of the catalog.
package enum Aggregator {
    /// What all of them need to know.
    package struct Surroundings: Sendable {
        package var settings: Settings
        package var stateDirectory: String
        /// Path of the control socket; nil: none.
        package var controlSocket: String?
        package var environment: [String: String]
        package var logger: Logger

        package init(
            settings: Settings, stateDirectory: String, controlSocket: String?, environment: [String: String],
            logger: Logger
        ) {
            self.settings = settings
            self.stateDirectory = stateDirectory
            self.controlSocket = controlSocket
            self.environment = environment
            self.logger = logger
        }
    }

    /// Fetches feeds once, every one when nil, and returns how it went; nil when a signal ended it before.
    ///
    /// What is forced is fetched as if for the first time.
    package static func fetch(
        _ surroundings: Surroundings, feeds: [String]?, isForced: Bool,
        progress: @escaping (RoundProgress) -> Void
    ) throws(StoreFailure) -> RoundProgress? {
        let signals = Signals()
        var conductor = try Conductor(surroundings)
        conductor.logsFeeds = false
        let result = ResultBox()
        conductor.asksOnlyWanted = feeds != nil
        conductor.begin(feeds, isForced: isForced) { state, isOver in
            progress(state)
            if isOver { result.value = state }
        }
        var isInterrupted = false
        while !isInterrupted {
            var wait = conductor.turn()
            // Whoever waits for a fetch is told at once that nothing can be stored; only a daemon tries again.
            guard conductor.hold == nil else { break }
            if result.value != nil, conductor.isQuiet {
                if conductor.backlog.isEmpty { break }
                conductor.backlog.hurry()
                wait = .zero
            }
            _ = Poll.wait(reading: [conductor.mailbox.descriptor, signals.descriptor], timeout: wait)
            isInterrupted = signals.take().contains(.terminate)
        }
        let failure = conductor.hold?.failure
        conductor.stop()
        if let failure { throw failure }
        return result.value
    }

    /// Runs until a signal ends it; `reload` reads the configuration anew, or says what is wrong with it.
    package static func run(
        _ surroundings: Surroundings, reload: @escaping () throws(ConfigurationErrors) -> Settings
    ) throws(StoreFailure) {
        var daemon = try Daemon(surroundings, reload: reload)
        daemon.run()
    }

    /// Forgets an article while no daemon runs; false when there is none of this id.
    package static func forget(_ surroundings: Surroundings, _ id: ArticleID) throws(StoreFailure) -> Bool {
        var store = try Store(
            StoreLayout(root: surroundings.stateDirectory), now: .now, replay: LineReplay(surroundings)
        ) { surroundings.logger.warning("\($0)") }
        switch try store.forget(id, now: .now) {
        case .unknownArticle: return false
        case .done: return true
        case .begun(let number):
            while try store.index(atMost: 2000) {}
            try store.perform(.erase(number))
            return true
        }
    }

    /// Rebuilds the catalog from the journal; returns the number of lines.
    package static func reindex(
        _ surroundings: Surroundings, progress: (Int) -> Void
    ) throws(StoreFailure) -> Int {
        try Store.rebuild(
            StoreLayout(root: surroundings.stateDirectory), now: .now, replay: LineReplay(surroundings),
            note: { surroundings.logger.warning("\($0)") }, progress: progress)
    }
}

extension LineReplay {
    /// Reads lines as this configuration has them made.
    init(_ surroundings: Aggregator.Surroundings) {
        self.init(
            site: Site.registrableDomain(ofHost:),
            keepsTracking: Set(surroundings.settings.feeds.lazy.filter { !$0.stripTracking }.map(\.id)))
    }
}

/// Where a round leaves its result.
private final class ResultBox {
    var value: RoundProgress?
}
