public import Crypto
internal import Domain
public import EventLoop
internal import Mail

/// This node among nodes: it answers and dials links, carries mail over them, and stands for other nodes to the domain.
///
/// **Limits** ``LinkTable/limit`` links, ``HalfOpenTable/limit`` half-open handshakes; each link is bounded by ``LinkLimits``. Whatever comes from
/// outside ends at most the link it came on.
/// **Source** protocol §3 to §5, §9.
@Loop public final class PeerNode {
    /// The address that this node dials under, and that its members have.
    public nonisolated let address: OnionAddress

    let inbox: any PeerInbox
    let timing: PeerTiming
    let clock: PeerClock
    private let chance: PeerChance
    /// By the addresses that this node answers under: while an address is changed there are two.
    private var identities: [OnionAddress: LinkIdentity]
    private(set) var links = LinkTable()
    private var answerers: [ObjectIdentifier: LinkAnswerer] = [:]
    private var idleLimits: [ObjectIdentifier: Duration] = [:]
    private let intake = Intake()
    private var halfOpen = HalfOpenTable()
    private var halfOpenStreams: [Int: ByteStream] = [:]
    private var couriers: [OnionAddress: Courier] = [:]
    private var ticker: LoopTimer?
    private var isRunning = false
    private var knowsItsMail = false
    private var counts = PeerStatus()
    /// Couriers that dial at once; the others wait their turn.
    private let gate = DialGate(limit: 16)
    private let dialer: any Dialing
    private lazy var dialler = LinkDialler(
        dialer: dialer, timing: timing, clock: clock,
        makeHandshake: { [weak self] node in self?.handshake(dialling: node) },
        adopt: { [weak self] keys, stream in self.flatMap { $0.adopt(keys, stream, .dialled, as: $0.address) } })

    /// A node whose peer onion has `key`. It does nothing before ``start()``.
    public init(
        inbox: any PeerInbox, dialer: any Dialing, key: SigningKey, clock: PeerClock = .system, chance: PeerChance = .system,
        timing: PeerTiming = PeerTiming()
    ) {
        self.inbox = inbox
        self.dialer = dialer
        self.timing = timing
        self.clock = clock
        self.chance = chance
        let identity = LinkIdentity(key: key)
        address = identity.address
        identities = [identity.address: identity]
    }

    /// Answers under the address of `key` too, from now on. Harmless when it does already.
    public func addOnion(_ key: SigningKey) {
        let identity = LinkIdentity(key: key)
        if identities[identity.address] == nil { identities[identity.address] = identity }
    }

    /// Answers no longer under `onion`: links that came in on it end, and so do handshakes under way on it. The address that this node dials
    /// under stays.
    public func removeOnion(_ onion: OnionAddress) {
        guard onion != address, identities.removeValue(forKey: onion) != nil else { return }
        for link in links.all where link.onion == onion { link.finish(.retired) }
    }

    /// Whether `node` is this one, by any of its addresses.
    func isOurs(_ node: OnionAddress) -> Bool { identities[node] != nil }

    /// How many links are up.
    public var linkCount: Int { links.count }

    /// What the node is doing.
    public var status: PeerStatus {
        var status = counts
        status.dialledLinkCount = links.all.count { $0.side == .dialled }
        status.acceptedLinkCount = links.count - status.dialledLinkCount
        status.halfOpenCount = halfOpen.count
        status.diallingCount = dialler.attemptCount
        for (failure, count) in dialler.failureCounts { status.dialFailures["\(failure)"] = count }
        return status
    }

    /// Begins to answer, and to carry what waits from before.
    public func start() async {
        guard !isRunning else { return }
        isRunning = true
        ticker = LoopTimer(after: timing.tick, repeating: true) { [weak self] in self?.lookOver() }
        await learnMail()
    }

    /// Ends every link, handshake and dialling attempt.
    public func stop() async {
        isRunning = false
        ticker?.cancel()
        ticker = nil
        for courier in couriers.values { courier.stop() }
        couriers = [:]
        dialler.stop()
        for stream in halfOpenStreams.values { stream.close() }
        for link in links.all { link.finish(.stopped) }
    }

    /// Tor can carry again: what waits for its retry timer is tried now.
    public func torIsReady() { for courier in couriers.values { courier.tryNow() } }

    /// Takes a stream that came to the peer onion ``address``.
    public func accept(_ stream: ByteStream) { accept(stream, at: address) }

    /// Takes a stream that came to the peer onion `onion`; one that is not this node's, or no longer, is closed.
    public func accept(_ stream: ByteStream, at onion: OnionAddress) {
        guard isRunning, isOurs(onion) else { return refuse(stream) }
        switch halfOpen.admit(at: clock.elapsed()) {
        case .refused: refuse(stream)
        case .admitted(let number): answer(stream, number, as: onion)
        case .admittedInstead(let number, let eldest):
            halfOpenStreams.removeValue(forKey: eldest)?.close()
            answer(stream, number, as: onion)
        }
    }

    // MARK: - Links

    private func refuse(_ stream: ByteStream) {
        counts.refusedStreamCount += 1
        stream.close()
    }

    private func handshake(dialling node: OnionAddress) -> LinkHandshake? {
        guard isRunning, let credential = credential(of: address) else { return nil }
        return LinkHandshake(from: address, dialling: node, credential: credential)
    }

    private func credential(of onion: OnionAddress) -> LinkCredential? { identities[onion]?.credential(at: clock.unixSeconds()) }

