import Domain
import Foundation
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Files
@testable import Mail

/// Whatever keeps something of an account is claimed by a holder, or destruction, dormancy and export would pass it by.
@Suite struct ClaimsTests {
    private let claims = [Accounts.claims] + Chat.holderTypes.map { $0.claims }

    @Test func `every table that belongs to an account is claimed once, and every other with its reason`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let rows = try await AccountRows(in: node.store)
        let claimed = claims.flatMap { $0.tables }.sorted()
        #expect(Set(claimed).count == claimed.count, "claimed twice: \(claimed)")
        #expect(Set(claimed) == Set(rows.conditions.keys))
        let explained = claims.reduce(into: Chat.otherTables) { all, claims in all.merge(claims.otherTables) { $1 } }
        #expect(Set(explained.keys) == rows.others, "neither an account's nor explained")
        #expect(explained.values.allSatisfy { !$0.isEmpty })
    }

    @Test func `every stored property of a feature is claimed, as one that tells of accounts or as one that does not`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        let (accounts, mail, files) = (node.chat.accounts, node.chat.mail, node.chat.files)
        let features = [
            (Mirror(reflecting: accounts), Accounts.claims), (Mirror(reflecting: mail), Mail.claims),
            (Mirror(reflecting: files), Files.claims),
        ]
        for (feature, claims) in features {
            let properties = Set(feature.children.compactMap(\.label).filter { !$0.hasPrefix("$") })
            #expect(properties.count > 4, "the mirror shows them")
            #expect(properties == claims.memory.union(claims.otherMemory.keys))
            #expect(claims.memory.isDisjoint(with: claims.otherMemory.keys))
            #expect(properties.count <= 12, "an actor that grows with every feature")
        }
        // The front door keeps nothing of its own.
        #expect(Set(Mirror(reflecting: node.chat).children.compactMap(\.label)) == ["accounts", "mail", "files", "context"])
    }

    @Test func `every file of the data folder is the store's, the pages', or a folder that a holder claims`() async throws {
        let world = try await VanishingWorld()
        defer { world.node.remove() }
        let folders = claims.reduce(into: Set<String>()) { $0.formUnion($1.folders) }
        let known = ["node.db", "node.db-wal", "node.db-shm", "erase.bin"] + folders
        for name in try FileManager.default.contentsOfDirectory(atPath: world.node.folder) { #expect(known.contains(name), "\(name)") }
    }

    @Test func `the list of holders is the list of claims`() async throws {
        let node = try await TestNode.make(clock: TestClock())
        defer { node.remove() }
        #expect(node.chat.accounts.holders.map { ObjectIdentifier(type(of: $0)) } == Chat.holderTypes.map { ObjectIdentifier($0) })
    }
}
