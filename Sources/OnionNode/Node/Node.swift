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
    /// Virtual ports (product contract).
    private static let webPort: UInt16 = 80
    private static let peerPort: UInt16 = 9411

    private let directory: DataDirectory
    private let store: Database
    private let chat: Chat
    private let peer: PeerNode
    private let tor: TorService
    private let clockDuty: ClockDuty
    private let onions: [OnionService]
    private let frontMemory: FrontMemory
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
        onions = [
            OnionService(name: "web", key: contents.webKey, virtualPort: Node.webPort, targetPath: directory.webSocketPath),
            OnionService(name: "peer", key: contents.peerKey, virtualPort: Node.peerPort, targetPath: directory.peerSocketPath),
        ]
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
        do { try listen(options) } catch {
            throw CommandError("a socket can't be opened: \(error)", hint: "is the port of --local taken?")
        }
    }

    /// Starts tor and the couriers; tells the operator how far it is.
    func start() async {
        Console.print(introduction)
        tor.onChange = { [weak self] status in self?.torChanged(status) }
        for onion in onions { tor.publish(onion) }
        tor.start()
        clockDuty.start()
        await peer.start()
    }

    /// What the operator wants to know first.
    private var introduction: String {
        var lines = [
            "web    http://\(onions[0].address)  for members, in Tor Browser",
            "peer   \(onions[1].address)  what follows the @ in their addresses",
        ]
        if let localPort { lines.append("local  http://127.0.0.1:\(localPort)  for browsers on this machine, without Tor") }
        lines.append("Ctrl-C stops the node; onionnode status tells how far tor is")
        return lines.joined(separator: "\n")
    }

    /// Ends everything in order: no new connections, pages and links closed, tor ended, the store closed.
    func stop() async {
        for listener in listeners { listener.stop() }
        admin?.stop()
        for front in fronts { await front.stop() }
        await clockDuty.stop()
        await peer.stop()
        await tor.stop()
        do { try await store.close() } catch { Log.note("the store could not be closed cleanly", .warning) }
    }

    private func listen(_ options: ServeOptions) throws {
        let web = WebFront(chat: chat, host: .onion(onions[0].address), memory: frontMemory, now: NodeContents.seconds)
        fronts = [web]
        listeners = [
            try Listener(.unix(path: directory.webSocketPath)) { web.accept($0) },
            try Listener(.unix(path: directory.peerSocketPath)) { [peer] in peer.accept($0) },
        ]
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
            if isJSON { return JSON.object(onions.map { ($0.name, .text($0.address.description)) }).text }
            return onions.map { "\($0.name) \($0.address)" }.joined(separator: "\n")
        default: return try await OperatorDesk.perform(try OperatorCommand(line.words), on: chat).shown(isJSON: isJSON)
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
