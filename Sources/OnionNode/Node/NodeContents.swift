internal import Accounts
internal import Chat
internal import Crypto
internal import Domain
internal import EventLoop
internal import Glibc
internal import Mail
internal import Operator
internal import Store

/// What lies in a data directory, opened: the store, the onions' keys, and the domain over them.
struct NodeContents: Sendable {
    let store: Database
    let onions: [NodeOnion]
    /// The key of the peer onion that is current.
    let peerKey: SigningKey
    let chat: Chat

    /// Opens it; the keys are made the first time.
    ///
    /// - Parameter evaluation: how long a password takes in `passwords`: sets the pace of the answers to them.
    static func open(
        _ directory: DataDirectory, _ nodeKey: NodeKey, passwords: PasswordPool, evaluation: Duration
    ) async throws(CommandError) -> NodeContents {
        do {
            let store = try Database(path: directory.databasePath)
            try await Chat.prepare(store)
            let onions = try await NodeIdentity.onions(in: store, sealedBy: nodeKey)
            let peerKey = try await NodeIdentity.key(of: .peer, in: store, sealedBy: nodeKey)
            let pause: @Sendable (Duration) async -> Void = { try? await sleep(for: $0) }
            let environment = ChatEnvironment(
                now: NodeContents.seconds, sinceBoot: NodeContents.secondsSinceBoot, heavyWork: passwords, proofWork: ProofPool(),
                fileWork: FilePool(),
                passwordPace: PasswordPace(evaluation: evaluation, instant: { .now }, pause: pause), eraseFilePath: directory.eraseFilePath,
                spawn: { body in EventLoop.spawn { await body() } }, pause: pause)
            let chat = try await Chat(
                store: store, nodeKey: nodeKey, node: OnionAddress(publicKey: peerKey.publicKey), environment: environment,
                executor: Loop.serialExecutor)
            return NodeContents(store: store, onions: onions, peerKey: peerKey, chat: chat)
        } catch let error as SettingError { throw CommandError(error) } catch { throw unopened(error) }
    }

    /// Why a data directory could not be opened.
    static func unopened(_ error: any Error) -> CommandError {
        CommandError("the data directory can't be opened: \(error)", hint: "is its disk full or damaged, or its node.key another node's?")
    }

    /// Seconds since 1970.
    static func seconds() -> Int64 { Int64(time(nil)) }

    /// Seconds since the machine was switched on, the time it slept among them.
    static func secondsSinceBoot() -> Int64 {
        var sinceBoot = timespec()
        unsafe clock_gettime(CLOCK_BOOTTIME, &sinceBoot)
        return Int64(sinceBoot.tv_sec)
    }
}
