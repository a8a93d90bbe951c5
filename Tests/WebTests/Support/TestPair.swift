import EventLoop

@testable import HTTP
@testable import Web

/// Two nodes whose members Ada and Bob know each other, each with a front and a browser of its own.
@Loop struct TestPair {
    /// Nodes with both members connected. Asking costs a proof of work, so tests that leave clock and mail alone share one.
    struct Nodes: Sendable {
        let network = TestNetwork()
        let clock = TestClock()
        let left: TestNode
        let right: TestNode
        /// The path of the conversation on either side.
        let adasChat: String
        let bobsChat: String

        /// How many tests share two nodes: each has up to three sign-ins of Ada, and an account's seventeenth ends its first.
        private static let testsAtOnce = 5
        @Loop private static var current: (nodes: Task<Nodes, any Error>, testCount: Int)?

        /// Nodes that a few other tests use too.
        @Loop static func shared() async throws -> Nodes {
            let next = current.flatMap { $0.testCount < testsAtOnce ? $0 : nil } ?? (nodes: Task { try await Nodes() }, testCount: 0)
            current = (next.nodes, next.testCount + 1)
            return try await next.nodes.value
        }

        /// Registers both, lets Ada ask and Bob accept, through the pages alone.
        init() async throws {
            (left, right) = (try await TestNode.make(clock: clock), try await TestNode.make(clock: clock))
            for node in [left, right] { await network.join(node) }
            let pair = (left, right, clock)
            (adasChat, bobsChat) = try await spawn { () async throws -> (String, String) in
                let ada = try await TestPair.front(pair.0, pair.2, LivePage.Limits()).member("ada")
                let bob = try await TestPair.front(pair.1, pair.2, LivePage.Limits()).member("bob")
                let address = "bob@\(pair.1.address)"
                _ = try await ada.submit(
                    "/people?q=\(address)", to: "/people/request", [("address", address), ("greeting", "hello <bob>")])
                let requests = try await bob.get("/requests")
                guard requests.text.contains("hello &lt;bob&gt;") else { throw NotConnected() }
                let accepted = try await bob.post(requests.links.first { $0.hasSuffix("/accept") } ?? "", [("token", requests.token ?? "")])
                return (try await TestPair.conversation(in: ada), accepted.field("location") ?? "")
            }.value
        }
    }

    struct NotConnected: Error {}

    let nodes: Nodes
    let left: TestSite
    /// What Ada's fronts share, for a test that opens another one.
    let memory: FrontMemory
    let ada: TestBrowser
    let bob: TestBrowser
    var network: TestNetwork { nodes.network }
    var clock: TestClock { nodes.clock }
    var adasChat: String { nodes.adasChat }
    var bobsChat: String { nodes.bobsChat }

    /// Fresh fronts and sign-ins; `isAlone` for tests that move the clock, hold mail back or count messages.
    init(isAlone: Bool = false, liveLimits: LivePage.Limits = LivePage.Limits()) async throws {
        nodes = isAlone ? try await Nodes() : try await Nodes.shared()
        memory = FrontMemory(chat: nodes.left.chat)
        left = Self.front(nodes.left, nodes.clock, liveLimits, memory)
        ada = left.browser()
        bob = Self.front(nodes.right, nodes.clock, liveLimits).browser()
        try await TestSite.logIn(ada, "ada")
        try await TestSite.logIn(bob, "bob")
    }

    private static func front(
        _ node: TestNode, _ clock: TestClock, _ limits: LivePage.Limits, _ memory: FrontMemory? = nil
    ) -> TestSite {
        let front = WebFront(
            chat: node.chat, host: TestSite.host, memory: memory ?? FrontMemory(chat: node.chat), now: { clock.now },
            limits: HTTPLimits.usual,
            liveLimits: limits)
        return TestSite(node: node, front: front)
    }

    /// The first conversation's path, once there is one.
    private static func conversation(in browser: TestBrowser) async throws -> String {
        for _ in 0..<2000 {
            if let path = try await browser.get("/").links.first(where: { $0.hasPrefix("/chats/") }) { return path }
            try await sleep(for: .milliseconds(5))
        }
        throw NotConnected()
    }
}
