import Crypto
import Dispatch
import Store
import Synchronization
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Password work during which something else happens, once.
private final class InterruptedWork: HeavyWork {
    private let interruption = Mutex<(@Sendable () async throws -> Void)?>(nil)

    func interrupt(by body: @escaping @Sendable () async throws -> Void) { interruption.withLock { $0 = body } }

    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
        let result = work()
        let body = interruption.withLock { kept in
            defer { kept = nil }
            return kept
        }
        do { try await body?() } catch { Issue.record(error) }
        return result
    }
}

@Suite struct InterruptedJudgementTests {
    private static let destruction = "burn it all down 3"

    @Test func `a destruction password destroys while another browser changes the password`() async throws {
        let work = InterruptedWork()
        let node = try await TestNode.make(clock: TestClock(), heavyWork: work)
        defer { node.remove() }
        let ana = try await node.member("ana")
        work.interrupt {
            let change = PasswordChange.password(new: secret("window seat gravel 53"), destructionPassword: secret(Self.destruction))
            _ = try await node.chat.accounts.change(change, password: TestNode.password("ana"), as: ana)
        }
        await #expect(throws: SignInError.refused) {
            _ = try await node.chat.accounts.signIn(name: "ana", password: secret(Self.destruction))
        }
        try await node.destructionsEnd()
        #expect(node.chat.accounts.presence.isGone(ana.account))
        await #expect(throws: SignInError.refused) {
            _ = try await node.chat.accounts.signIn(name: "ana", password: secret("window seat gravel 53"))
        }
    }

    @Test func `a destruction that was begun goes on when a commit beside it fails and its look is done again`() async throws {
        let work = InterruptedWork()
        let node = try await TestNode.make(clock: TestClock(), heavyWork: work)
        defer { node.remove() }
        let ana = try await node.member("ana")
        let store = node.store
        try await store.control("CREATE TABLE fragile(x UNIQUE ON CONFLICT ROLLBACK)")
        try await store.write { try $0.execute("INSERT INTO fragile(x) VALUES (1)") }
        let (isHeld, isFree) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let held = Mutex<[Task<Void, any Error>]>([])
        work.interrupt {
            // The store is held until three wait: a write, the look at the slots, and a write that undoes the first and has the look done again.
            held.withLock { tasks in
                tasks.append(
                    Task {
                        try await store.read { _ in
                            isHeld.signal()
                            isFree.wait()
                        }
                    })
            }
            while isHeld.wait(timeout: .now()) == .timedOut { await Task.yield() }
            held.withLock { $0.append(Task { try await store.write { try $0.execute("INSERT INTO fragile(x) VALUES (2)") } }) }
            while store.waitingCount < 1 { await Task.yield() }
            held.withLock { tasks in
                tasks.append(
                    Task {
                        while store.waitingCount < 2 { await Task.yield() }
                        let failing = Task {
                            try await store.write { transaction in
                                do { try transaction.execute("INSERT INTO fragile(x) VALUES (1)") } catch {}
                            }
                        }
                        while store.waitingCount < 3 { await Task.yield() }
                        isFree.signal()
                        await #expect(throws: StoreError.self) { try await failing.value }
                    })
            }
        }
        await #expect(throws: SignInError.refused) {
            _ = try await node.chat.accounts.signIn(name: "ana", password: secret(Self.destruction))
        }
        // The write that was undone says so to who asked for it.
        for task in held.withLock({ $0 }) { _ = await task.result }
        try await node.destructionsEnd()
        #expect(node.chat.accounts.presence.isGone(ana.account))
        #expect(node.chat.isSignedIn(ana) == false)
    }
}
