import Foundation
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Crypto
@testable import Domain

/// One page, and which page an account gets.
@Suite struct ErasePageTests {
    private let nodeKey = NodeKey(.random(32))

    private func withFile(_ body: (EraseFile, String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try EraseFile(path: folder + "/erase.bin", nodeKey: nodeKey)
        try file.grow()
        try body(file, folder + "/erase.bin")
    }

    @Test func `a page tells its account from all others, and no mark of who vanished on it is ever lost`() throws {
        try withFile { file, _ in
            // One whose mark is the last, and one for each place.
            let owners = (0...PageLedger.placeCount).map { _ in nodeKey.pageMarks(of: .random()) }
            for (number, marks) in owners.enumerated() {
                #expect(try file.state(of: 3, for: marks) == .foreign && file.isFree(3))
                try file.assign(3, to: marks)
                #expect(try file.state(of: 3, for: marks) == .owned && !file.isFree(3))
                let halves = try [0, 1].map { try file.half($0, of: 3).exposed() }
                try file.renew(1, of: 3)
                #expect(try file.state(of: 3, for: marks) == .owned, "a change of passwords is no destruction")
                for _ in 0..<2 { try file.erase(3, of: marks) }
                #expect(try file.state(of: 3, for: marks) == .vanished)
                #expect(try file.half(0, of: 3).exposed() != halves[0] && file.half(1, of: 3).exposed() != halves[1])
                if number % 40 < 2 { #expect(try owners[...number].allSatisfy { try file.state(of: 3, for: $0) == .vanished }) }
            }
            // Full of marks, it is nobody's for ever.
            #expect(try owners.allSatisfy { try file.state(of: 3, for: $0) == .vanished })
            #expect(try !file.isFree(3))
            #expect(throws: EraseFileError.taken) { try file.assign(3, to: nodeKey.pageMarks(of: .random())) }
            #expect(try file.state(of: 4, for: owners[0]) == .foreign && file.isFree(4))
            #expect(try file.state(of: 3, for: NodeKey(.random(32)).pageMarks(of: .random())) == .foreign)
        }
    }

    @Test func `a node that is killed while it gives a page away loses no mark, and gives it again`() throws {
        try withFile { file, path in
            let (first, second, third) = (
                nodeKey.pageMarks(of: .random()), nodeKey.pageMarks(of: .random()), nodeKey.pageMarks(of: .random())
            )
            for marks in [first, second] {
                try file.assign(7, to: marks)
                try file.erase(7, of: marks)
            }
            let offset = 7 * EraseFile.pageByteCount
            let before = try file.read(EraseFile.pageByteCount, at: offset)
            try file.assign(7, to: third)
            let after = try file.read(EraseFile.pageByteCount, at: offset)
            // The place of the elder mark is on the disk, the first sector is not yet.
            try file.write(Array(before[..<192]) + Array(after[192...]), at: offset)
            let again = try EraseFile(path: path, nodeKey: nodeKey)
            #expect(try again.isFree(7))
            for marks in [first, second] { #expect(try again.state(of: 7, for: marks) == .vanished) }
            try again.assign(7, to: third)
            for marks in [first, second] { #expect(try again.state(of: 7, for: marks) == .vanished) }
            #expect(try again.state(of: 7, for: third) == .owned)
        }
    }

    @Test func `whoever vanishes on a page of another day's file is marked, and nobody's mark is lost by it`() throws {
        try withFile { file, _ in
            let (elder, newer) = (nodeKey.pageMarks(of: .random()), nodeKey.pageMarks(of: .random()))
            try file.assign(5, to: elder)
            try file.erase(5, of: elder)
            let half = try file.half(0, of: 5).exposed()
            try file.erase(5, of: newer)
            #expect(try file.state(of: 5, for: elder) == .vanished && file.state(of: 5, for: newer) == .vanished)
            #expect(try file.half(0, of: 5).exposed() != half)
            // And on one whose ledger can't be read.
            try file.write(Random.bytes(EraseFile.pageByteCount), at: 6 * EraseFile.pageByteCount)
            #expect(try !file.isFree(6))
            try file.erase(6, of: newer)
            #expect(try file.state(of: 6, for: newer) == .vanished && !file.isFree(6))
        }
    }

    @Test func `a page shows nothing of its ledger, and two copies of it not whether that changed`() throws {
        try withFile { file, _ in
            let ledgers = try (0..<256).map { try file.read(64, at: $0 * EraseFile.pageByteCount + 128) }
            #expect(Set(ledgers).count == 256)
            let marks = nodeKey.pageMarks(of: .random())
            try file.assign(9, to: marks)
            #expect(try file.read(64, at: 9 * EraseFile.pageByteCount + 128) != ledgers[9])
            // A ledger opens on its own page alone, and only under this node's key.
            try file.write(file.read(EraseFile.pageByteCount, at: 10 * EraseFile.pageByteCount), at: 11 * EraseFile.pageByteCount)
            #expect(try file.isFree(10) && !file.isFree(11))
        }
    }

    @Test func `pages are drawn from all of the file, which grows with the accounts and not much faster`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let (eraseFile, key) = (node.chat.accounts.eraseFile, NodeKey(node.nodeKey))
        let count = PageReview.step + 100
        var pages: [Int] = []
        for start in stride(from: 0, to: count, by: 100) {
            pages += try await node.store.write { transaction in
                try (start..<min(start + 100, count)).map { number in
                    let page = try PageChoice.page(in: eraseFile, transaction)
                    let account = AccountID(row: Int64(number) << 32)
                    try eraseFile.assign(page, to: key.pageMarks(of: account))
                    try transaction.execute(
                        """
                        INSERT INTO account(id, name_index, skeleton_index, memory_kib, passes, lanes, threads, salt, first_slot, second_slot,
                            page, half, last_day, record)
                        VALUES (\(account.row), \(Random.bytes(32)), \(Random.bytes(32)), 64, 1, 1, 1, \(Random.bytes(16)),
                            \(Random.bytes(93)), \(Random.bytes(93)), \(page), 0, \(Random.bytes(20)), \(Random.bytes(20)))
                        """)
                    return page
                }
            }
        }
        #expect(Set(pages).count == count)
        #expect(try eraseFile.pageCount() <= count * 3 / 2 + EraseFile.growthPageCount)
        #expect(try await node.store.read { try AccountTable.count(in: $0) } == count)
        // The first hundred lie all over the first megabyte, in no order.
        let first = pages.prefix(100)
        #expect(first.contains { $0 < 64 } && first.contains { $0 >= 192 } && first.sorted() != Array(first))
        #expect(first.filter { $0 < 128 }.count > 20 && first.filter { $0 >= 128 }.count > 20)

        // A start finds each on its page, in more steps than one; and one that vanished.
        let vanished = key.pageMarks(of: AccountID(row: Int64(count - 1) << 32))
        try eraseFile.erase(pages[count - 1], of: vanished)
        let review = try await PageReview.make(node.store, key, eraseFile)
        #expect(review.foreignCount == 0 && review.begun.map(\.row) == [Int64(count - 1) << 32])
    }

    @Test func `nobody can register beyond the operator's number, until an account goes with its name`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let accounts = node.chat.accounts
        try await accounts.set(.accountLimit, to: "2")
        try await node.register("ana")
        let ben = try await node.member("ben")
        await #expect(throws: RegistrationError.full) { try await node.register("cleo") }
        try await accounts.destroy(account: ben.account)
        await #expect(throws: RegistrationError.full) { try await node.register("cleo") }
        try await accounts.set(.accountLimit, to: "3")
        try await node.register("cleo")
        try await accounts.set(.accountLimit, to: "1")
        await #expect(throws: RegistrationError.full) { try await node.register("dora") }
        #expect(try await node.signIn("ana").name.text == "ana")
        let shell = try #require(try await node.store.read { try $0.row("SELECT id FROM account WHERE record IS NULL")?.integer(0) })
        try await accounts.removeDormant(account: AccountID(row: shell))
        try await accounts.set(.accountLimit, to: "3")
        try await node.register("dora")
        #expect(try await node.store.read { try AccountTable.count(in: $0) } == 3)
    }
}
