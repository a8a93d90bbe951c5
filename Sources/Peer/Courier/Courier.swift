import Crypto
internal import Domain
import EventLoop
internal import Mail

/// Carries the mail for one destination: dials when there is some, serves its queues on the link that was completed last, and waits ever longer
/// when it can't.
///
/// The retry timer belongs to the destination, not to an envelope. After each `await` it looks whether the path is still the same: `generation`
/// counts the changes of path, and a run of an elder one has no say.
/// **Limits** ``LinkLimits/queuesAtOnce`` queues at once.
/// **Source** protocol §4.5, §9.9.
@Loop final class Courier {
    /// Why a queue is left alone for now.
    private enum Pause { case untilMail, untilRetry }

    /// The destination.
    let node: OnionAddress
    private let inbox: any PeerInbox
    private let timing: PeerTiming
    private let chance: PeerChance
    private let dial: @Loop (OnionAddress) async -> DialFailure?
    private var path: (any DeliveryPath)?
    private var generation = 0
    private var running: Set<QueueID> = []
    private var paused: [QueueID: Pause] = [:]
    private var resumption: [QueueID: UInt64] = [:]
    private var mailCount = 0
    private var mayHaveMail = false
    private var isDialling = false
    private var isLooking = false
    private var shallLookAgain = false
    private var retry: LoopTimer?
    private var backoff: Backoff
    private var isStopped = false

    /// A courier without a path. `dial` makes a link, which then comes by ``linkChanged(to:isTheirs:)``, or tells why not.
    init(
        for node: OnionAddress, inbox: any PeerInbox, timing: PeerTiming, chance: PeerChance,
        dial: @escaping @Loop (OnionAddress) async -> DialFailure?
    ) {
        self.node = node
        self.inbox = inbox
        self.timing = timing
        self.chance = chance
        self.dial = dial
        backoff = Backoff(timing)
    }

    /// Says that nothing would be lost with this courier.
    var isIdle: Bool { path == nil && !mayHaveMail && retry == nil && !isDialling && !isLooking }

    /// Something waits for the destination.
    func mailArrived() {
        mailCount += 1
        mayHaveMail = true
        paused = paused.filter { $0.value == .untilRetry }
        proceed()
    }

    /// What waited may be gone: without mail nothing is tried again, and queues that are gone are forgotten.
    func mailVanished() async {
        let mailCount = mailCount
        guard let queues = try? await inbox.queuesWithMail(for: node) else { return }
        paused = paused.filter { queues.contains($0.key) }
        resumption = resumption.filter { queues.contains($0.key) }
        guard mailCount == self.mailCount, queues.isEmpty else { return }
        mayHaveMail = false
        retry?.cancel()
        retry = nil
    }

    /// The path to send on is another one now, or there is none. `isTheirs` says that the other node made it: it is there.
    func linkChanged(to path: (any DeliveryPath)?, isTheirs: Bool = false) {
        generation += 1
        self.path = path
        running = []
        resumption = [:]
        paused = [:]
        if path != nil {
            if isTheirs { backoff.reset() }
            retry?.cancel()
            retry = nil
            look()
        } else if mayHaveMail {
            tryLater(.later, .offline)
        }
    }

    /// What kept us from the destination may be over: tries at once if something waits for it.
    func tryNow() {
        guard retry != nil else { return }
        retry?.cancel()
        retry = nil
        paused = [:]
        proceed()
    }

    /// Ends everything.
    func stop() {
        isStopped = true
        generation += 1
        path = nil
        retry?.cancel()
        retry = nil
    }

    private func proceed() {
        guard !isStopped else { return }
        if path != nil {
            look()
        } else if mayHaveMail, retry == nil, !isDialling {
            isDialling = true
            spawn { [self] in
                let failure = await dial(node)
                isDialling = false
                guard path == nil, !isStopped else { return }
                if let failure { giveWay(to: failure) } else { tryLater(.later, .offline) }
            }
        }
    }

    private func giveWay(to failure: DialFailure) {
        if let pace = failure.pace { return tryLater(pace, failure.failure) }
        // Trying again changes nothing; the next envelope, or a link from there, does.
        mayHaveMail = false
        report(failure.failure)
    }

    private func tryLater(_ pace: Backoff.Pace, _ failure: PeerFailure) {
        guard retry == nil, !isStopped else { return }
        let wait = backoff.wait(pace, chance: chance)
        retry = LoopTimer(after: wait) { [weak self] in self?.tryNow() }
        if path == nil { report(failure) }
    }

    private func report(_ failure: PeerFailure) {
        let inbox = inbox, node = node
        spawn { await inbox.linkFailed(to: node, failure: failure) }
    }

    /// Asks which queues have mail, and starts a run for each that has none.
    private func look() {
        guard !isLooking else { return shallLookAgain = true }
        isLooking = true
        spawn { [self] in
            repeat {
                shallLookAgain = false
                await lookOnce()
            } while shallLookAgain
            isLooking = false
        }
    }

    private func lookOnce() async {
        let (generation, mailCount) = (generation, mailCount)
        let queues: [QueueID]
        do {
            queues = try await inbox.queuesWithMail(for: node)
        } catch {
            guard generation == self.generation else { return }
            return tryLater(.soon, .busy)
        }
        guard generation == self.generation, let path else { return }
        if mailCount == self.mailCount { mayHaveMail = !queues.isEmpty }
        for queue in queues where running.count < LinkLimits.queuesAtOnce && !running.contains(queue) && paused[queue] == nil {
            start(queue, on: path)
        }
    }

    private func start(_ queue: QueueID, on path: any DeliveryPath) {
        running.insert(queue)
        let (generation, mailCount) = (generation, mailCount)
        let run = QueueRun(
            queue: queue, path: path, inbox: inbox, timing: timing, isCurrent: { self.generation == generation },
            onProgress: { self.backoff.reset() })
        let next = resumption.removeValue(forKey: queue)
        spawn { [self] in
            let outcome = await run.run(resumingAt: next)
            guard generation == self.generation else { return }
            running.remove(queue)
            settle(queue, outcome, hasNewMail: mailCount != self.mailCount)
        }
    }

    private func settle(_ queue: QueueID, _ outcome: QueueRun.Outcome, hasNewMail: Bool) {
        switch outcome {
        case .drained(let next, let sentCount):
            resumption[queue] = next
            // The inbox lists it, but has nothing to send: looking again at once would go round for ever.
            if sentCount == 0, !hasNewMail { paused[queue] = .untilMail }
        case .stopped:
            if !hasNewMail { paused[queue] = .untilMail }
        case .postponed:
            paused[queue] = .untilRetry
            tryLater(.later, .refused)
        case .storage:
            paused[queue] = .untilRetry
            tryLater(.soon, .busy)
        case .pathEnded:
            return
        }
        look()
    }
}
