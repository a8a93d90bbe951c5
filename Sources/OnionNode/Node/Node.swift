internal import Accounts
internal import Chat
internal import Crypto
internal import Domain
internal import EventLoop
internal import Glibc
internal import Mail
internal import Operator
internal import Peer
internal import Store
internal import TorControl
internal import Web

/// A running node: all modules put together.
@Loop final class Node {
    private let directory: DataDirectory
    private let store: Database
    private let chat: Chat
    private let peer: PeerNode
    private let tor: TorService
    private let clockDuty: ClockDuty
    private let frontMemory: FrontMemory
    private var onions: OnionKeeper?
    private var fronts: [WebFront] = []
    private var listeners: [Listener] = []
    private var admin: AdminServer?
    private var localFront: WebFront?
    private var localPort: UInt16?
    private let startedAt = ContinuousClock.now
    private var lastPhase = TorStatus.Phase.stopped

    /// Opens the store, makes or opens the keys and listens; nothing is dialled yet.
    init(_ directory: DataDirectory, _ options: ServeOptions) async throws(CommandError) {
        self.directory = directory
        let torrcPath = try TorrcLocation.find(named: options.torrcPath)
        if let include = options.torrcIncludePath, unsafe access(include, R_OK) != 0 {
            throw CommandError("--torrc-include names a file that can't be read")
        }
        let nodeKey = try directory.nodeKey()
        let passwords = PasswordPool()
        let contents = try await NodeContents.open(
            directory, nodeKey, passwords: passwords, evaluation: try await passwords.evaluationTime())
        (store, chat) = (contents.store, contents.chat)
        frontMemory = FrontMemory(chat: chat)
        tor = TorService(
            TorConfiguration(
                dataDirectory: directory.path, torrcPath: torrcPath, includePath: options.torrcIncludePath,
                attachedControlPath: options.torControlPath))
        clockDuty = ClockDuty(chat: chat, tor: tor)
        peer = PeerNode(inbox: chat.mail, dialer: TorDialer(service: tor, isolationKey: nodeKey.streamIsolation), key: contents.peerKey)
        if chat.accounts.foreignPageCount > 0 {
            Log.note(
                "accounts that no password opens, because erase.bin and node.db are of different days:",
                number: chat.accounts.foreignPageCount,
                .warning)
        }
        await chat.mail.connect(to: peer)
        onions = OnionKeeper(
            contents.onions, store: store, nodeKey: nodeKey, tor: tor, folder: directory.path, own: peer.address
        ) { [weak self] onion in self?.behind(onion) ?? OnionKeeper.Behind(accept: { $0.close() }, close: {}) }
        do { try listen(options) } catch {
            throw CommandError("a socket can't be opened: \(error)", hint: "is the port of --local taken?")
        }
    }

    /// Starts tor and the couriers; tells the operator how far it is.
    func start() async {
        Console.print(introduction)
        tor.onChange = { [weak self] status in self?.torChanged(status) }
        let accounts = chat.accounts
        onions?.start(isClockBelieved: { await accounts.dormancyStatus.doubt == nil }, now: NodeContents.seconds)
        tor.start()
        clockDuty.start()
        await peer.start()
    }

    /// What the operator wants to know first.
    private var introduction: String {
        var lines = [
            "web    http://\(address(of: .web))  for members, in Tor Browser",
            "peer   \(address(of: .peer))  what follows the @ in their addresses",
        ]
        if let localPort { lines.append("local  http://127.0.0.1:\(localPort)  for browsers on this machine, without Tor") }
        lines.append("Ctrl-C stops the node; onionnode status tells how far tor is")
        return lines.joined(separator: "\n")
    }

    /// Ends everything in order: no new connections, pages and links closed, tor ended, the store closed.
    func stop() async {
        onions?.stop()
        for listener in listeners { listener.stop() }
        admin?.stop()
        for front in fronts { await front.stop() }
        await clockDuty.stop()
        await peer.stop()
        await tor.stop()
        do { try await store.close() } catch { Log.note("the store could not be closed cleanly", .warning) }
    }

    private func listen(_ options: ServeOptions) throws {
        try onions?.listen()
        if let wanted = options.localPort {
            // The port is known once the listener stands (0 lets the system choose), and the front must know the port it answers for.
            let listener = try Listener(.loopback(port: wanted)) { [weak self] stream in
                guard let front = self?.localFront else { return stream.close() }
                front.accept(stream)
            }
            let port = listener.port ?? wanted
            let front = WebFront(chat: chat, host: .loopback(port: port), memory: frontMemory, now: NodeContents.seconds)
            localFront = front
            fronts.append(front)
            listeners.append(listener)
            localPort = port
        }
        admin = try AdminServer(path: directory.adminSocketPath) { [weak self] line throws(CommandError) in
            guard let self else { throw CommandError("the node is stopping") }
            return try await answer(line)
        }
    }

    private func answer(_ line: AdminLine) async throws(CommandError) -> String {
        let isJSON = line.isJSON
        switch line.words {
        case ["status"]:
            let links = peer.status
            let report = StatusReport(
                uptimeSeconds: Int((ContinuousClock.now - startedAt).components.seconds), tor: tor.status,
                links: StatusReport.Links(
                    dialled: links.dialledLinkCount, accepted: links.acceptedLinkCount, halfOpen: links.halfOpenCount,
                    dialling: links.diallingCount),
                waitingEnvelopes: try? await chat.mail.waitingEnvelopeCount(), dormancy: await chat.accounts.dormancyStatus,
                hasPostQuantum: Capabilities.ours.contains(.postQuantum), localPort: localPort)
            return isJSON ? report.json : report.text
        case ["address"]:
            let addresses = NodeOnion.Role.allCases.map { ($0.rawValue, address(of: $0)) }
            if isJSON { return JSON.object(addresses.map { ($0, .text($1)) }).text }
            return addresses.map { "\($0) \($1)" }.joined(separator: "\n")
        default: return try await OperatorDesk.perform(try OperatorCommand(line.words), on: chat).shown(isJSON: isJSON)
        }
    }

    /// The address that a role has now.
    private func address(of role: NodeOnion.Role) -> String { onions?.current(role).map { "\($0)" } ?? "" }

    /// What listens behind an onion: a front that answers to its name, or the links.
    private func behind(_ onion: NodeOnion) -> OnionKeeper.Behind {
        let address = onion.address
        switch onion.role {
        case .web:
            let front = WebFront(chat: chat, host: .onion(address), memory: frontMemory, now: NodeContents.seconds)
            fronts.append(front)
            return OnionKeeper.Behind(
                accept: { front.accept($0) },
                close: { [weak self] in
                    self?.fronts.removeAll { $0 === front }
                    spawn { await front.stop() }
                })
        case .peer:
            peer.addOnion(onion.key)
            return OnionKeeper.Behind(
                accept: { [peer] in peer.accept($0, at: address) }, close: { [peer] in peer.removeOnion(address) })
        }
    }

    private func torChanged(_ status: TorStatus) {
        clockDuty.torChanged(status)
        guard status.phase != lastPhase else { return }
        if status.phase == .ready { peer.torIsReady() }
        lastPhase = status.phase
        Log.note("tor", state: status.phase.description)
    }
}
