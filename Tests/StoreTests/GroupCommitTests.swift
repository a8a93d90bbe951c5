@testable import EventLoop
import Testing

@testable import Store

@Suite struct GroupCommitTests {
    struct Mishap: Error, Equatable {}

    /// Holds the store's thread until it is let go, so that what is asked for meanwhile waits together.
    final class Gate: Sendable {
        private let isOpen = Monitor(false)
        private let isReached = Monitor(false)

        func hold(_ database: Database) -> Task<Void, any Error> {
            Task {
                try await database.read { [self] _ in
                    isReached.changeForAll { $0 = true }
                    isOpen.take { $0 ? () : nil }
                }
            }
        }

        func waitUntilHeld() async { while !isReached.look({ $0 }) { await Task.yield() } }
        func open() { isOpen.changeForAll { $0 = true } }
    }

    @Test func `many writes that wait together share one commit`() async throws {
        let store = try await TemporaryDatabase()
        let database = store.database
        let gate = Gate()
        let holder = gate.hold(database)
        await gate.waitUntilHeld()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask { try await database.write { try $0.execute("INSERT INTO note(body) VALUES (\(number))") } }
            }
            while database.waitingCount < 200 { await Task.yield() }
            gate.open()
            try await group.waitForAll()
        }
        try await holder.value
        #expect(await database.commitCount == 1)
        #expect(try await store.count() == 200)
    }

    @Test func `a batch is bounded`() async throws {
        let store = try await TemporaryDatabase()
        let database = store.database
        let gate = Gate()
        let holder = gate.hold(database)
        await gate.waitUntilHeld()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0...Limits.batch { group.addTask { try await database.write { try $0.execute("INSERT INTO note(body) VALUES (1)") } } }
            while database.waitingCount <= Limits.batch { await Task.yield() }
            gate.open()
            try await group.waitForAll()
        }
        try await holder.value
        #expect(await database.commitCount == 2)
    }
}
