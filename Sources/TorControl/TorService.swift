public import Crypto
public import EventLoop

/// Keeps a tor running and under control, and the onion services on it published.
///
/// It starts the node's own tor (or connects to a running one), authenticates, publishes every onion service it was given, and does so
/// again whenever tor ends or the control connection drops, with a growing delay. It never gives up and never throws: ``status`` says
/// how it is.
///
/// Owned by the loop. Secrets stay in the keys: no command that holds one is ever shown.
///
/// **Source** control-spec; protocol §2.3, §3.1.
@Loop public final class TorService {
    /// How tor is now.
    public private(set) var status = TorStatus()

    /// Called after each change of ``status``.
    public var onChange: (@Loop (TorStatus) -> Void)?

    /// The SOCKS socket of the node's own tor, absolute.
    public var socksPath: String { paths.socks }

    /// The SOCKS listener to dial through: the own tor's socket, or what the attached tor told; nil while that is unknown.
    public private(set) var socksEndpoint: Endpoint?

    let configuration: TorConfiguration
    let paths: TorPaths
    let timing: TorTiming
    private let random: @Loop () -> UInt64
    private var backoff = RestartBackoff()
    private var plan = PublicationPlan()
    private var session: TorSession?
    private var connection: ControlConnection?
    private var isSynchronising = false
    /// Open while the service is to stand still; a new one is made at each start.
    private var stopping = Latch()
    private var supervision: Task<Void, Never>?

    /// The own tor's process; nil before the first start and in attached mode.
    private(set) var process: TorProcess?

    /// Prepares; nothing happens before ``start()``.
    public convenience init(_ configuration: TorConfiguration) {
        self.init(configuration, timing: TorTiming(), random: { Random.integer(below: .max) })
    }

    /// - Parameter random: where the jitter of the restart delays comes from.
    init(_ configuration: TorConfiguration, timing: TorTiming, random: @escaping @Loop () -> UInt64) {
        self.configuration = configuration
        self.timing = timing
        self.random = random
        paths = TorPaths(dataDirectory: configuration.dataDirectory)
        if configuration.attachedControlPath == nil { socksEndpoint = .unix(path: paths.socks) }
    }

    /// Publishes `onion` as soon as tor can, and on each new control connection again. If it is published already, its standing is noted.
    public func publish(_ onion: OnionService) {
        plan.want(onion)
        planChanged()
    }

    /// Takes the onion service at `address` back (`DEL_ONION`): nobody reaches it any more, whatever key a restart may find.
    public func withdraw(_ address: OnionAddress) {
        plan.withdraw(address)
        planChanged()
    }

    /// Starts to keep tor running, until ``stop()``. Harmless when called twice.
    public func start() {
        guard supervision == nil else { return }
        stopping = Latch()
        change { $0.phase = .starting }
        supervision = spawn { await self.supervise() }
    }

    /// Takes the onion services back, ends the own tor (an attached one is left running) and waits until it has ended.
    ///
    /// **Limits** some 15 s when tor does not answer: it is asked over the control connection, then by SIGTERM, then ended by SIGKILL.
    public func stop() async {
        guard let supervision else { return }
        stopping.open()
        if let session {
            for serviceID in plan.addedServiceIDs {
                guard (try? await session.delete(serviceID: serviceID, within: timing.farewellLimit)) != nil else { break }
                plan.deleted(serviceID: serviceID)
            }
            if process != nil { await session.shutDown() }
        }
        // Whatever the supervision waits for ends with the connection.
        connection?.close()
        await supervision.value
        self.supervision = nil
        change { $0.phase = .stopped }
    }

    private var isStopping: Bool { stopping.isOpen }

    /// Ends the control connection as an accident would.
    func dropConnection() { connection?.close() }

    // MARK: - Keeping it running

    private func supervise() async {
        while !isStopping {
            change { $0.phase = .starting }
            let reason = await runOnce()
            guard !isStopping else { return }
            let delay = backoff.next(random: random()) / timing.delayDivisor
            change { $0.phase = .down(reason: reason, retryIn: delay) }
            await stopping.wait(within: delay)
        }
    }

    /// One life of a control connection, and of the own tor with it. Says why it ended.
    private func runOnce() async -> TorControlError {
        var reason: TorControlError
        do throws(TorControlError) {
            let session = try await connect()
            self.session = session
            let stability = LoopTimer(after: timing.stableAfter) { self.backoff.reset() }
            defer { stability.cancel() }
            reason = try await serve(session)
        } catch {
            reason = error
        }
        connection?.close()
        connection = nil
        session = nil
        plan.connectionEnded()
        change { $0.consensus = nil }
        if configuration.attachedControlPath != nil { socksEndpoint = nil }
        // The own tor ends with its control connection. How it ended by itself says more than that the connection did.
        await endProcess()
        if reason == .controlClosed, let end = process?.end, end != .torExited(code: 0) { reason = end }
        return reason
    }

    /// A session on which nothing is published yet.
    private func connect() async throws(TorControlError) -> TorSession {
        if let path = configuration.attachedControlPath {
            let connection = try await ControlConnection.connect(to: .unix(path: path), within: timing.connectLimit)
            let session = try await authenticate(on: connection, cookiePath: nil)
            socksEndpoint = try await session.info([.socksListeners]).localSOCKS()
            return session
        }
        let process = try launch()
        self.process = process
        let session = try await authenticate(on: try await firstConnection(to: process), cookiePath: paths.cookie)
        try await session.own(processID: process.processID)
        return session
    }

