internal import Crypto
internal import Domain
internal import EventLoop
internal import Store
internal import TorControl

/// The onions of a running node: published, listened for, moved on in their lives, and removed when they are due.
///
/// Each has a unix socket of its own, so that what comes in is known by the onion it came to. Each step is durable before it shows.
/// **Source** protocol §2.3; decision 31.
@Loop final class OnionKeeper {
    /// What listens behind an onion.
    struct Behind {
        /// Takes a stream that came to it.
        let accept: @Loop (ByteStream) -> Void
        /// Ends what came in on it; called once, when it is removed.
        let close: @Loop () -> Void
    }

    /// One that is due goes within a minute.
    private static let interval = Duration.seconds(60)
    /// Virtual ports (product contract).
    private static let ports: [NodeOnion.Role: UInt16] = [.web: 80, .peer: 9411]

    /// Those that live, by number.
    private(set) var onions: [NodeOnion]
    private let store: Database
    private let nodeKey: NodeKey
    private let tor: TorService
    private let folder: String
    /// The address that this process speaks under: it is not removed while it runs.
    private let own: OnionAddress
    private let open: @Loop (NodeOnion) -> Behind
    private var standing: [Int: (listener: Listener, behind: Behind)] = [:]
    private var timer: LoopTimer?

    /// - Parameter open: makes what listens behind an onion.
    init(
        _ onions: [NodeOnion], store: Database, nodeKey: NodeKey, tor: TorService, folder: String, own: OnionAddress,
        open: @escaping @Loop (NodeOnion) -> Behind
    ) {
        self.onions = onions
        self.store = store
        self.nodeKey = nodeKey
        self.tor = tor
        self.folder = folder
        self.own = own
        self.open = open
    }

    /// The socket of an onion: by its role for those of the first day, else with its number. `peer-3.sock` is as long as a path allows
    /// (``DataDirectory/maximumPathByteCount``).
    static func socketName(of onion: NodeOnion) -> String {
        let isFirst = onion.number == (NodeOnion.Role.allCases.firstIndex(of: onion.role) ?? 0) + 1
        return isFirst ? "\(onion.role.rawValue).sock" : "\(onion.role.rawValue)-\(onion.number).sock"
    }

    /// The address of a role.
    func current(_ role: NodeOnion.Role) -> OnionAddress? { onions.first { $0.role == role && $0.standing == .current }?.address }

    /// Listens for all.
    ///
    /// **Errors** ``StreamError``: a socket can't be opened.
    func listen() throws(StreamError) { for onion in onions { try listen(for: onion) } }

    /// Has tor publish all, and looks every minute what is due.
    ///
    /// - Parameter isClockBelieved: a key that a wrong clock removes does not come back.
    func start(isClockBelieved: @escaping @Sendable () async -> Bool, now: @escaping @Sendable () -> Int64) {
        for onion in onions { publish(onion) }
        timer = LoopTimer(after: OnionKeeper.interval, repeating: true) { [weak self] in
            spawn {
                guard let self, self.isSomethingDue(at: now()), await isClockBelieved() else { return }
                await self.removeDue(at: now())
            }
        }
    }

    /// Listens no more.
    func stop() {
        timer?.cancel()
        for (listener, _) in standing.values { listener.stop() }
        standing = [:]
    }

    /// A second onion of `role`, reachable beside the first.
    ///
    /// **Errors** ``OnionError``, the store's, ``StreamError``.
    func create(_ role: NodeOnion.Role) async throws -> NodeOnion {
        let onion = try await NodeIdentity.create(role, in: store, sealedBy: nodeKey)
        onions = (onions + [onion]).sorted { $0.number < $1.number }
        try listen(for: onion)
        publish(onion)
        return onion
    }

    /// The created onion becomes its role's address; the old one is reachable until the second `until`. The members' address changes with the next start.
    ///
    /// **Errors** ``OnionError``, the store's.
    func makeCurrent(_ number: Int, retiringOldUntil until: Int64) async throws {
        onions = try await NodeIdentity.makeCurrent(number, retiringOldUntil: until, in: store, sealedBy: nodeKey)
        for onion in onions { publish(onion) }
    }

    /// Removes an onion that retires, or that was created in vain: its key, its socket, and what came in on it.
    ///
    /// **Errors** ``OnionError``, the store's.
    func remove(_ number: Int) async throws {
        guard let onion = onions.first(where: { $0.number == number }), onion.address != own else { throw OnionError.wrongStanding }
        try await NodeIdentity.remove(number, in: store, sealedBy: nodeKey)
        onions.removeAll { $0.number == number }
        tor.withdraw(onion.address)
        guard let (listener, behind) = standing.removeValue(forKey: number) else { return }
        listener.stop()
        behind.close()
    }

    /// Removes those whose time has come at the second `now`. One that can't be removed now is tried again.
    func removeDue(at now: Int64) async {
        for onion in onions where isDue(onion, at: now) {
            do {
                try await remove(onion.number)
                Log.note("an onion that was retiring is removed")
            } catch {
                Log.note("an onion that was to be removed could not be: the store failed", .warning)
            }
        }
    }

    private func isSomethingDue(at now: Int64) -> Bool { onions.contains { isDue($0, at: now) } }

    private func isDue(_ onion: NodeOnion, at now: Int64) -> Bool {
        guard case .retiring(let until) = onion.standing, onion.address != own else { return false }
        return until <= now
    }

    private func path(of onion: NodeOnion) -> String { folder + "/" + OnionKeeper.socketName(of: onion) }

    private func listen(for onion: NodeOnion) throws(StreamError) {
        let behind = open(onion)
        standing[onion.number] = (try Listener(.unix(path: path(of: onion))) { behind.accept($0) }, behind)
    }

    private func publish(_ onion: NodeOnion) {
        let standing: OnionStanding =
            switch onion.standing {
            case .created: .created
            case .current: .current
            case .retiring(let until): .retiring(until: until)
            }
        tor.publish(
            OnionService(
                role: OnionRole(rawValue: onion.role.rawValue), standing: standing, key: onion.key,
                virtualPort: OnionKeeper.ports[onion.role] ?? 0, targetPath: path(of: onion)))
    }
}
