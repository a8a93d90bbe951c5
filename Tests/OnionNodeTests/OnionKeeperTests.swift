import Crypto
import Domain
import EventLoop
import Foundation
import Store
import Testing
import TorControl

@testable import OnionNode

/// The keeper with a real store and the real tor, which has no network.
@Suite struct OnionKeeperTests {
    /// A node's folder, and what runs on it between a start and a stop.
    @Loop private final class House {
        let folder: String
        let nodeKey = NodeKey(SecretBytes.random(32))
        var store: Database?
        var tor: TorService?
        var keeper: OnionKeeper?
        /// What came in, by the onion it came to.
        var came: [OnionAddress] = []
        var closed: [OnionAddress] = []

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "ok-\(UUID().uuidString.prefix(13))").path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            try "DisableNetwork 1\n".write(toFile: folder + "/include", atomically: true, encoding: .utf8)
        }

        func start() async throws {
            let store = try Database(path: folder + "/node.db")
            try await store.migrate([NodeIdentity.migration])
            let tor = TorService(
                TorConfiguration(
                    dataDirectory: folder,
                    torrcPath: URL(filePath: #filePath).appending(path: "../../../torrc").standardizedFileURL.path,
                    includePath: folder + "/include"))
            let onions = try await NodeIdentity.onions(in: store, sealedBy: nodeKey)
            let own = try await NodeIdentity.key(of: .peer, in: store, sealedBy: nodeKey)
            let keeper = OnionKeeper(
                onions, store: store, nodeKey: nodeKey, tor: tor, folder: folder, own: OnionAddress(publicKey: own.publicKey)
            ) { [weak self] onion in
                let address = onion.address
                return OnionKeeper.Behind(
                    accept: { stream in
                        self?.came.append(address)
                        stream.close()
                    }, close: { self?.closed.append(address) })
            }
            (self.store, self.tor, self.keeper) = (store, tor, keeper)
            try keeper.listen()
            keeper.start(isClockBelieved: { true }, now: { 0 })
            tor.start()
            try await wait { tor.status.onions.count == onions.count && tor.status.onions.allSatisfy(\.isAdded) }
        }

        func stop() async throws {
            keeper?.stop()
            await tor?.stop()
            try await store?.close()
            (store, tor, keeper) = (nil, nil, nil)
        }

        func restart() async throws {
            try await stop()
            try await start()
        }

        /// Who answers at a socket's name; nil when nobody does.
        func answers(_ name: String) async throws -> OnionAddress? {
            let count = came.count
            guard let stream = try? await ByteStream.connect(to: .unix(path: folder + "/" + name), within: .seconds(5)) else { return nil }
            defer { stream.close() }
            try await wait { self.came.count > count }
            return came.last
        }

        func wait(_ condition: @Loop () -> Bool) async throws {
            let deadline = ContinuousClock.now + .seconds(120)
            while !condition() {
                try #require(ContinuousClock.now < deadline)
                try await sleep(for: .milliseconds(5))
            }
        }

        var published: [OnionAddress] { tor?.status.onions.filter(\.isAdded).map(\.address) ?? [] }
    }

    @Test func `a peer onion is changed for another, with a restart after each step`() async throws {
        Loop.start()
        try await spawn { @Loop in
            let house = try House()
            defer { try? FileManager.default.removeItem(atPath: house.folder) }
            try await house.start()
            let old = try #require(house.keeper?.current(.peer))
            let fresh = try #require(try await house.keeper?.create(.peer)).address
            try await house.wait { house.published.count == 3 }
            for round in 1...2 {
                #expect(try await house.answers("peer.sock") == old)
                #expect(try await house.answers("peer-3.sock") == fresh)
                if round == 1 { try await house.restart() }
            }
            #expect(house.keeper?.current(.peer) == old, "it was only created")

            try await house.keeper?.makeCurrent(3, retiringOldUntil: 1000)
            #expect(house.tor?.status.onions.map(\.standing) == [.current, .retiring(until: 1000), .current])
            await house.keeper?.removeDue(at: 2000)
            #expect(house.published.contains(old), "the process speaks under it until it starts again")
            try await house.restart()
            #expect(house.keeper?.current(.peer) == fresh)
            #expect(house.tor?.status.onions.map(\.standing) == [.current, .retiring(until: 1000), .current])
            #expect(try await house.answers("peer.sock") == old)
            #expect(try await house.answers("peer-3.sock") == fresh)

            await house.keeper?.removeDue(at: 999)
            #expect(house.published.count == 3)
            await house.keeper?.removeDue(at: 1000)
            #expect(house.closed == [old] && !house.published.contains(old))
            #expect(try await house.answers("peer.sock") == nil)
            try await house.restart()
            #expect(house.published.count == 2 && !house.published.contains(old))
            #expect(try await house.answers("peer-3.sock") == fresh)
            try await house.stop()
        }.value
    }
}
