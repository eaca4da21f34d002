// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "site",
    products: [
        .executable(name: "site", targets: ["site"])
    ],
    // The versions are exact, and the packages depend only on each other. So every build uses the same
    // versions without a Package.resolved. SECURITY.md describes what that guarantees.
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    ],
    targets: [
        // A target owns an outside dependency, an effect that no other may have, or a floor of the
        // drawing in Sources/README.md. Everything else is a folder.
        .systemLibrary(
            name: "CCMarkGFM",
            pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]
        ),
        // Makes libcmark-gfm usable from many threads at once; see CMarkBridge.h.
        .target(
            name: "CMarkBridge", dependencies: ["CCMarkGFM"],
            linkerSettings: [
                .linkedLibrary("cmark-gfm"), .linkedLibrary("cmark-gfm-extensions"),
            ]),
        .target(name: "Markdown", dependencies: ["Basics", "CMarkBridge"], swiftSettings: strict),
        .systemLibrary(
            name: "CTreeSitter", pkgConfig: "tree-sitter",
            providers: [.apt(["libtree-sitter-dev"])]),
        .target(
            name: "Highlighting", dependencies: ["Basics", "CTreeSitter"], swiftSettings: strict),
        .target(
            name: "Samples",
            dependencies: [
                "Basics", "Files",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict
        ),
        // Trusted outside programs: git, Pygments, Graphviz, Pagefind.
        .target(
            name: "Tools",
            dependencies: [
                "Files",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict
        ),
        // Runs on both sides of the sandbox: it supervises outside, and starts and times the sample
        // inside. Without the flag it would need Swift's runtime, which the sandbox doesn't have.
        .executableTarget(
            name: "sample-shim",
            linkerSettings: [.unsafeFlags(["-enable-experimental-feature", "Embedded"])]),
        // A Linux system call that Swift's Glibc module lacks.
        .target(name: "CLinux"),
        // Values and algorithms that are not about sites.
        .target(name: "Basics", swiftSettings: strict),
        // Writes, replaces and removes files, but only those that the program has made.
        .target(name: "Files", dependencies: ["CLinux"], swiftSettings: strict),
        .target(
            name: "Vault",
            dependencies: [
                "Basics", "Files", "Markdown", "Samples", "Tools",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Bases", dependencies: ["Basics", "Markdown", "Vault"], swiftSettings: strict),
        .target(
            name: "Evidence", dependencies: ["Basics", "Markdown", "Samples", "Vault"],
            swiftSettings: strict),
        .target(
            name: "SiteGenerator",
            dependencies: [
                "Bases", "Basics", "Evidence", "Files", "Highlighting", "Markdown", "Samples",
                "Tools", "Vault",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: strict
        ),
        // Only the sockets are used, because FlyingFox's server doesn't limit what a client sends.
        .target(
            name: "PreviewServer",
            dependencies: [.product(name: "FlyingSocks", package: "FlyingFox")],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "site",
            dependencies: [
                "Basics", "Evidence", "Files", "PreviewServer", "SiteGenerator", "Samples", "Tools",
                "Vault", "sample-shim",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        // Finds out how often measurements are wrong. It is run by hand on an idle machine.
        .executableTarget(
            name: "measurement-experiment",
            dependencies: [
                "Samples", "sample-shim",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Experiments/Measurement", swiftSettings: strict),
        // Measures the cost of the sandbox. It is run by hand on an idle machine, too.
        .executableTarget(
            name: "sandbox-experiment",
            dependencies: [
                "Samples", "sample-shim",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Experiments/Sandbox", swiftSettings: strict),
        .testTarget(
            name: "MarkdownTests", dependencies: ["Markdown", "CMarkBridge", "TestSupport"],
            exclude: ["Snapshots"], swiftSettings: strict),
        .testTarget(
            name: "HighlightingTests", dependencies: ["Highlighting"],
            exclude: ["Snapshots"], swiftSettings: strict),
        .testTarget(
            name: "SamplesTests", dependencies: ["Basics", "Files", "Samples", "sample-shim"],
            swiftSettings: strict),
        // Checks of markup for tests and fuzzers.
        .target(name: "MarkupCheck", path: "Tests/MarkupCheck", swiftSettings: strict),
        // Helpers for tests: seeds of random tests, and marked places in texts.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "SiteGeneratorTests",
            dependencies: [
                "Bases", "Basics", "Evidence", "Files", "MarkupCheck", "SiteGenerator", "Samples",
                "TestSupport", "Vault",
            ],
            exclude: ["Notes"], swiftSettings: strict),
        .testTarget(
            name: "PreviewServerTests",
            dependencies: [
                "PreviewServer", .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SiteEndToEndTests",
            dependencies: [
                "Basics", "MarkupCheck", "SiteGenerator", "TestSupport", "Vault", "site",
            ],
            swiftSettings: strict),
    ],
    cLanguageStandard: .gnu17
)

// The fuzzers link against libFuzzer, which only `make fuzz` asks for.
if Context.environment["SITE_FUZZING"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "Bases", "Basics", "Evidence", "Markdown", "MarkupCheck", "Samples",
                "SiteGenerator",
                "Vault",
            ],
            path: "Tests/Fuzzing", exclude: ["run.py"], swiftSettings: strict))
}
