// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is held to the same rules.
let rules: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// A target of the house; who may know whom is argued in Sources/ARCHITECTURE.md.
func part(_ name: String, _ dependencies: [Target.Dependency] = [], beside files: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: files, swiftSettings: rules)
}

/// A program: flags and exit codes, nothing else.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies + [arguments], swiftSettings: rules)
}

/// The tests of one target; fixtures beside them are read by path, since SwiftPM's accessor of resources would bring
/// Foundation, whose ICU headers and those that libxml2 includes exclude each other.
func tests(of name: String, _ dependencies: [Target.Dependency] = [], beside files: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, exclude: files,
        swiftSettings: rules)
}

/// A C library of the system, found by pkg-config.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
    name: "newslog",
    products: [
        .executable(name: "newslogd", targets: ["newslogd"]),
        .executable(name: "newslog", targets: ["newslog"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev"),
        library("CBrotli", pkgConfig: "libbrotlidec", apt: "libbrotli-dev"),
        library("CPSL", pkgConfig: "libpsl", apt: "libpsl-dev"),
        library("CXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
        library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        .systemLibrary(name: "CLinux"),
        .target(name: "CTOML"),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),

        part("Articles", beside: ["generate-folding"]),
        part("Host", ["CLinux", logging]),
        part("Conditions", ["Articles", "CRE2"]),
        part("Policy", ["Articles"]),
        part("Simulation", ["Articles", "Policy"]),
        part("Configuration", ["Articles", "Conditions", "CTOML"]),
        part("Fetching", ["Articles", "Host", "Policy", "CCurl", "CDeflate", "CBrotli", "CZstd", "CPSL"]),
        part(
            "Parsing", ["Articles", "Conditions", "CXML2", "CCrypto"],
            beside: ["HTML/generate-entities", "Charset/generate-letters"]),
        part("Journal", ["Articles", "Host", "CZstd"], beside: ["FORMAT.md"]),
        part("Catalog", ["Articles", "Conditions", "CSQLite"]),
        part("Rendering", ["Articles", "Conditions"], beside: ["generate-widths"]),
        part(
            "Aggregator",
            [
                "Articles", "Conditions", "Host", "Policy", "Configuration", "Fetching", "Parsing", "Journal",
                "Catalog", logging,
            ]),
        program(
            "newslogd",
            ["Aggregator", "Articles", "Configuration", "Host", "Parsing", "Rendering", "Simulation"]),
        program(
            "newslog",
            [
                "Articles", "Catalog", "Conditions", "Configuration", "Host", "Journal", "Policy",
                "Rendering",
            ]),

        .systemLibrary(
            name: "CTLS", path: "Tests/CTLS", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .target(
            name: "TestServer", dependencies: ["CLinux", "CTLS"], path: "Tests/TestServer",
            swiftSettings: rules),
        tests(of: "Articles"),
        tests(of: "Conditions", ["Articles"]),
        tests(of: "Host"),
        tests(of: "Policy", ["Articles"]),
        tests(of: "Simulation"),
        tests(of: "Configuration", ["Articles", "Conditions"]),
        tests(of: "Fetching", ["Articles", "Policy", "TestServer"]),
        tests(of: "Parsing", ["Articles", "Conditions"], beside: ["Resources"]),
        tests(of: "Journal", ["Articles", "Host"]),
        tests(of: "Catalog", ["Articles", "Conditions"]),
        tests(of: "Rendering", ["Articles", "Conditions"]),
        tests(
            of: "Aggregator",
            ["Articles", "Host", "Policy", "Configuration", "Fetching", "Journal", "Catalog", "Parsing"]),
        .testTarget(
            name: "ScenarioTests",
            dependencies: [
                "Aggregator", "Articles", "Catalog", "Configuration", "Fetching", "Host", "Journal",
                "Parsing",
                "Policy", "TestServer", logging,
            ],
            swiftSettings: rules),
        .testTarget(name: "EndToEndTests", dependencies: ["TestServer"], swiftSettings: rules),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
