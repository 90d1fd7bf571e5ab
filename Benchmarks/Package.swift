// swift-tools-version: 6.2
import PackageDescription

// Drivers for what no command of newslog shows. `package` access does not reach another package, so the targets are
// the project's own folders, linked into this one.
let package = Package(
    name: "newslog",
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
        .target(name: "Articles", exclude: ["generate-folding"]),
        .target(name: "Catalog", dependencies: ["Articles", "CSQLite"]),
        .executableTarget(name: "look-up", dependencies: ["Articles", "Catalog", "CSQLite"]),
    ],
    swiftLanguageModes: [.v6]
)
for target in package.targets where target.type == .regular {
    target.swiftSettings = [
        .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("ExistentialAny"),
        .strictMemorySafety(),
    ]
}
