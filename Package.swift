// swift-tools-version: 6.2
import PackageDescription

// One rule set for every Swift target: Swift 6 mode, strict memory safety, warnings are errors.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// Tests reach into C results and Foundation's JSON; they keep the language rules but not the memory-safety ledger.
let testSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

// The floors of the house, lowest first; scripts/check-floors.py holds the same table against the imports.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, exclude: exclude, swiftSettings: testSettings)
}

let package = Package(
    name: "onionnode",
    products: [.executable(name: "onionnode", targets: ["OnionNode"])],
    targets: [
        .systemLibrary(name: "CLibevent", path: "Sources/System/CLibevent"),
        .systemLibrary(name: "COpenSSL", path: "Sources/System/COpenSSL"),
        .systemLibrary(name: "CSQLite", path: "Sources/System/CSQLite"),
        .systemLibrary(name: "CArgon2", path: "Sources/System/CArgon2"),

        module("Bytes", []),
        module("EventLoop", ["CLibevent"]),
        module("Crypto", ["COpenSSL", "CArgon2", "Bytes"]),
        module("Store", ["CSQLite", "EventLoop", "Crypto", "Bytes"]),
        module("HTTP", ["EventLoop", "Bytes"]),
        module("TorControl", ["EventLoop", "Crypto", "Bytes"]),
        module("Domain", ["Store", "Crypto", "Bytes"]),
        module("Accounts", ["Domain", "Store", "Crypto", "Bytes"]),
        module("Mail", ["Domain", "Store", "Crypto", "Bytes"]),
        module("Files", ["Domain", "Store", "Crypto", "Bytes"]),
        module("Chat", ["Files", "Mail", "Accounts", "Domain", "Store", "Crypto", "Bytes"]),
        module("Peer", ["Mail", "Domain", "TorControl", "EventLoop", "Crypto", "Bytes"]),
        module("Web", ["Chat", "Mail", "Accounts", "Domain", "HTTP", "EventLoop", "Crypto", "Bytes"]),
        module("Operator", ["Chat", "Accounts", "Domain", "TorControl", "EventLoop", "Crypto"]),
        .executableTarget(
            name: "OnionNode",
            dependencies: [
                "Operator", "Web", "Peer", "Chat", "Mail", "Accounts", "Domain", "TorControl", "Store", "Crypto", "EventLoop", "Bytes",
            ],
            swiftSettings: settings
        ),

        // Our end of the interoperability tests: JSON lines on standard input and output, driven from Tests/Interop.
        .executableTarget(
            name: "InteropPeer", dependencies: ["Crypto", "Bytes"], path: "Tests/Interop/InteropPeer", swiftSettings: testSettings),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Web", "Peer", "Chat", "Mail", "Accounts", "Domain", "HTTP", "TorControl", "Store", "Crypto", "EventLoop", "Bytes",
            ],
            path: "Benchmarks/Swift", swiftSettings: testSettings),

        tests("Bytes", ["Bytes"]),
        tests("EventLoop", ["EventLoop"]),
        tests("Crypto", ["Crypto", "Bytes"], exclude: ["Vectors/README.md", "Vectors/fernet", "Vectors/noise", "Vectors/wycheproof"]),
        tests("Store", ["Store", "EventLoop", "Crypto", "Bytes"]),
        tests("HTTP", ["HTTP", "EventLoop", "Bytes"]),
        tests("TorControl", ["TorControl", "EventLoop", "Crypto", "Bytes"]),
        tests("Chat", ["Chat", "Files", "Mail", "Accounts", "Domain", "Store", "EventLoop", "Crypto", "Bytes"], exclude: ["schema.sql"]),
        tests("Files", ["Files", "Chat", "Accounts", "Domain", "Store", "EventLoop", "Crypto", "Bytes"]),
        tests("Peer", ["Peer", "Chat", "Mail", "Accounts", "Domain", "Store", "TorControl", "EventLoop", "Crypto", "Bytes"]),
        tests("Web", ["Web", "Chat", "Files", "Mail", "Accounts", "Domain", "HTTP", "Store", "EventLoop", "Crypto", "Bytes"]),
        tests("Operator", ["Operator", "Accounts"], exclude: ["Transcripts"]),
        tests("OnionNode", ["OnionNode", "Operator", "Domain", "TorControl", "Store", "Crypto", "EventLoop"]),
    ]
)

// One module's tests alone: ONIONNODE_TESTS=Chat,Web builds and runs only these, without the rest of the house (CONTRIBUTING.md).
if let wanted = Context.environment["ONIONNODE_TESTS"] {
    let names = Set(wanted.split(separator: ",").map { "\($0)Tests" })
    package.targets.removeAll { $0.type == .test && !names.contains($0.name) }
}

// The fuzz targets, for scripts/fuzz.sh alone: they link only with libFuzzer (-sanitize=fuzzer), so no other build shall see them.
if Context.environment["ONIONNODE_FUZZ"] != nil {
    package.products.append(.executable(name: "Fuzz", targets: ["Fuzz"]))
    package.targets.append(
        .executableTarget(
            name: "Fuzz",
            dependencies: ["Web", "Peer", "Chat", "Mail", "Accounts", "Domain", "HTTP", "TorControl", "Store", "Crypto", "Bytes"],
            path: "Tests/Fuzz/Sources", swiftSettings: testSettings))
}
