import Testing

/// The project's own files.
enum Sources {
    /// The project's root.
    static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    struct File {
        var target: String
        var name: String
        var lines: [String]

        /// The modules that it imports.
        var imports: [String] {
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index <= 2, words.count > index + 1,
                    words[..<index].allSatisfy({ Self.prefixes.contains(String($0)) })
                else { return nil }
                return words.dropFirst(index + 1).first { !Self.kinds.contains(String($0)) }.map {
                    String($0.prefix { $0 != "." })
                }
            }
        }

        private static let prefixes: Set = [
            "internal", "package", "public", "private", "fileprivate", "@testable", "@preconcurrency",
            "@_exported", "@_implementationOnly",
        ]
        private static let kinds: Set = [
            "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
        ]
    }

    /// Every Swift file of a folder of the project, by target.
    static func files(in folder: String = "Sources") -> [File] {
        Scratch.names("\(root)/\(folder)").flatMap { files(of: $0, at: "\(root)/\(folder)/\($0)") }
    }

    private static func files(of target: String, at path: String) -> [File] {
        Scratch.names(path).flatMap { name in
            let entry = "\(path)/\(name)"
            guard name.hasSuffix(".swift") else {
                return Scratch.names(entry).isEmpty ? [] : files(of: target, at: entry)
            }
            let text = String(decoding: Scratch.read(entry) ?? [], as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            return [File(target: target, name: name, lines: lines)]
        }
    }
}

/// Who may know whom: SwiftPM stops none of this, so it is read from the sources.
@Suite("The house's walls")
struct BoundaryTests {
    private static let sources = Sources.files()
    private var files: [Sources.File] { Self.sources }

    private func importers(of module: String) -> Set<String> {
        Set(files.filter { $0.imports.contains(module) }.map(\.target))
    }

    @Test("the sources were found")
    func found() {
        #expect(files.count > 100)
        #expect(importers(of: "Articles").count > 5)
    }

    @Test(
        "each C module is imported by its owners and nobody else, always internally",
        arguments: [
            ("CCurl", ["Fetching"]), ("CDeflate", ["Fetching"]), ("CBrotli", ["Fetching"]),
            ("CPSL", ["Fetching"]), ("CXML2", ["Parsing"]), ("CCrypto", ["Parsing"]),
            ("CZstd", ["Fetching", "Journal"]), ("CSQLite", ["Catalog"]), ("CTOML", ["Configuration"]),
            ("CRE2", ["Conditions"]), ("CLinux", ["Host"]),
        ])
    func modules(_ module: String, _ owners: [String]) {
        #expect(importers(of: module).subtracting(owners).isEmpty)
        for file in files where file.imports.contains(module) {
            #expect(file.lines.contains("internal import \(module)"), "\(file.name)")
        }
    }

    @Test("every C module has an owner in the table above")
    func unknownModules() {
        let modules = Scratch.names("\(Sources.root)/Sources").filter { name in
            name.count > 1 && name.first == "C" && name.dropFirst().first?.isUppercase == true
        }
        let known: Set = [
            "CCurl", "CDeflate", "CBrotli", "CPSL", "CXML2", "CCrypto", "CZstd", "CSQLite", "CTOML", "CLinux",
            "CRE2",
        ]
        #expect(Set(modules).isSubset(of: known))
    }

    @Test("nobody imports Foundation", arguments: ["Foundation", "FoundationEssentials", "Dispatch"])
    func foundation(_ module: String) {
        #expect(importers(of: module).isEmpty)
        let tests = Sources.files(in: "Tests").filter { $0.imports.contains(module) }
        #expect(tests.isEmpty, "\(tests.map(\.name))")
    }

