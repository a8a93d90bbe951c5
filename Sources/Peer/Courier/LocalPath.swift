internal import Domain
import EventLoop
internal import Mail

/// The way for envelopes between two members of this node: no wire, the same frames in the same order.
@Loop final class LocalPath: DeliveryPath {
    private let inbox: any PeerInbox
    private var shut: Set<QueueID> = []

    init(inbox: any PeerInbox) { self.inbox = inbox }

    func ask(_ mark: MarkFrame, within limit: Duration) async throws(PathError) -> MarkedFrame {
        shut.remove(mark.queue)
        do { return try await inbox.receive(mark) } catch { throw .storage }
    }

    func deliver(_ frame: DeliverFrame, answerTo box: StoredBox) async throws(PathError) {
        // As on a link: what follows an envelope that was refused as full would overtake it.
        guard !shut.contains(frame.queue) else { return }
        let stored: StoredFrame
        do { stored = try await inbox.receive(frame) } catch { throw .storage }
        if stored.status == StoredFrame.full { shut.insert(frame.queue) }
        box.put(stored)
    }
}
