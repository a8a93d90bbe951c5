import Crypto
import Foundation
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// A clock that goes forward when told, and tells how long somebody was to wait.
final class TestPauses: @unchecked Sendable {
    // Guarded by `lock`.
    private var instant = ContinuousClock.now
    private var pauses: [Duration] = []
    private let lock = NSLock()

    func work(_ duration: Duration) { lock.withLock { instant += duration } }
    var all: [Duration] { lock.withLock { pauses } }

    func pace(evaluation: Duration) -> PasswordPace {
        PasswordPace(
            evaluation: evaluation, instant: { self.lock.withLock { self.instant } },
            pause: { duration in
                self.lock.withLock {
                    self.instant += duration
                    self.pauses.append(duration)
                }
            })
    }
}

/// Hashing that takes as long as it is told to.
struct SlowWork: HeavyWork {
    let pauses: TestPauses
    let duration: Duration

    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
        pauses.work(duration)
        return work()
    }
}

@Suite struct PasswordPaceTests {
    @Test(arguments: [
        (0, 0, 250), (1, 0, 250), (100, 100, 250), (125, 125, 250), (126, 126, 500), (125, 250, 250), (125, 251, 500), (400, 400, 1000),
        (100, 2600, 2750),
    ])
    func `an answer goes out at the first tick that is twice an evaluation away, or the next`(evaluation: Int, work: Int, answer: Int) async
    {
        let pauses = TestPauses()
        let pace = pauses.pace(evaluation: .milliseconds(evaluation))
        let start = pace.instant()
        pauses.work(.milliseconds(work))
        await pace.wait(since: start)
        #expect(start.duration(to: pace.instant()) == .milliseconds(answer))
    }

    @Test func `every answer to a password waits for its tick, the right one too`() async throws {
        let pauses = TestPauses()
        let node = try await TestNode.make(
            clock: TestClock(), heavyWork: SlowWork(pauses: pauses, duration: .milliseconds(90)),
            pace: pauses.pace(evaluation: .milliseconds(90)))
        defer { node.remove() }
        try await node.register("ana")
        #expect(pauses.all.isEmpty)
        _ = try await node.signIn("ana")
        for (name, password) in [
            ("ana", "wrong wrong"), ("eve", "wrong wrong"), ("no name!", "x"), ("ana", "burn it all down 3"), ("ana", "x"),
        ] {
            await #expect(throws: SignInError.refused) { _ = try await node.chat.accounts.signIn(name: name, password: secret(password)) }
            // While an account vanishes, a password typed for it may be hashed twice; the answer waits for the same tick.
            try await node.destructionsEnd()
        }
        #expect(pauses.all == Array(repeating: .milliseconds(160), count: 6))
    }

    @Test func `asked elsewhere than at the sign-in a password waits as long`() async throws {
        let pauses = TestPauses()
        let node = try await TestNode.make(clock: TestClock(), pace: pauses.pace(evaluation: .milliseconds(90)))
        defer { node.remove() }
        let ana = try await node.member("ana")
        guard case .account(ana.account, _) = await node.chat.accounts.judge(name: "ana", password: TestNode.password("ana")) else {
            Issue.record("the right password was not taken")
            return
        }
        guard case .refused = await node.chat.accounts.judge(name: "ana", password: secret("wrong wrong")) else {
            Issue.record("a wrong password was taken")
            return
        }
        #expect(pauses.all == Array(repeating: .milliseconds(250), count: 3))
    }

    @Test func `busy is said at once`() async throws {
        let pauses = TestPauses()
        let node = try await TestNode.make(clock: TestClock(), heavyWork: FullPool(), pace: pauses.pace(evaluation: .seconds(1)))
        defer { node.remove() }
        await #expect(throws: SignInError.busy(retryAfter: .seconds(5))) { _ = try await node.signIn("ana") }
        #expect(pauses.all.isEmpty)
    }
}
