internal import Articles
internal import Catalog
internal import Host
internal import Journal

/// The state directory, opened for writing: lock, journal and catalog, in the order that recovery needs.
struct Store: ~Copyable {
    private let lock: FileLock
    let layout: StoreLayout
    let replay: LineReplay
    private let disk: JournalDisk
    var committer: Committer
    private var indexer: TextIndexer

    /// Opens the store and brings the catalog up to the journal; `note` is told what had to be mended.
    init(
        _ layout: StoreLayout, now: Timestamp, replay: LineReplay, disk: JournalDisk = JournalDisk(),
        note: (String) -> Void
    ) throws(StoreFailure) {
        let held = try Self.lock(layout)
        let journal = try Self.openJournal(layout, now, disk, note)
        let catalog = try Self.openCatalog(layout, lastSeq: journal.lastSeq, note)
        let lines = try replay.catchUp(catalog, with: layout, to: journal.lastSeq)
        if lines > 0 { note("the catalog was behind the journal: applied \(lines) lines") }
        lock = held
        self.layout = layout
        self.replay = replay
        self.disk = disk
        indexer = TextIndexer(layout, catalog)
        committer = Committer(journal: journal, catalog: catalog)
    }

    /// Gives the catalog what it lacks: the lines of a commit whose second half failed.
    mutating func catchUp() throws(StoreFailure) {
        _ = try replay.catchUp(committer.catalog, with: layout, to: committer.journal.lastSeq)
    }

    /// The states of all feeds that were ever fetched.
    func feedStates() throws(StoreFailure) -> [FeedState] {
        try StoreFailure.wrap { () throws(CatalogError) in try committer.catalog.feedStates() }
    }

    /// What the schedule remembers beside the feeds' states.
    func scheduleMemory() throws(StoreFailure) -> ScheduleMemory {
        let text = try StoreFailure.wrap { () throws(CatalogError) in
            try committer.catalog.memory(ScheduleMemory.name)
        }
        return text.map(ScheduleMemory.init) ?? ScheduleMemory()
    }

    /// Remembers it.
    func remember(_ memory: ScheduleMemory) throws(StoreFailure) {
        try StoreFailure.wrap { () throws(CatalogError) in
            try committer.catalog.remember(memory.text, as: ScheduleMemory.name)
        }
    }

    /// Puts a slice of lines into the full text; false when it has caught up.
    mutating func index(atMost lines: Int) throws(StoreFailure) -> Bool {
        try indexer.advance(atMost: lines, lastSeq: committer.journal.lastSeq)
    }

    /// What rewrites its segments.
    var upkeepWork: UpkeepWork { UpkeepWork(layout: layout, disk: disk, replay: replay) }

    /// Rebuilds the catalog from the journal, keys first, then full text; returns the number of lines.
    ///
    /// Feed states are derived too, but from the world: they are carried over where the old catalog can be read, for
    /// losing them costs one unconditional fetch a feed.
    static func rebuild(
        _ layout: StoreLayout, now: Timestamp, replay: LineReplay, note: (String) -> Void,
        progress: (Int) -> Void
    ) throws(StoreFailure) -> Int {
        let lock = try lock(layout)
        let journal = try openJournal(layout, now, JournalDisk(), note)
        let (states, memory) = remembered(layout, lastSeq: journal.lastSeq)
        let catalog = try newCatalog(layout)
        // First, so that they outlive whoever grows impatient: the next start goes on with the lines.
        try StoreFailure.wrap { () throws(CatalogError) in
            try catalog.commit(CatalogChanges(lines: [], feeds: states, appliedSeq: catalog.appliedSeq))
            if let memory { try catalog.remember(memory, as: ScheduleMemory.name) }
        }
        let lines = try replay.apply(layout, to: catalog, progress: progress)
        var indexer = TextIndexer(layout, catalog)
        while try indexer.advance(atMost: 2000, lastSeq: journal.lastSeq) { progress(lines) }
        _ = consume lock
        return lines
    }
}

extension Store {
    private static func lock(_ layout: StoreLayout) throws(StoreFailure) -> FileLock {
        do throws(JournalError) { try layout.prepare() } catch { throw .journal(error) }
        do throws(FileLock.Failure) { return try FileLock(layout.lock) } catch { throw .locked(error) }
    }

    private static func openJournal(
        _ layout: StoreLayout, _ now: Timestamp, _ disk: JournalDisk, _ note: (String) -> Void
    ) throws(StoreFailure) -> JournalWriter {
        do throws(JournalError) {
            let journal = try JournalWriter.open(layout, now: now, disk: disk)
            for warning in journal.recovery.warnings { note(warning.message) }
            return journal
        } catch {
            throw .journal(error)
        }
    }

    /// Opens the catalog, or begins a new one where it is damaged or knows more than the journal has: a restored
    /// older journal under a newer catalog would answer for lines that are gone.
    private static func openCatalog(
        _ layout: StoreLayout, lastSeq: Seq, _ note: (String) -> Void
    ) throws(StoreFailure) -> Catalog {
        do throws(CatalogError) {
            makeCatalogFile(layout)
            let catalog = try Catalog.open(path: layout.catalog)
            if catalog.appliedSeq <= lastSeq { return catalog }
            note(
                "the catalog knows lines that the journal has not: building it anew, all feeds are asked in full"
            )
        } catch {
            guard error.code == .corrupt else { throw .catalog(error) }
            note("\(error): building it anew")
        }
        return try newCatalog(layout)
    }

    /// An empty catalog in the place of the old one.
    private static func newCatalog(_ layout: StoreLayout) throws(StoreFailure) -> Catalog {
        try remove(layout)
        makeCatalogFile(layout)
        return try StoreFailure.wrap { () throws(CatalogError) in try Catalog.open(path: layout.catalog) }
    }

    /// Makes the file where there is none, so that it belongs to whom the state does; SQLite gives its companions to the same.
    private static func makeCatalogFile(_ layout: StoreLayout) {
        // Where it cannot be made, SQLite says why.
        guard let file = try? File(layout.catalog, .create(mode: 0o640)) else { return }
        file.giveToOwnerOfDirectory()
    }

    /// What the old catalog remembers of feeds and schedule; nothing when it is damaged or ahead of the journal.
    private static func remembered(_ layout: StoreLayout, lastSeq: Seq) -> ([FeedState], [UInt8]?) {
        // A catalog that cannot be read has nothing to carry over, and is about to be replaced.
        guard let catalog = try? Catalog.open(path: layout.catalog), catalog.appliedSeq <= lastSeq else {
            return ([], nil)
        }
        return ((try? catalog.feedStates()) ?? [], (try? catalog.memory(ScheduleMemory.name)) ?? nil)
    }

    private static func remove(_ layout: StoreLayout) throws(StoreFailure) {
        for suffix in ["", "-wal", "-shm"] {
            do throws(SystemError) { _ = try File.remove(layout.catalog + suffix) } catch {
                throw .system(error)
            }
        }
    }
}

extension LineReplay {
    /// Brings a catalog that is behind up to the journal and returns the number of lines that it lacked.
    fileprivate func catchUp(_ catalog: Catalog, with layout: StoreLayout, to lastSeq: Seq)
        throws(StoreFailure) -> Int
    {
        guard catalog.appliedSeq < lastSeq else { return 0 }
        return try apply(layout, to: catalog, progress: { _ in })
    }
}