    @Test("siblings do not know each other")
    func siblings() {
        let siblings: Set = [
            "Fetching", "Parsing", "Journal", "Catalog", "Configuration", "Policy", "Rendering",
        ]
        let allowed: [String: Set<String>] = ["Fetching": ["Policy"]]
        for file in files where siblings.contains(file.target) {
            let others = siblings.subtracting([file.target]).subtracting(allowed[file.target] ?? [])
            #expect(others.isDisjoint(with: file.imports), "\(file.target)/\(file.name): \(file.imports)")
        }
    }

    @Test("the lower floors know only what is below them")
    func floors() {
        let ours: Set = [
            "Articles", "Conditions", "Host", "Policy", "Configuration", "Fetching", "Parsing", "Journal",
            "Catalog", "Rendering", "Simulation", "Aggregator",
        ]
        let below: [String: Set<String>] = [
            "Articles": [], "Conditions": ["Articles"], "Host": [], "Policy": ["Articles"],
            "Rendering": ["Articles", "Conditions"],
            "Simulation": ["Articles", "Policy"],
            "Catalog": ["Articles", "Conditions", "Host"],
            "Configuration": ["Articles", "Conditions", "Host"],
            "Parsing": ["Articles", "Conditions", "Host"],
            "Journal": ["Articles", "Host"], "Fetching": ["Articles", "Host", "Policy"],
        ]
        for file in files {
            guard let allowed = below[file.target] else { continue }
            let known = ours.intersection(file.imports).subtracting([file.target])
            #expect(known.isSubset(of: allowed), "\(file.target)/\(file.name): \(known)")
        }
    }

    @Test("the reader's program knows nothing of the network and of parsing")
    func reader() {
        for file in files where file.target == "newslog" {
            #expect(
                Set(file.imports).isDisjoint(with: ["Fetching", "Parsing", "Aggregator"]), "\(file.name)")
        }
    }

    /// Lines of Articles that may say `unsafe`: the bytes of a literal, the copy of a span, the load of a word or block.
    private static let unsafeLines = [
        "ArticleHead.swift": 1, "ByteBlock.swift": 3, "ByteRange.swift": 1, "JSONReader.swift": 1,
        "JSONWriter.swift": 1, "Span+Search.swift": 1,
    ]

    @Test("`unsafe` stands only where C is wrapped, in Host, and in eight known lines of Articles")
    func unsafety() {
        let owners: Set = [
            "Conditions", "Host", "Fetching", "Parsing", "Journal", "Catalog", "Configuration",
        ]
        for file in files where !owners.contains(file.target) {
            let lines = file.lines.filter { line in
                let code = line.prefix(upTo: line.firstRange(of: "//")?.lowerBound ?? line.endIndex)
                return code.contains("unsafe ") || code.hasSuffix("unsafe")
            }
            if file.target == "Articles" {
                #expect(lines.count == Self.unsafeLines[file.name] ?? 0, "\(file.name): \(lines)")
            } else {
                #expect(lines.isEmpty, "\(file.target)/\(file.name): \(lines)")
            }
        }
    }

    @Test("nobody turns the compiler's checks off")
    func checks() {
        for word in ["@unchecked Sendable", "nonisolated(unsafe)", "try!", "as!"] {
            let found = files.filter { file in
                file.lines.contains { $0.contains(word) && !$0.trimmingBlank.hasPrefix("//") }
            }
            #expect(found.isEmpty, "\(word): \(found.map(\.name))")
        }
    }

    @Test("newslog loads neither libcurl nor libxml2")
    func libraries() throws {
        let program = Scratch.program("newslog")
        try #require(Scratch.size(program) > 0)
        let child = try Child("/usr/bin/ldd", [program], environment: Scratch().environment)
        #expect(child.wait() == .exited(0))
        let text = String(decoding: child.output, as: UTF8.self)
        #expect(text.contains("libc.so"))
        for library in ["libcurl", "libxml2", "libcrypto", "libdeflate", "libpsl"] {
            #expect(!text.contains(library), "\(library)")
        }
    }
}

extension String {
    fileprivate var trimmingBlank: Substring { drop { $0 == " " } }
}
