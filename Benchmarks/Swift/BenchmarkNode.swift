import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Glibc
import Mail
import Peer
import Store
import TorControl
import Web

/// A whole node but for tor: domain, store, web front and links, with unix sockets in the place of onions and passwords that cost nothing.
@Loop final class BenchmarkNode {
    let chat: Chat
    let peer: PeerNode
    /// Browsers on this machine: the front of `--local`, on a port of the kernel's choice.
    let port: UInt16
    private let listeners: [Listener]

    /// Password work happens at once: what passwords cost is measured elsewhere.
    private struct AtOnce: HeavyWork {
        func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? { work() }
    }

    init(in folder: String, network: BenchmarkNetwork) async throws {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw StreamError.failed(code: errno) }
        let store = try Database(path: folder + "/node.db")
        try await Chat.prepare(store)
        let nodeKey = NodeKey(.random(NodeKey.byteCount))
        let key = try await NodeIdentity.key(of: .peer, in: store, sealedBy: nodeKey)
        let environment = ChatEnvironment(
            now: { Int64(time(nil)) }, sinceBoot: { 0 }, heavyWork: AtOnce(),
            passwordCost: try Argon2id.Parameters(memoryKiB: 64, passes: 1, lanes: 1, threads: 1), passwordPace: .immediate,
            requestWorkBits: 4, eraseFilePath: folder + "/erase.bin", spawn: { body in spawn { await body() } })
        let chat = try await Chat(
            store: store, nodeKey: nodeKey, node: OnionAddress(publicKey: key.publicKey), environment: environment,
            executor: Loop.serialExecutor)
        let peer = PeerNode(inbox: chat.mail, dialer: network, key: key)
        self.chat = chat
        self.peer = peer
        await chat.mail.connect(to: peer)
        network.register(peer.address, at: folder + "/peer")
        let (web, port) = try Self.front(of: chat)
        self.port = port
        listeners = [web, try Listener(.unix(path: folder + "/peer")) { peer.accept($0) }]
        await peer.start()
    }

    /// One more front of the same node, with room for as many live pages of its own.
    static func front(of chat: Chat) throws -> (Listener, port: UInt16) {
        // The port is known once the listener stands, and the front must know the port it answers for.
        final class Box { var front: WebFront? }
        let box = Box()
        let listener = try Listener(.loopback(port: 0), backlog: 1024) { stream in
            if let front = box.front { front.accept(stream) } else { stream.close() }
        }
        let port = listener.port ?? 0
        box.front = WebFront(
            chat: chat, host: .loopback(port: port), memory: FrontMemory(chat: chat), now: { Int64(time(nil)) })
        return (listener, port)
    }

    func register(_ name: String) async throws -> Member {
        let words = { (text: String) in SecretBytes(copying: Array(text.utf8)) }
        try await chat.accounts.register(
            Registration(
                username: name, password: words("lantern harbour wicker 41"), destructionPassword: words("cinder orchard mallow 92")))
        return try await member(signIn(name))
    }

    func signIn(_ name: String) async throws -> SignInCookie {
        try await chat.accounts.signIn(name: name, password: SecretBytes(copying: Array("lantern harbour wicker 41".utf8)))
    }

    /// The member, as at a visit: what came is opened.
    func member(_ cookie: SignInCookie) async throws -> Member {
        guard let member = await chat.member(for: cookie) else { throw SignInError.refused }
        return member
    }
}

/// Where each node's socket is, in the place of tor.
@Loop final class BenchmarkNetwork: Dialing {
    private var paths: [OnionAddress: String] = [:]

    func register(_ node: OnionAddress, at path: String) { paths[node] = path }

    func connect(to address: OnionAddress, port: UInt16, within limit: Duration) async throws(DialError) -> ByteStream {
        guard let path = paths[address] else { throw .descriptorNotFound }
        do { return try await ByteStream.connect(to: .unix(path: path), within: limit) } catch { throw .introductionFailed }
    }
}
