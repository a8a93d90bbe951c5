import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Foundation
import Mail
import Peer
import Store
import Testing

/// A node with a real domain over a database in a folder of its own, and one member.
@Loop final class ChatNode {
    let chat: Chat
    let node: PeerNode
    private let store: Database
    private let listener: Listener
    private let folder: String
    private let cookie: SignInCookie

    private struct Work: HeavyWork {
        func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { work() }
    }

    init(in network: TestNetwork, member name: String, timing: PeerTiming = .brisk) async throws {
        folder = NSTemporaryDirectory() + "peer-chat-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try Database(path: folder + "/node.db")
        try await Chat.prepare(store)
        let nodeKey = NodeKey(SecretBytes.random(32))
        let key = try await NodeIdentity.key(of: .peer, in: store, sealedBy: nodeKey)
        let environment = ChatEnvironment(
            now: PeerClock.system.unixSeconds, sinceBoot: { 0 }, heavyWork: Work(),
            passwordCost: try Argon2id.Parameters(memoryKiB: 64, passes: 1, lanes: 1, threads: 1), passwordPace: .immediate,
            requestWorkBits: 4,
            eraseFilePath: folder + "/erase.bin", spawn: { body in spawn { await body() } })
        let chat = try await Chat(
            store: store, nodeKey: nodeKey, node: OnionAddress(publicKey: key.publicKey), environment: environment,
            executor: Loop.serialExecutor)
        let node = PeerNode(inbox: chat.mail, dialer: network.dialer, key: key, timing: timing)
        self.chat = chat
        self.node = node
        await chat.mail.connect(to: node)
        let path = network.newPath()
        listener = try Listener(.unix(path: path)) { node.accept($0) }
        network.register(node.address, at: path)
        let password = SecretBytes(copying: Array("correct horse battery staple".utf8))
        let destructionPassword = SecretBytes(copying: Array("burn all of it down".utf8))
        try await chat.accounts.register(Registration(username: name, password: password, destructionPassword: destructionPassword))
        cookie = try await chat.accounts.signIn(name: name, password: password)
        await node.start()
    }

    /// The member, as at a new visit: what came is opened.
    func member() async throws -> Member { try #require(await chat.member(for: cookie)) }

    /// Ends the node and removes its folder.
    func stop() async throws {
        listener.stop()
        await node.stop()
        try await store.close()
        try FileManager.default.removeItem(atPath: folder)
    }
}
