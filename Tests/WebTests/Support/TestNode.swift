import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Foundation
import Mail
import Store

/// A clock that the test moves.
final class TestClock: @unchecked Sendable {
    // Guarded by `lock`.
    private var seconds: Int64 = 1_794_377_520
    private let lock = NSLock()

    var now: Int64 { lock.withLock { seconds } }
    /// What the clock says that nobody sets.
    var sinceBoot: Int64 { now - 1_794_377_420 }
    func advance(seconds step: Int64) { lock.withLock { seconds += step } }
}

/// One pool for all tests, as the program has one.
struct TestPool: HeavyWork {
    private static let pool = WorkerPool(name: "test-work", threadCount: 2, queueLimit: 1000)

    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { try? await Self.pool.run(work) }
}

struct FullPool: HeavyWork {
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { nil }
}

/// A pool that is full from a moment on.
final class FillablePool: HeavyWork, @unchecked Sendable {
    // Guarded by `lock`.
    private var isFull = false
    private let lock = NSLock()

    func fill() { lock.withLock { isFull = true } }

    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
        lock.withLock { isFull } ? nil : await TestPool().run(work)
    }
}

/// A whole domain over a database in a folder of its own.
struct TestNode {
    let folder: String
    let chat: Chat
    let store: Database
    let address: OnionAddress

    static func make(clock: TestClock, heavyWork: any HeavyWork = TestPool()) async throws -> TestNode {
        Loop.start()
        let folder = NSTemporaryDirectory() + "web-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try Database(path: folder + "/node.db")
        try await Chat.prepare(store)
        let key = NodeKey(.random(32))
        let onion = try await NodeIdentity.key(of: .peer, in: store, sealedBy: key)
        // Argon2id at its least: these tests are about what follows a password, not about its price.
        let environment = ChatEnvironment(
            now: { clock.now }, sinceBoot: { clock.sinceBoot }, heavyWork: heavyWork, fileWork: TestPool(),
            passwordCost: try Argon2id.Parameters(memoryKiB: 64, passes: 1, lanes: 1, threads: 1), passwordPace: .immediate,
            eraseFilePath: folder + "/erase.bin", spawn: { body in spawn { await body() } })
        let address = OnionAddress(publicKey: onion.publicKey)
        let chat = try await Chat(store: store, nodeKey: key, node: address, environment: environment, executor: Loop.serialExecutor)
        return TestNode(folder: folder, chat: chat, store: store, address: address)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

/// Nodes that reach each other by calls; what is written is delivered at once unless it is held back.
actor TestNetwork {
    private var chats: [OnionAddress: Mail] = [:]
    private var isHeld = false

    func join(_ node: TestNode) async {
        chats[node.address] = node.chat.mail
        await node.chat.mail.connect(to: Transport(network: self, own: node.address))
    }

    /// Holds all mail back, or lets it go.
    func hold(_ isHeld: Bool) async throws {
        self.isHeld = isHeld
        if !isHeld { try await deliverAll() }
    }

    func chat(at node: OnionAddress) throws(PeerFailure) -> Mail {
        guard let chat = chats[node] else { throw .offline }
        return chat
    }

    private func deliverAll() async throws {
        guard !isHeld else { return }
        for sender in chats.values {
            for node in try await sender.nodesWithMail() {
                let receiver = try chat(at: node)
                for queue in try await sender.queuesWithMail(for: node) {
                    let marked = try await receiver.receive(sender.mark(for: queue))
                    guard case .resume(let first) = try await sender.marked(marked) else { continue }
                    for frame in try await sender.deliveries(of: queue, from: first, limit: 32) {
                        _ = try await sender.stored(try await receiver.receive(frame))
                    }
                }
            }
        }
    }

    struct Transport: PeerTransport {
        let network: TestNetwork
        let own: OnionAddress

        func search(_ query: SearchQuery, at node: OnionAddress) async throws(PeerFailure) -> SearchAnswer {
            try await network.chat(at: node).answer(query, from: own)
        }

        func request(_ frame: RequestFrame, at node: OnionAddress) async throws(PeerFailure) {
            try await network.chat(at: node).receive(frame, from: own)
        }

        func hasMail(for node: OnionAddress) async {
            Task { try await network.deliverAll() }
        }
    }
}