    private func authenticate(on connection: ControlConnection, cookiePath: String?) async throws(TorControlError) -> TorSession {
        self.connection = connection
        guard !isStopping else { throw .controlClosed }
        let nonce = Random.bytes(SafeCookie.byteCount)
        return try await TorSession(connection, cookiePath: cookiePath, clientNonce: nonce, timing: timing)
    }

    private func launch() throws(TorControlError) -> TorProcess {
        try paths.check()
        let executable = try TorLaunch.find(configuration.torPath, in: Environment.value("PATH") ?? "")
        try TorLaunch.checkFiles(configuration)
        try paths.makeDirectory()
        return try TorProcess(TorLaunch(configuration, executable: executable, paths: paths))
    }

    /// Waits for a starting tor to open its control socket.
    private func firstConnection(to process: TorProcess) async throws(TorControlError) -> ControlConnection {
        let deadline = ContinuousClock.now + timing.launchLimit
        while ContinuousClock.now < deadline, !isStopping {
            if let connection = try? await ControlConnection.connect(to: .unix(path: paths.control), within: timing.connectLimit) {
                return connection
            }
            if await process.waitUntilEnded(within: timing.launchPoll), let end = process.end { throw end }
        }
        throw .torDidNotAnswer
    }

    /// Publishes, listens and looks after tor until the connection ends. Says why it ended.
    private func serve(_ session: TorSession) async throws(TorControlError) -> TorControlError {
        change { $0.version = session.version }
        try await session.listen { self.received($0) }
        bootstrapped(try await session.info([.bootstrapPhase]).bootstrapPhase())
        await learnConsensus(from: session)
        await synchronise()
        while !(await session.waitUntilEnded(within: timing.heartbeat)) {
            // Who stops takes leave of tor on this connection, and then ends it.
            guard !isStopping else { continue }
            bootstrapped(try await session.info([.bootstrapPhase]).bootstrapPhase())
            await learnConsensus(from: session)
            plan.askAgain()
            await synchronise()
        }
        return session.failure ?? .controlClosed
    }

    private func received(_ event: ControlEvent) {
        switch event {
        case .bootstrap(let phase): bootstrapped(phase)
        case .descriptor(let event):
            plan.received(event)
            change { _ in }
        case .other: return
        }
    }

    private func bootstrapped(_ phase: BootstrapPhase) {
        guard let session, !isStopping else { return }
        change { $0.phase = phase.percent == 100 ? .ready : .bootstrapping(percent: phase.percent, summary: phase.summary) }
        // A tor that has just become ready has a consensus: whoever waits for its time need not wait for the next heartbeat.
        if phase.percent == 100, status.consensus == nil { spawn { await self.learnConsensus(from: session) } }
    }

    /// Asks what time the network has; a tor that does not tell has none.
    private func learnConsensus(from session: TorSession) async {
        let info = try? await session.info([.consensusValidAfter, .consensusValidUntil])
        guard session === self.session else { return }
        change { $0.consensus = try? info?.consensusLifetime() }
    }

    /// Ends the own tor, if it still runs: it is asked, and after a time it is not asked.
    private func endProcess() async {
        guard let process else { return }
        process.terminate()
        guard !(await process.waitUntilEnded(within: timing.endLimit)) else { return }
        process.kill()
        await process.waitUntilEnded(within: timing.endLimit)
    }

    // MARK: - Publishing

    private func planChanged() {
        change { _ in }
        spawn { await self.synchronise() }
    }

    /// Makes tor's services those that are wanted. One run at a time; what changes meanwhile is seen at its next step.
    private func synchronise() async {
        guard !isSynchronising, let session else { return }
        isSynchronising = true
        defer { isSynchronising = false }
        while !isStopping, session === self.session, let step = plan.nextStep() {
            do throws(TorControlError) {
                try await take(step, on: session)
            } catch {
                // The connection is gone, and with it the services: the next one begins anew.
                return
            }
            change { _ in }
        }
    }

    /// **Errors** only when the connection has ended; a refusal is noted in the plan.
    private func take(_ step: PublicationPlan.Step, on session: TorSession) async throws(TorControlError) {
        var refusal: TorControlError?
        do throws(TorControlError) {
            switch step {
            case .add(let onion): try await session.add(onion)
            case .delete(let serviceID): try await session.delete(serviceID: serviceID)
            }
        } catch {
            refusal = error
        }
        // After the wait: another connection may have begun meanwhile, and the plan with it.
        guard session === self.session else { throw .controlClosed }
        if let failure = session.failure { throw failure }
        switch step {
        case .add(let onion):
            if let refusal { plan.refused(onion, refusal) } else { plan.added(onion) }
        case .delete(let serviceID):
            // A refusal means that tor has no such service any more, which is what was wanted.
            plan.deleted(serviceID: serviceID)
        }
    }

    private func change(_ edit: (inout TorStatus) -> Void) {
        var next = status
        edit(&next)
        next.onions = plan.publications
        next.warnings = process?.log.warnings ?? []
        guard next != status else { return }
        status = next
        onChange?(next)
    }
}
