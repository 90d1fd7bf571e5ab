// swift-tools-version: 6.2
import PackageDescription

// One program of all fuzz targets, so that one build serves them. As in Benchmarks/Package.swift the targets are the
// project's own folders, linked into this package, because `package` access does not reach another one.
//
// libFuzzer and the address sanitizer come with the Swift toolchain; `-enable-testing` opens the inner parts.
let package = Package(
    name: "newslog",
    targets: [
        .systemLibrary(name: "CFuzzer"),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto"),
        .target(name: "Articles", exclude: ["generate-folding"]),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "Conditions", dependencies: ["Articles", "CRE2"]),
        .target(
            name: "Parsing", dependencies: ["Articles", "Conditions", "CXML2", "CCrypto"],
            exclude: ["HTML/generate-entities", "Charset/generate-letters"]),
        .executableTarget(name: "fuzz", dependencies: ["Articles", "Conditions", "Parsing", "CFuzzer"]),
    ],
    swiftLanguageModes: [.v6]
)
for target in package.targets where target.type != .system {
    let instrumented = ["-sanitize=fuzzer,address", "-enable-testing"]
    target.swiftSettings = [
        .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"), .strictMemorySafety(), .unsafeFlags(instrumented),
    ]
    if target.type == .executable {
        target.linkerSettings = [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]
    }
}
