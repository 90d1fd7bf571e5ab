// swift-tools-version: 6.2
import PackageDescription

// Drivers for what no command of newslog shows. `package` access does not reach another package, so the targets are
// the project's own folders, linked into this one.
let package = Package(
    name: "newslog",
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto"),
        .target(name: "Articles", exclude: ["generate-folding"]),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "Conditions", dependencies: ["Articles", "CRE2"]),
        .target(name: "Catalog", dependencies: ["Articles", "Conditions", "CSQLite"]),
        .target(
            name: "Parsing", dependencies: ["Articles", "Conditions", "CXML2", "CCrypto"],
            exclude: ["HTML/generate-entities", "Charset/generate-letters"]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate"),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec"),
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl"),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd"),
        .systemLibrary(name: "CLinux"),
        .target(name: "Policy", dependencies: ["Articles"]),
        // The log is the one file that needs a package.
        .target(name: "Host", dependencies: ["CLinux"], exclude: ["LineLog.swift"]),
        .target(
            name: "Fetching",
            dependencies: ["Articles", "Host", "Policy", "CCurl", "CDeflate", "CBrotli", "CZstd", "CPSL"]),
        .executableTarget(name: "fetch", dependencies: ["Fetching", "Policy"]),
        .target(name: "CHTMLPeer", dependencies: ["CXML2"]),
        .executableTarget(name: "html", dependencies: ["Articles", "Parsing", "CHTMLPeer"]),
        .target(name: "CStrptime"),
        .executableTarget(name: "dates", dependencies: ["Articles", "Parsing", "CStrptime"]),
        .executableTarget(name: "fold", dependencies: ["Articles"]),
        .executableTarget(name: "look-up", dependencies: ["Articles", "Catalog", "CSQLite"]),
        .executableTarget(name: "full-text", dependencies: ["Articles", "Catalog", "Conditions", "CSQLite"]),
        .executableTarget(name: "parse-model", dependencies: ["Articles", "Parsing"]),
    ],
    swiftLanguageModes: [.v6]
)
for target in package.targets where target.type == .regular {
    target.swiftSettings = [
        .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("ExistentialAny"),
        .strictMemorySafety(),
    ]
}
