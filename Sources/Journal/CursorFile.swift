internal import Articles
internal import Host

/// A cursor kept in a file, for one user at a time.
///
/// The file is locked while this value lives. Advancing writes a new file, locks it, and gives it the cursor's name:
/// so a reader of the name finds a whole position or the one before, and somebody always holds the lock of the file
/// that has the name.
package struct CursorFile: ~Copyable {
    /// Where the file is.
    package let path: String
    /// How far its user has come; nil for a new cursor.
    package private(set) var position: CursorPosition?
    private var file: File

    /// Opens, or begins, the cursor of a name in the store.
    ///
    /// One that is set anew has no position, whatever its file holds.
    package init(named name: String, in layout: StoreLayout, isSetAnew: Bool = false) throws(JournalError) {
        try self.init(at: try Self.path(of: name, in: layout), followsLinks: false, isSetAnew: isSetAnew)
    }

    /// Opens, or begins, a cursor at a path of the user's own.
    package init(at path: String) throws(JournalError) {
        try self.init(at: path, followsLinks: true, isSetAnew: false)
    }

    private init(at path: String, followsLinks: Bool, isSetAnew: Bool) throws(JournalError) {
        let opened = try Self.lockedFile(at: path, followsLinks: followsLinks)
        position = isSetAnew ? nil : try Self.position(in: opened)
        file = opened
        self.path = path
    }

    /// Makes a position durable as the cursor's own.
    package mutating func advance(to position: CursorPosition) throws(JournalError) {
        let path = path
        let mode = try mapping { () throws(SystemError) in try file.status() }
        file = try mapping { () throws(SystemError) in
            let temporary = Self.temporaryPath(for: path)
            try File.remove(temporary)
            var new = try File(temporary, .create(mode: 0o660))
            // The old file's rights are kept as far as this user may give them.
            try? new.setGroup(mode.group)
            try? new.setMode(mode.mode)
            let text = Array("\(position)\n".utf8)[...]
            guard try new.lock(), try new.write(text) == text.count else {
                throw SystemError("write", temporary, .noSpace)
            }
            try new.sync()
            try new.rename(to: path)
            try Directory.sync(Directory.above(path))
            return new
        }
        self.position = position
    }
}

extension CursorFile {
    /// The named cursors of a store, in order of their names; nil positions are new or unreadable ones.
    package static func all(in layout: StoreLayout) throws(JournalError) -> [(
        name: String, position: CursorPosition?
    )] {
        let names = try mapping { () throws(SystemError) in try Directory.names(in: layout.cursors) }
        var all: [(name: String, position: CursorPosition?)] = []
        for name in names where isName(name) {
            // What cannot be read, or would keep who opens it waiting, is listed without a position, so that one can see that
            // it is there.
            let path = "\(layout.cursors)/\(name)"
            let isFile = (try? File.status(of: path))??.isRegular ?? false
            let bytes = isFile ? try? File(path, .read).read(longest, at: 0) : nil
            all.append((name, bytes.flatMap { CursorPosition(bytes: $0) }))
        }
        return all
    }

    /// Removes a named cursor that nobody uses; false when there is none.
    package static func remove(named name: String, in layout: StoreLayout) throws(JournalError) -> Bool {
        let path = try path(of: name, in: layout)
        guard try mapping({ () throws(SystemError) in try File.status(of: path) }) != nil else {
            return false
        }
        let file = try lockedFile(at: path, followsLinks: false)
        return try mapping { () throws(SystemError) in
            let removed = try File.remove(file.path)
            try Directory.sync(layout.cursors)
            return removed
        }
    }

    /// Whether a text may name a cursor: at most 100 ASCII letters, digits, `.`, `_` and `-`, no dot first.
    ///
    /// So a name is never a path.
    package static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: "."), text.utf8.count <= 100 else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}

extension CursorFile {
    /// Bytes of the longest text that can be a position, and more.
    private static let longest = 64

    private static func path(of name: String, in layout: StoreLayout) throws(JournalError) -> String {
        guard isName(name) else {
            throw JournalError(
                .invalidCursor, name,
                "not a cursor's name: up to 100 ASCII letters, digits, dots, underscores and hyphens, no dot first"
            )
        }
        return "\(layout.cursors)/\(name)"
    }

    /// A name beside the cursor's own; a leading dot keeps it out of the list of cursors.
    private static func temporaryPath(for path: String) -> String {
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map {
            String(path[path.utf8.index(after: $0)...])
        }
        return "\(Directory.above(path))/.\(name ?? path).new"
    }

    /// Opens and locks the file that has the name now.
    private static func lockedFile(at path: String, followsLinks: Bool) throws(JournalError) -> File {
        // Another user may give the name to a new file between our opening and locking the old one.
        for _ in 0..<16 {
            let file = try mapping { () throws(SystemError) in
                try File(path, .createIfMissing(mode: 0o660, followsLinks: followsLinks))
            }
            guard try mapping({ () throws(SystemError) in try file.lock() }) else { break }
            let (ours, named) = try mapping { () throws(SystemError) in
                (try file.status(), try File.status(of: path))
            }
            guard ours.isRegular else { throw JournalError(.invalidCursor, path, "not a regular file") }
            if let named, named.isSameFile(as: ours) {
                if ours.size == 0 { shareWithGroup(file, at: path) }
                return file
            }
        }
        throw JournalError(.busy, path, "in use by another process")
    }

    /// Lets the group write a new cursor where it may write the directory, whatever the umask.
    private static func shareWithGroup(_ file: borrowing File, at path: String) {
        // What this user may not do stays undone: the cursor is then the user's own.
        guard let parent = try? File.status(of: Directory.above(path)), parent.mode & 0o020 != 0 else {
            return
        }
        try? file.setGroup(parent.group)
        try? file.setMode(0o660)
    }

    private static func position(in file: borrowing File) throws(JournalError) -> CursorPosition? {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try file.read(longest, at: 0)
        } catch {
            throw JournalError(error)
        }
        if bytes.isEmpty { return nil }
        guard let position = CursorPosition(bytes: bytes), position.partition == 0 else {
            throw JournalError(
                .invalidCursor, file.path,
                "holds no position in this journal (1.0.<seq>); remove it or set it anew")
        }
        return position
    }
}
