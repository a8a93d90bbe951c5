import Bytes
import Crypto
import EventLoop
import Foundation
import Store
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Argon2id at its least: these tests are about what follows a password, not about its price.
let cheapPasswords: Argon2id.Parameters = {
    do { return try Argon2id.Parameters(memoryKiB: 64, passes: 1, lanes: 1, threads: 1) } catch { preconditionFailure("\(error)") }
}()

struct InlineWork: HeavyWork {
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { work() }
}

struct FullPool: HeavyWork {
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { nil }
}

/// A clock that the test moves.
final class TestClock: @unchecked Sendable {
    private let start: Int64
    private let lock = NSLock()
    // Both guarded by `lock`.
    private var passed: Int64 = 0
    private var ahead: Int64 = 0

    init(at start: Int64 = 1_790_000_000) { self.start = start }

    /// What time it is.
    var truth: Int64 { lock.withLock { start + passed } }
    /// What the machine's clock says.
    var now: Int64 { lock.withLock { start + passed + ahead } }
    /// What the clock says that nobody sets.
    var sinceBoot: Int64 { lock.withLock { 5000 + passed } }

    /// Time passes.
    func advance(seconds step: Int64) { lock.withLock { passed += step } }

    /// Somebody sets the machine's clock; no time passes.
    func set(aheadBy step: Int64) { lock.withLock { ahead += step } }
}

/// A whole domain over a database in a folder of its own.
struct TestNode {
    let folder: String
    let chat: Chat
    let store: Database
    let address: OnionAddress
    let nodeKey: SecretBytes

    static func make(
        clock: TestClock, in folder: String? = nil, nodeKey: SecretBytes = .random(32), heavyWork: any HeavyWork = InlineWork(),
        capabilities: Capabilities = .ours, pace: PasswordPace = .immediate
    ) async throws -> TestNode {
        Loop.start()
        let folder = folder ?? NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try Database(path: folder + "/node.db")
        try await Chat.prepare(store)
        let key = NodeKey(nodeKey)
        let onion = try await NodeIdentity.key(of: .peer, in: store, sealedBy: key)
        let environment = ChatEnvironment(
            now: { clock.now }, sinceBoot: { clock.sinceBoot }, heavyWork: heavyWork, proofWork: InlineWork(), fileWork: InlineWork(),
            passwordCost: cheapPasswords,
            passwordPace: pace, requestWorkBits: 4, eraseFilePath: folder + "/erase.bin", capabilities: capabilities,
            spawn: { body in spawn { await body() } }
        )
        let address = OnionAddress(publicKey: onion.publicKey)
        let chat = try await Chat(store: store, nodeKey: key, node: address, environment: environment, executor: Loop.serialExecutor)
        return TestNode(folder: folder, chat: chat, store: store, address: address, nodeKey: nodeKey)
    }

    /// The node as it is now, stopped and kept: what an operator's backup holds.
    func backup() async throws -> String {
        try await store.checkpoint()
        let copy = NSTemporaryDirectory() + "chat-test-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: folder, toPath: copy)
        return copy
    }

    /// Waits until what a destruction password began is at its end.
    func destructionsEnd() async throws {
        for _ in 0..<2000 {
            if await chat.accounts.destructions.unfinished.isEmpty { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw ChatError.storage
    }

    /// A scope over one of this node's transactions.
    static func scope(_ transaction: Transaction, _ node: TestNode) -> NodeScope {
        NodeScope(transaction: transaction, nodeKey: NodeKey(node.nodeKey), now: UnixMinute(count: 0), capabilities: .ours)
    }

    /// Has the keys of a conversation's connection renewed at its member's next visit.
    func requireRenewal(of chat: ConversationID) async throws { try await setConnection(of: chat, state: 2) }

    /// Makes the connection of a conversation one whose keys no longer fit.
    func breakConnection(of chat: ConversationID) async throws { try await setConnection(of: chat, state: 1) }

    private func setConnection(of chat: ConversationID, state: Int64) async throws {
        let count = try await store.write { transaction in
            try transaction.execute("UPDATE connection SET state = \(state) WHERE conversation = \(chat.row)")
            return transaction.changeCount
        }
        #expect(count == 1)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Registers and signs in.
    func member(_ name: String) async throws -> Member {
        try await register(name)
        return try await signIn(name)
    }

    func register(_ name: String) async throws {
        try await chat.accounts.register(
            Registration(
                username: name, password: TestNode.password(name),
                destructionPassword: secret("burn it all down \(name.utf8.count)")))
    }

    static func password(_ name: String) -> SecretBytes { secret("correct horse \(name.utf8.count) \(name.utf8.last ?? 0) battery") }

    func signIn(_ name: String) async throws -> Member {
        let cookie = try await chat.accounts.signIn(name: name, password: TestNode.password(name))
        guard let member = await chat.member(for: cookie) else { throw SignInError.refused }
        return member
    }
}

func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

/// Nodes that reach each other by calls, with a courier that the test runs by hand.
actor TestNetwork {
    private var chats: [OnionAddress: Mail] = [:]
    private var offline: Set<OnionAddress> = []
    /// Every frame that left a node, as often as it left.
    private(set) var left: [DeliverFrame] = []

    func join(_ node: TestNode) async {
        chats[node.address] = node.chat.mail
        await node.chat.mail.connect(to: Transport(network: self, own: node.address))
    }

    func setOffline(_ node: TestNode, _ isOffline: Bool) {
        if isOffline { offline.insert(node.address) } else { offline.remove(node.address) }
    }

    func chat(at node: OnionAddress) throws(PeerFailure) -> Mail {
        guard !offline.contains(node), let chat = chats[node] else { throw .offline }
        return chat
    }

    /// One round of every courier; `losing` says which answers are lost on their way.
    func deliverAll(losing: @Sendable (DeliverFrame) -> Bool = { _ in false }) async throws {
        for (_, sender) in chats {
            for node in try await sender.nodesWithMail() {
                guard let receiver = try? chat(at: node) else { continue }
                for queue in try await sender.queuesWithMail(for: node) {
                    let marked = try await receiver.receive(sender.mark(for: queue))
                    guard case .resume(let first) = try await sender.marked(marked) else { continue }
                    for frame in try await sender.deliveries(of: queue, from: first, limit: 32) {
                        left.append(frame)
                        let stored = try await receiver.receive(frame)
                        if !losing(frame) { _ = try await sender.stored(stored) }
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

        func hasMail(for node: OnionAddress) async {}
    }
}
