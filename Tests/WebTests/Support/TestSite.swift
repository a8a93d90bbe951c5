import Accounts
import Chat
import Domain
import EventLoop
import Mail

@testable import HTTP
@testable import Web

/// A node with its web front, and browsers in front of it.
@Loop struct TestSite {
    static let host = WebHost.onion(Samples.node)

    let node: TestNode
    let front: WebFront

    static func make(
        clock: TestClock = TestClock(), heavyWork: any HeavyWork = TestPool(), host: WebHost = host,
        limits: HTTPLimits = HTTPLimits.usual, liveLimits: LivePage.Limits = LivePage.Limits(), connections: Int = ConnectionPool.limit,
        patience: Duration = ConnectionPool.patience, router: Router = .house
    ) async throws -> TestSite {
        let node = try await TestNode.make(clock: clock, heavyWork: heavyWork)
        let front = WebFront(
            chat: node.chat, host: host, memory: FrontMemory(chat: node.chat), now: { clock.now }, limits: limits, liveLimits: liveLimits,
            pool: ConnectionPool(limit: connections, patience: patience), router: router)
        return TestSite(node: node, front: front)
    }

    func browser(host: WebHost = host) -> TestBrowser { TestBrowser(front, host: host) }

    /// A browser in which `name` has registered and logged in.
    func member(_ name: String) async throws -> TestBrowser {
        let browser = browser()
        _ = try await browser.submit("/register", Self.registration(name))
        try await Self.logIn(browser, name)
        return browser
    }

    static func logIn(_ browser: TestBrowser, _ name: String) async throws {
        _ = try await browser.submit("/login", [("username", name), ("password", password(name))])
    }

    static func password(_ name: String) -> String { "correct horse \(name.utf8.count) battery" }

    static func registration(_ name: String) -> [(String, String)] {
        [("username", name), ("password", password(name)), ("destruction_password", "burn it all down 3")]
    }
}

/// Runs `body` on the loop and waits for it.
func onLoop(_ body: @escaping @Loop @Sendable () async throws -> Void) async throws {
    Loop.start()
    try await spawn(body).value
}
