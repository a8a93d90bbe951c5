public import Crypto
public import Domain
import EventLoop
public import Mail

/// What the domain asks of other nodes. For this node's own address the frames go straight back to the domain, without the wire.
extension PeerNode: PeerTransport {
    /// Searches for a member of `node`.
    /// **Errors** ``Chat/PeerFailure``, within ``PeerTiming/askLimit``.
    @Loop public func search(_ query: SearchQuery, at node: OnionAddress) async throws(PeerFailure) -> SearchAnswer {
        guard !isOurs(node) else { return await inbox.answer(query, from: address) }
        guard case .result(let answer) = try await ask(.search(query), at: node) else { throw .protocolViolation }
        return answer
    }

    /// Hands a connection request to `node`; it returns when the node has it.
    /// **Errors** ``Chat/PeerFailure``, within ``PeerTiming/askLimit``.
    @Loop public func request(_ frame: RequestFrame, at node: OnionAddress) async throws(PeerFailure) {
        guard !isOurs(node) else { return await inbox.receive(frame, from: address) }
        guard case .requestAnswered = try await ask(.request(frame), at: node) else { throw .protocolViolation }
    }

    /// Wakes the courier for `node`: something waits in the outbox.
    @Loop public func hasMail(for node: OnionAddress) async { mailArrived(for: node) }

    /// Has the courier for `node` look whether it still has an errand, and forgets one that has none.
    @Loop public func mailVanished(for node: OnionAddress) async { await lookForErrand(to: node) }

    /// Asks on the link that is up, or dials. A link that ends meanwhile may have been broken before: then a new one is tried, once.
    @Loop private func ask(_ frame: Frame, at node: OnionAddress) async throws(PeerFailure) -> Frame {
        let deadline = clock.elapsed() + timing.askLimit
        var triesLeft = 2
        while true {
            triesLeft -= 1
            let link = try await link(to: node, within: deadline - clock.elapsed())
            do throws(PathError) {
                return try await link.ask(frame, within: deadline - clock.elapsed())
            } catch {
                switch error {
                case .ended where triesLeft > 0: continue
                case .ended: throw .offline
                case .timedOut: throw .timedOut
                case .busy, .storage: throw .busy
                case .wrongAnswer: throw .protocolViolation
                }
            }
        }
    }
}
