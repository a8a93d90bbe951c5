import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Peer
import Synchronization

/// A domain in memory: queues with numbers as envelopes, exactly once and in order, with knobs for what can go wrong.
final class FakeInbox: PeerInbox {
    struct Outgoing {
        let node: OnionAddress
        var acknowledged: UInt64 = 0
        var numbers: [UInt32] = []
    }

    struct State {
        var outgoing: [QueueID: Outgoing] = [:]
        var highest: [QueueID: UInt64] = [:]
        var received: [QueueID: [UInt32]] = [:]
        var searches: [(query: SearchQuery, from: OnionAddress)] = []
        var requests: [(frame: RequestFrame, from: OnionAddress)] = []
        var markCount = 0
        var deliveredCount = 0
        var refusedAcknowledgements = 0
        var failures: [PeerFailure] = []
        var upCount = 0
        /// Knobs.
        var searchAnswer = SearchAnswer.notFound
        var isFull = false
        var isBroken = false
        var isForging = false
        var knowsNoQueue = false
        var isHeld = false
        var held: [CheckedContinuation<Void, Never>] = []

        mutating func acknowledge(_ queue: QueueID, _ sequence: UInt64) {
            let known = outgoing[queue]?.acknowledged ?? 0
            outgoing[queue]?.acknowledged = max(known, sequence)
        }
    }

    private let state = Mutex(State())

    func look<Value: Sendable>(_ body: (inout sending State) -> sending Value) -> Value { state.withLock(body) }

    static func code(_ queue: QueueID, _ purpose: UInt8) -> [UInt8] { queue.map { $0 ^ purpose } }

    static func envelope(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
            + [UInt8](repeating: 0, count: DeliverFrame.envelopeByteCounts[0] - 4)
    }

    static func delivery(of queue: QueueID, _ sequence: UInt64, _ number: UInt32) -> DeliverFrame {
        DeliverFrame(
            queue: queue, sequence: sequence, expiry: UnixMinute(count: 1), kind: 1, code: code(queue, 1), envelope: envelope(number))
    }

    /// Puts numbers in a queue toward `node`.
    func enqueue(_ numbers: some Sequence<UInt32> & Sendable, to node: OnionAddress, queue: QueueID) {
        look { $0.outgoing[queue, default: Outgoing(node: node)].numbers += numbers }
    }

    /// Lets every held commit go on, and holds no more.
    func release() {
        let held = look { state in
            state.isHeld = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    private func waitWhileHeld() async {
        guard look({ $0.isHeld }) else { return }
        await withCheckedContinuation { continuation in
            let isHeld = look { state in
                if state.isHeld { state.held.append(continuation) }
                return state.isHeld
            }
            if !isHeld { continuation.resume() }
        }
    }

    func received(_ queue: QueueID) -> [UInt32] { look { $0.received[queue] ?? [] } }

    var hasMail: Bool { look { state in state.outgoing.values.contains { $0.acknowledged < UInt64($0.numbers.count) } } }

    // MARK: - PeerInbox

    func answer(_ query: SearchQuery, from node: OnionAddress) async -> SearchAnswer {
        await waitWhileHeld()
        return look { state in
            state.searches.append((query, node))
            return state.searchAnswer
        }
    }

    func receive(_ request: RequestFrame, from node: OnionAddress) async { look { $0.requests.append((request, node)) } }

    func receive(_ frame: DeliverFrame) async throws(ChatError) -> StoredFrame {
        await waitWhileHeld()
        let status: UInt8? = look { state in
            state.deliveredCount += 1
            if state.isBroken { return nil }
            if state.isFull { return StoredFrame.full }
            if state.isForging { return StoredFrame.stored }
            if frame.sequence > state.highest[frame.queue, default: 0] {
                state.highest[frame.queue] = frame.sequence
                state.received[frame.queue, default: []].append(
                    (0..<4).reduce(0) { $0 | UInt32(frame.envelope[$1]) << (8 * UInt32($1)) })
            }
            return StoredFrame.stored
        }
        guard let status else { throw .storage }
        let code = Self.code(frame.queue, look { $0.isForging } ? 0xff : 2)
        return StoredFrame(queue: frame.queue, sequence: frame.sequence, status: status, code: code)
    }

    func receive(_ frame: MarkFrame) async throws(ChatError) -> MarkedFrame {
        let (highest, isKnown) = look { state in
            state.markCount += 1
            return (state.highest[frame.queue, default: 0], !state.knowsNoQueue)
        }
        let code = Self.code(frame.queue, isKnown ? 4 : 0xff)
        return MarkedFrame(queue: frame.queue, nonce: frame.nonce, highest: highest, epoch: 0, code: code)
    }

    func nodesWithMail() async throws(ChatError) -> [OnionAddress] {
        look { state in Array(Set(state.outgoing.values.filter { $0.acknowledged < UInt64($0.numbers.count) }.map(\.node))) }
    }

    func queuesWithMail(for node: OnionAddress) async throws(ChatError) -> [QueueID] {
        look { state in
            state.outgoing.filter { $0.value.node == node && $0.value.acknowledged < UInt64($0.value.numbers.count) }.map(\.key)
        }
    }

    func mark(for queue: QueueID) async throws(ChatError) -> MarkFrame {
        MarkFrame(queue: queue, nonce: Random.bytes(8), code: Self.code(queue, 3))
    }

    func marked(_ frame: MarkedFrame) async throws(ChatError) -> MarkVerdict {
        guard frame.code == Self.code(frame.queue, 4) else { return .invalid }
        look { state in
            state.acknowledge(frame.queue, frame.highest)
        }
        return .resume(from: frame.highest + 1)
    }

    func deliveries(of queue: QueueID, from sequence: UInt64, limit: Int) async throws(ChatError) -> [DeliverFrame] {
        let numbers = look { $0.outgoing[queue]?.numbers ?? [] }
        return numbers.enumerated().dropFirst(Int(sequence) - 1).prefix(limit).map { Self.delivery(of: queue, UInt64($0) + 1, $1) }
    }

    func stored(_ frame: StoredFrame) async throws(ChatError) -> Bool {
        look { state in
            guard frame.code == Self.code(frame.queue, 2) else {
                state.refusedAcknowledgements += 1
                return false
            }
            if frame.status == StoredFrame.stored {
                state.acknowledge(frame.queue, frame.sequence)
            }
            return true
        }
    }

    func linkIsUp(to node: OnionAddress) async { look { $0.upCount += 1 } }

    func linkFailed(to node: OnionAddress, failure: PeerFailure) async { look { $0.failures.append(failure) } }
}