    private func answer(_ stream: ByteStream, _ number: Int, as onion: OnionAddress) {
        guard let credential = credential(of: onion) else {
            halfOpen.remove(number)
            return refuse(stream)
        }
        halfOpenStreams[number] = stream
        let handshake = LinkHandshake(answeringAs: onion, credential: credential)
        spawn { [self] in
            var keys: LinkKeys?
            do throws(HandshakeError) {
                keys = try await HandshakeDriver.run(handshake, asInitiator: false, on: stream, timing: timing, clock: clock)
            } catch {
                PeerStatus.count(error.description, in: &counts.handshakeFailures)
            }
            halfOpen.remove(number)
            halfOpenStreams[number] = nil
            guard let keys, adopt(keys, stream, .accepted, as: onion) != nil else { return stream.close() }
        }
    }

    /// Makes a link of a finished handshake and serves it; nil when the node stops or is full, when `onion` was removed meanwhile, or when this node
    /// reached itself by another of its addresses.
    private func adopt(_ keys: LinkKeys, _ stream: ByteStream, _ side: Link.Side, as onion: OnionAddress) -> Link? {
        guard isRunning, isOurs(onion), !isOurs(keys.remote), makeRoom(for: side) else { return nil }
        let link = Link(keys, on: stream, side: side, onion: onion, clock: clock) { [weak self] in self?.links.queuedByteCount ?? 0 }
        let answerer = LinkAnswerer(link, inbox: inbox, clock: clock, intake: intake)
        answerers[ObjectIdentifier(link)] = answerer
        idleLimits[ObjectIdentifier(link)] = chance.duration(from: timing.idleAtLeast, to: timing.idleAtMost)
        links.add(link)?.finish(.replaced)
        dialler.linkIsUp(link)
        courier(for: link.remote).linkChanged(to: link, isTheirs: side == .accepted)
        let inbox = inbox
        spawn { await inbox.linkIsUp(to: link.remote) }
        spawn { [self] in ended(link, await link.run(answerer)) }
        return link
    }

    /// Strangers can't keep us from our own errands: for a link that we dialled, the longest silent of theirs goes however short its silence.
    private func makeRoom(for side: Link.Side) -> Bool {
        guard links.count >= LinkTable.limit else { return true }
        let patience = side == .dialled ? .zero : timing.idleAtMost
        guard let silent = links.longestSilent(at: clock.elapsed(), over: patience) else { return false }
        silent.finish(.crowded)
        return true
    }

    private func ended(_ link: Link, _ reason: LinkEnd) {
        counts.ends[reason.rawValue, default: 0] += 1
        if let violation = link.violation { PeerStatus.count(violation.description, in: &counts.violations) }
        answerers[ObjectIdentifier(link)] = nil
        idleLimits[ObjectIdentifier(link)] = nil
        let wasCurrent = links.current(for: link.remote) === link
        links.remove(link)
        if wasCurrent { couriers[link.remote]?.linkChanged(to: links.current(for: link.remote)) }
        forgetIfIdle(link.remote)
    }

    /// A link to `node` that is up, or a new one; the other end may make it first.
    func link(to node: OnionAddress, within limit: Duration) async throws(PeerFailure) -> Link {
        if let link = links.current(for: node), link.end == nil { return link }
        guard isRunning else { throw .busy }
        switch await dialler.dial(node, within: limit) {
        case .success(let link): return link
        case .failure(let failure): throw failure.failure
        case nil: throw .timedOut
        }
    }

    // MARK: - Mail

    /// Something waits for `node`.
    func mailArrived(for node: OnionAddress) {
        guard isRunning else { return }
        courier(for: node).mailArrived()
    }

    /// What waited for `node` may be gone.
    func lookForErrand(to node: OnionAddress) async {
        await couriers[node]?.mailVanished()
        forgetIfIdle(node)
    }

    private func courier(for node: OnionAddress) -> Courier {
        if let courier = couriers[node] { return courier }
        let courier = Courier(for: node, inbox: inbox, timing: timing, chance: chance) { [weak self] node in
            guard let self else { return .busy }
            return await dialForMail(node)
        }
        couriers[node] = courier
        if isOurs(node) { courier.linkChanged(to: LocalPath(inbox: inbox)) }
        return courier
    }

    private func dialForMail(_ node: OnionAddress) async -> DialFailure? {
        await gate.enter()
        defer { gate.leave() }
        guard isRunning else { return .busy }
        switch await dialler.dial(node, within: timing.dialLimit + timing.handshakeLimit) {
        case .failure(let failure): return failure
        case .success, nil: return nil
        }
    }

    private func forgetIfIdle(_ node: OnionAddress) {
        if couriers[node]?.isIdle == true { couriers[node] = nil }
    }

    private func learnMail() async {
        guard let nodes = try? await inbox.nodesWithMail() else { return }
        knowsItsMail = true
        for node in nodes { mailArrived(for: node) }
    }

    // MARK: - Time

    /// Looks over all links: ends what is idle, a day old or stalled.
    func lookOver() {
        let now = clock.elapsed()
        for link in links.all {
            link.endIfStalled(after: timing.stallLimit)
            if now - link.openedAt > timing.oldestLink { link.finish(.aged) }
            if link.side == .dialled, isIdle(link, now) { link.finish(.idle) }
        }
        for node in couriers.keys { forgetIfIdle(node) }
        if !knowsItsMail { spawn { await self.learnMail() } }
    }

    private func isIdle(_ link: Link, _ now: Duration) -> Bool {
        guard let limit = idleLimits[ObjectIdentifier(link)], now - link.lastActive > limit, !link.isOwedSomething else { return false }
        return answerers[ObjectIdentifier(link)]?.isBusy == false
    }
}
