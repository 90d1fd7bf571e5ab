internal import Host

/// Where things are kept: the one place that knows the names in the state directory.
package struct StoreLayout: Hashable, Sendable {
    /// The state directory itself.
    package let root: String

    package init(root: String) {
        self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    }

    /// Holds the segments and nothing else: the truth.
    package var journal: String { "\(root)/journal" }
    /// Files that are not finished yet, on the same file system; emptied at every start.
    package var temporary: String { "\(root)/tmp" }
    /// Named cursors.
    package var cursors: String { "\(root)/cursors" }
    /// Bytes that were cut off a segment.
    package var damaged: String { "\(root)/damaged" }
    /// The lock of whoever writes.
    package var lock: String { "\(root)/lock" }
    /// What is derived from the journal.
    package var catalog: String { "\(root)/catalog.sqlite" }

    func path(of segment: SegmentName) -> String { "\(journal)/\(segment)" }

    /// Makes the directories that do not exist yet.
    ///
    /// The umask decides whether the group takes part at all; where it may read the state it may also keep cursors.
    package func prepare() throws(JournalError) {
        try mapping { () throws(SystemError) in
            for path in [root, journal, temporary, damaged] { try Directory.create(path, mode: 0o750) }
            guard try File.status(of: cursors) == nil else { return }
            try Directory.create(cursors, mode: 0o770)
            let groupReads = try File.status(of: root).map { $0.mode & 0o050 == 0o050 } ?? false
            if groupReads { try Directory.setMode(cursors, 0o770) }
        }
    }

    /// The segments, oldest first, and the names that are none.
    func segments() throws(JournalError) -> (segments: [SegmentName], strangers: [String]) {
        let names = try mapping { () throws(SystemError) in try Directory.names(in: journal) }
        var strangers: [String] = []
        let segments = names.compactMap { name in
            let segment = SegmentName(name)
            if segment == nil { strangers.append(name) }
            return segment
        }
        return (segments, strangers)
    }
}
