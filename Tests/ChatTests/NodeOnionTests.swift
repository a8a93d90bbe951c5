import Crypto
import Foundation
import Store
import Testing

@testable import Chat
@testable import Domain

/// The onions of a node over a database on the disk; each look opens it anew, as a restart would.
struct NodeOnionTests {
    private static func withNode(_ body: (_ path: String, _ nodeKey: NodeKey) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "onions-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder + "/node.db", NodeKey(SecretBytes.random(32)))
    }

    private static func restarted<Value: Sendable>(_ path: String, _ body: (Database) async throws -> Value) async throws -> Value {
        let store = try Database(path: path)
        try await Chat.prepare(store)
        do {
            let value = try await body(store)
            try await store.close()
            return value
        } catch {
            try await store.close()
            throw error
        }
    }

    @Test func `a node has a web and a peer onion from its first day, and keeps them`() async throws {
        try await Self.withNode { path, nodeKey in
            let first = try await Self.restarted(path) { try await NodeIdentity.onions(in: $0, sealedBy: nodeKey) }
            #expect(first.map(\.role) == [.web, .peer] && first.map(\.number) == [1, 2])
            #expect(first.allSatisfy { $0.standing == .current })
            let again = try await Self.restarted(path) { try await NodeIdentity.onions(in: $0, sealedBy: nodeKey) }
            #expect(again.map(\.address) == first.map(\.address))
        }
    }

    @Test func `each step of a change of address outlasts a restart`() async throws {
        try await Self.withNode { path, nodeKey in
            let old = try await Self.restarted(path) { try await NodeIdentity.key(of: .peer, in: $0, sealedBy: nodeKey) }
            let fresh = try await Self.restarted(path) { try await NodeIdentity.create(.peer, in: $0, sealedBy: nodeKey) }
            #expect(fresh.number == 3)
            var found = try await Self.restarted(path) { try await NodeIdentity.onions(in: $0, sealedBy: nodeKey) }
            #expect(found.map(\.standing) == [.current, .current, .created] && found[2].address == fresh.address)
            try await Self.restarted(path) {
                _ = try await NodeIdentity.makeCurrent(3, retiringOldUntil: 1_800_000_000, in: $0, sealedBy: nodeKey)
            }
            found = try await Self.restarted(path) { try await NodeIdentity.onions(in: $0, sealedBy: nodeKey) }
            #expect(found.map(\.standing) == [.current, .retiring(until: 1_800_000_000), .current])
            #expect(found[1].address == OnionAddress(publicKey: old.publicKey))
            let key = try await Self.restarted(path) { try await NodeIdentity.key(of: .peer, in: $0, sealedBy: nodeKey) }
            #expect(OnionAddress(publicKey: key.publicKey) == fresh.address)
            try await Self.restarted(path) { try await NodeIdentity.remove(2, in: $0, sealedBy: nodeKey) }
            found = try await Self.restarted(path) { try await NodeIdentity.onions(in: $0, sealedBy: nodeKey) }
            #expect(found.map(\.number) == [1, 3])
            let next = try await Self.restarted(path) { try await NodeIdentity.create(.peer, in: $0, sealedBy: nodeKey) }
            #expect(next.number == 2 && next.address != OnionAddress(publicKey: old.publicKey))
        }
    }

    @Test func `no step is taken from where it does not begin`() async throws {
        try await Self.withNode { path, nodeKey in
            try await Self.restarted(path) { store in
                _ = try await NodeIdentity.onions(in: store, sealedBy: nodeKey)
                await #expect(throws: (any Error).self, "the current one stays") {
                    try await NodeIdentity.remove(2, in: store, sealedBy: nodeKey)
                }
                await #expect(throws: (any Error).self) {
                    _ = try await NodeIdentity.makeCurrent(2, retiringOldUntil: 1, in: store, sealedBy: nodeKey)
                }
                let fresh = try await NodeIdentity.create(.peer, in: store, sealedBy: nodeKey)
                await #expect(throws: (any Error).self, "two of a role are enough") {
                    _ = try await NodeIdentity.create(.peer, in: store, sealedBy: nodeKey)
                }
                try await NodeIdentity.remove(fresh.number, in: store, sealedBy: nodeKey)
                await #expect(throws: (any Error).self) {
                    _ = try await NodeIdentity.makeCurrent(fresh.number, retiringOldUntil: 1, in: store, sealedBy: nodeKey)
                }
                #expect(try await NodeIdentity.onions(in: store, sealedBy: nodeKey).map(\.standing) == [.current, .current])
            }
        }
    }

    @Test func `what a record may not hold is refused`() throws {
        let seed = [UInt8](repeating: 7, count: 32)
        func record(_ role: UInt8, _ standing: UInt8, _ until: [UInt8]) -> SecretBytes {
            SecretBytes(copying: [role, standing] + until + seed)
        }
        let none = [UInt8](repeating: 0, count: 8), some = none.dropLast() + [1], far = [UInt8](repeating: 0xff, count: 8)
        #expect(try NodeOnion(number: 1, decoding: record(2, 3, Array(some))).standing == .retiring(until: 1))
        for (role, standing, until) in [
            (0, 2, none), (3, 2, none), (1, 0, none), (1, 4, none), (1, 2, Array(some)), (1, 1, far), (1, 3, far),
        ] {
            #expect(throws: OnionError.damaged) { try NodeOnion(number: 1, decoding: record(UInt8(role), UInt8(standing), until)) }
        }
        #expect(throws: OnionError.damaged) { try NodeOnion(number: 1, decoding: SecretBytes(copying: [])) }
        #expect(throws: OnionError.damaged) { try NodeOnion(number: 1, decoding: SecretBytes(copying: [1, 2] + none + seed + [0])) }
    }
}
