// swift-tools-version: 6.2
import PackageDescription

/// The tests are built in one configuration with the program, release, but not optimized themselves: that would take
/// longer than everything else together, and what they measure is the program. Some files at a time on every core, and
/// a change compiles again only what it touches: as one module they would take one core for eight minutes.
let plain: [SwiftSetting] = [
    .unsafeFlags(["-Onone", "-no-whole-module-optimization", "-enable-batch-mode", "-incremental"])
]

// Exact versions, because Package.resolved is not kept: the same sources build the same program everywhere.
let package = Package(
    name: "informat",
    products: [.executable(name: "informat", targets: ["informat"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        // Without its traits, which bring swift-configuration along.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // System libraries
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CIdn2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .target(name: "CCurl", dependencies: ["CLibcurl"]),

        // Libraries that do not know each other, but that Jitsi signs by Cryptography
        .target(name: "Domain", dependencies: ["CIdn2"]),
        .target(
            name: "Storage",
            dependencies: [
                "CLibpq", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        .target(name: "Wire", dependencies: ["CCurl"]),
        .target(name: "Cryptography", dependencies: ["CCrypto"]),
        .target(name: "Jitsi", dependencies: ["Cryptography"]),

        // The house, and its door
        .target(name: "Embedded", exclude: ["openapi.yaml", "documents", "language", "mails", "pages", "passwords"]),
        .target(
            name: "App",
            dependencies: [
                "Cryptography", "Domain", "Storage", "Wire", "Jitsi", "Embedded", "CArgon2", "CZlib",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .executableTarget(
            name: "informat",
            dependencies: [
                "App", "Domain", "Storage", "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        .testTarget(name: "CryptographyTests", dependencies: ["Cryptography", "Peers"], swiftSettings: plain),
        .testTarget(name: "DomainTests", dependencies: ["Domain"], exclude: ["Oracle"], swiftSettings: plain),
        .target(name: "Peers", dependencies: ["CCrypto", "Storage"], path: "Tests/Peers", swiftSettings: plain),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Storage", "Peers", .product(name: "GRDBSQLite", package: "GRDB.swift")],
            swiftSettings: plain
        ),
        .testTarget(name: "WireTests", dependencies: ["Wire"], exclude: ["Peers"], swiftSettings: plain),
        .testTarget(
            name: "JitsiTests",
            dependencies: ["Jitsi", "Peers"],
            exclude: ["Oracle"], swiftSettings: plain
        ),
        .testTarget(
            name: "AppTests",
            dependencies: [
                "App", "Cryptography", "Domain", "Storage", "Wire", "Jitsi", "Peers",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: plain
        ),
        .testTarget(name: "ProcessTests", dependencies: ["Peers"], exclude: ["Peers"], swiftSettings: plain),
        .testTarget(name: "HouseTests", swiftSettings: plain),
    ],
    swiftLanguageModes: [.v6]
)
