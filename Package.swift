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
    // Exact, and all there are: these depend on nothing but each other. So every build takes the same
    // versions without a Package.resolved; SECURITY.md says what that holds and what it doesn't.
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    ],
    targets: [
        // A target exists only if it owns an outside dependency or an effect that nobody else
        // may touch. All else is a folder. See Sources/README.md.
        .systemLibrary(
            name: "CCMarkGFM",
            pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]
        ),
        // What libcmark-gfm lacks to be used by many threads at once; see CMarkBridge.h.
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
        // Runs at both ends of the sandbox: supervisor outside, launcher and stopwatch inside.
        // It needs libc alone; without the flag the linker adds Swift's runtime, which is not inside.
        .executableTarget(
            name: "sample-shim",
            linkerSettings: [.unsafeFlags(["-enable-experimental-feature", "Embedded"])]),
        // The one Linux call that Swift's Glibc module lacks.
        .target(name: "CLinux"),
        // Values and algorithms that know nothing of sites.
        .target(name: "Basics", swiftSettings: strict),
        // Writes, replaces and removes files, and only those that are ours.
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
        // FlyingFox itself sets no limits to what a client sends; its sockets are all that is used.
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
        // How often measurements err: run by hand, on a quiet machine.
        .executableTarget(
            name: "measurement-experiment",
            dependencies: [
                "Samples", "sample-shim",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Experiments/Measurement", swiftSettings: strict),
        // What the sandbox costs: likewise.
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
        // What no markup may hold: for tests and fuzzers.
        .target(name: "MarkupCheck", path: "Tests/MarkupCheck", swiftSettings: strict),
        // Seeds of random tests, and places marked in tested texts.
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
