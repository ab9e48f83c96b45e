// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: Swift 6 mode, warnings are errors, and the upcoming
/// features that make imports and existentials say what they are.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// The few modules that touch C pointers mark every unsafe expression.
let strictMemory: [SwiftSetting] = strict + [.strictMemorySafety()]

let package = Package(
    name: "mebe",
    products: [
        .executable(name: "mebe", targets: ["mebe"]),
        .executable(name: "mebe-echo", targets: ["mebe-echo"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .target(name: "CLinux"),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CAssets", exclude: ["seed"]),
        .target(name: "Kernel", dependencies: ["CLinux"], swiftSettings: strictMemory),
        .target(name: "Crypto", dependencies: ["COpenSSL"], swiftSettings: strictMemory),
        .target(name: "TLS", dependencies: ["COpenSSL"], swiftSettings: strictMemory),
        .target(name: "HTTPWire", swiftSettings: strict),
        .target(name: "JSON", swiftSettings: strict),
        .target(
            name: "Serving", dependencies: ["Kernel", "TLS", "HTTPWire", "CZlib"],
            swiftSettings: strictMemory),
        .target(name: "Reporting", swiftSettings: strict),
        .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: strictMemory),
        .target(
            name: "Storage",
            dependencies: ["Reporting", "JSON", "Crypto", "SQLite", "Kernel", "CAssets"],
            exclude: ["README.md"], swiftSettings: strict),
        .target(
            name: "Recount", dependencies: ["Reporting", "JSON", "Crypto", "SQLite"],
            swiftSettings: strict),
        .target(
            name: "Access", dependencies: ["Reporting", "Storage", "Crypto"],
            swiftSettings: strict),
        .target(
            name: "API",
            dependencies: ["Reporting", "Storage", "Access", "JSON", "HTTPWire", "Serving"],
            swiftSettings: strict),
        .target(
            name: "Pages",
            dependencies: [
                "Reporting", "Storage", "Access", "JSON", "HTTPWire", "Serving",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "mebe",
            dependencies: [
                "API", "Pages", "Access", "Storage", "Recount", "Reporting", "Serving", "HTTPWire",
                "JSON", "Kernel", "TLS",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "mebe-echo",
            dependencies: [
                "Serving", "HTTPWire", "Kernel",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .target(
            name: "ReportingFixtures", dependencies: ["Reporting", "Recount"],
            path: "Tests/ReportingFixtures", swiftSettings: strict),
        .testTarget(
            name: "KernelTests", dependencies: ["Kernel"],
            swiftSettings: strict),
        .testTarget(
            name: "CryptoTests", dependencies: ["Crypto"],
            swiftSettings: strict),
        .testTarget(
            name: "TLSTests", dependencies: ["TLS"],
            swiftSettings: strict),
        .testTarget(
            name: "HTTPWireTests", dependencies: ["HTTPWire"],
            swiftSettings: strict),
        .testTarget(
            name: "JSONTests", dependencies: ["JSON"],
            swiftSettings: strict),
        .testTarget(
            name: "CAssetsTests", dependencies: ["CAssets"],
            swiftSettings: strict),
        .testTarget(
            name: "SQLiteTests", dependencies: ["SQLite"],
            swiftSettings: strict),
        .testTarget(
            name: "ServingTests", dependencies: ["Serving", "HTTPWire", "Kernel", "TLS"],
            swiftSettings: strict),
        .testTarget(
            name: "ReportingTests", dependencies: ["Reporting", "Recount", "ReportingFixtures"],
            swiftSettings: strict),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Storage", "Reporting", "Recount", "ReportingFixtures", "SQLite", "JSON", "Crypto",
                "Kernel",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AccessTests",
            dependencies: ["Access", "Storage", "Reporting", "ReportingFixtures", "Crypto"],
            swiftSettings: strict),
        .testTarget(
            name: "PagesTests",
            dependencies: ["Pages", "Reporting", "Access", "HTTPWire", "Serving"],
            swiftSettings: strict),
    ]
)
