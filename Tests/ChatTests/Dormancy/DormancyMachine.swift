import Crypto
import Foundation
import Store

@testable import Accounts
@testable import Chat
@testable import Domain

/// A node with good clocks, which the test moves, over a real database.
struct DormancyMachine {
    let clock: TestClock
    private(set) var node: TestNode
    private var folders: [String] = []

    init(clock: TestClock = TestClock()) async throws {
        self.clock = clock
        node = try await TestNode.make(clock: clock)
        await look()
        clock.advance(seconds: Dormancy.grace)
        await look()
    }

    /// A look at the clocks; tor tells the truth, or nothing.
    func look(withConsensus hasConsensus: Bool = true) async {
        let consensus = clock.truth - 3600...clock.truth + 7200
        await node.chat.accounts.watchClock(
            ClockReading(wall: clock.now, sinceBoot: clock.sinceBoot, consensus: hasConsensus ? consensus : nil))
    }

    /// So many days with a look every four hours.
    func run(days: Int) async {
        for _ in 0..<days * 6 {
            clock.advance(seconds: 4 * 3600)
            await look()
        }
    }

    /// The node ends, is off, and starts again.
    mutating func restart(after seconds: Int64) async throws {
        try await begin(after: seconds)
        await look()
        clock.advance(seconds: Dormancy.grace)
        await look()
    }

    /// The same, up to the moment before its first look at the clocks.
    mutating func begin(after seconds: Int64) async throws {
        let copy = try await node.backup()
        folders.append(copy)
        clock.advance(seconds: seconds)
        node = try await TestNode.make(clock: clock, in: copy, nodeKey: node.nodeKey)
    }

    func exists(_ name: String) async throws -> Bool {
        let (key, name) = (NodeKey(node.nodeKey), try Username(name))
        return try await node.store.read { try AccountTable.isTaken(name, key, in: $0) }
    }

    func remove() {
        node.remove()
        for folder in folders { try? FileManager.default.removeItem(atPath: folder) }
    }
}
