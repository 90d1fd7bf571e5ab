package import Host

/// The calls by which the journal changes the disk, in one place, so that tests can let each of them fail.
package struct JournalDisk: Sendable {
    /// A call that is about to be made.
    package enum Call: String, CaseIterable, Sendable {
        case create, write, sync, truncate, rename, remove, syncDirectory
    }

    /// What happens to it instead.
    package enum Fault: Hashable, Sendable {
        case fails(Errno)
        /// Only so many bytes are written, and the call says so.
        case writesOnly(Int)
        /// All is written, but this bit of it is another one, and the call does not say so.
        case flips(bit: Int)
    }

    let fault: @Sendable (Call) -> Fault?

    /// The real disk; `fault` may say what goes wrong.
    package init(fault: @escaping @Sendable (Call) -> Fault? = { _ in nil }) { self.fault = fault }

    func create(_ path: String) throws(SystemError) -> File {
        try meet(.create, path)
        let file = try File(path, .create(mode: 0o640))
        file.giveToOwnerOfDirectory()
        return file
    }

    /// Writes with one call; fewer bytes than given is an error (ENOSPC is what the next call would say).
    func write(_ bytes: [UInt8], to file: borrowing File) throws(SystemError) {
        var written = bytes[...]
        switch fault(.write) {
        case nil: break
        case .fails(let errno): throw SystemError("write", file.path, errno)
        case .writesOnly(let count): written = written.prefix(count)
        case .flips(let bit): written[bit / 8] ^= 1 << UInt8(bit % 8)
        }
        guard try file.write(written) == bytes.count else {
            throw SystemError("write", file.path, .noSpace)
        }
    }

    func sync(_ file: borrowing File) throws(SystemError) {
        try meet(.sync, file.path)
        try file.sync()
    }

    func truncate(_ file: borrowing File, to length: Int) throws(SystemError) {
        try meet(.truncate, file.path)
        try file.truncate(to: length)
    }

    func rename(_ file: inout File, to destination: String) throws(SystemError) {
        try meet(.rename, destination)
        try file.rename(to: destination)
    }

    func remove(_ path: String) throws(SystemError) {
        try meet(.remove, path)
        try File.remove(path)
    }

    func syncDirectory(_ path: String) throws(SystemError) {
        try meet(.syncDirectory, path)
        try Directory.sync(path)
    }

    /// Copies a stretch of a file to a new file of its own and makes it durable.
    func copy(_ range: Range<Int>, of file: borrowing File, to path: String) throws(SystemError) {
        // An earlier attempt may have been stopped behind the copying.
        try remove(path)
        let copy = try create(path)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let bytes = try file.read(min(1 << 20, range.upperBound - offset), at: offset)
            guard !bytes.isEmpty else { break }
            try write(bytes, to: copy)
            offset += bytes.count
        }
        try sync(copy)
    }

    private func meet(_ call: Call, _ path: String) throws(SystemError) {
        if case .fails(let errno) = fault(call) { throw SystemError(call.rawValue, path, errno) }
    }
}
