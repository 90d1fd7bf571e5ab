import Host

/// The source of the tests, read for what it claims to cover.
enum TestSources {
    private static let folder = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/")

    /// The string literals of the files of tests in a folder, and what stands between them.
    static func literals(in name: String) throws -> [Substring] {
        let folder = "\(folder)/\(name)"
        var literals: [Substring] = []
        for name in try Directory.names(in: folder) where name.hasSuffix("Tests.swift") {
            let file = try File("\(folder)/\(name)", .read)
            var text: [UInt8] = []
            while case let part = try file.readNext(64 << 10), !part.isEmpty { text += part }
            literals += String(decoding: text, as: UTF8.self).split(
                separator: "\"", omittingEmptySubsequences: false)
        }
        return literals
    }

    /// The folders of tests.
    static func folders() throws -> [String] {
        try Directory.names(in: folder).filter { $0.hasSuffix("Tests") }
    }
}
