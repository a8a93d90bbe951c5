internal import Domain
import EventLoop
internal import Mail

/// Answers what the other node asks on one link.
///
/// Envelopes and marks of a queue are handed to the inbox one after another, in the order they came: the inbox keeps one number per queue, and
/// an envelope that overtook its elder would make the elder look kept. Queues do not wait for each other, and reading waits for none.
/// **Limits** the peer's window; see ``ReceiveWindow``.
@Loop final class LinkAnswerer {
    private enum Item {
        case mark(MarkFrame, UInt32)
        case envelope(DeliverFrame, UInt32)
    }

    private let link: Link
    private let inbox: any PeerInbox
    private let clock: PeerClock
    private let intake: Intake
    private var window = ReceiveWindow()
    private var lines: [QueueID: [Item]] = [:]

    init(_ link: Link, inbox: any PeerInbox, clock: PeerClock, intake: Intake) {
        self.link = link
        self.inbox = inbox
        self.clock = clock
        self.intake = intake
    }

    /// Says that something that came on the link is not answered yet.
    var isBusy: Bool { window.isBusy }

    /// Takes a frame that is no answer.
    /// **Errors** ``LinkViolation``, when it is more than the window holds.
    func take(_ frame: Frame, id: UInt32) throws(LinkViolation) {
        switch frame {
        case .search(let query):
            try window.questionArrived()
            let inbox = inbox, node = link.remote
            answerOnTick(id) { .result(await inbox.answer(query, from: node)) }
        case .request(let request):
            try window.questionArrived()
            let inbox = inbox, node = link.remote
            answerOnTick(id) {
                await inbox.receive(request, from: node)
                return .requestAnswered
            }
        case .mark(let mark):
            try window.questionArrived()
            append(.mark(mark, id), to: mark.queue)
        case .deliver(let envelope):
            try window.envelopeArrived(of: envelope.queue)
            guard intake.take(envelope.envelope.count) else { return link.finish(.crowded) }
            append(.envelope(envelope, id), to: envelope.queue)
        case .result, .requestAnswered, .marked, .stored: break
        }
    }

    /// Answers at the first whole tick after the frame came, so that how long the work took does not show.
    private func answerOnTick(_ id: UInt32, _ work: @escaping @Loop @Sendable () async -> Frame) {
        let arrival = clock.elapsed()
        spawn { [self] in
            let answer = await work()
            let spent = clock.elapsed() - arrival
            let ticks = max(1, (spent / LinkLimits.answerTick).rounded(.up))
            try? await sleep(for: LinkLimits.answerTick * ticks - spent)
            window.questionSettled()
            link.answer(answer, id: id)
        }
    }

    private func append(_ item: Item, to queue: QueueID) {
        if lines[queue] != nil {
            lines[queue]?.append(item)
        } else {
            lines[queue] = [item]
            spawn { await self.work(on: queue) }
        }
    }

    private func work(on queue: QueueID) async {
        while link.end == nil, let item = lines[queue]?.first {
            do {
                try await handle(item)
            } catch let violation as LinkViolation {
                link.finish(.violation, because: violation)
            } catch {
                // Nothing was kept, so nothing is acknowledged: the other node sends it again on its next link.
                link.finish(.storage)
            }
            settle(item)
            lines[queue]?.removeFirst()
            if lines[queue]?.isEmpty == true { break }
        }
        for item in lines[queue] ?? [] { settle(item) }
        lines[queue] = nil
    }

    private func settle(_ item: Item) {
        if case .envelope(let envelope, _) = item { intake.give(envelope.envelope.count) }
    }

    private func handle(_ item: Item) async throws {
        switch item {
        case .mark(let mark, let id):
            let marked = try await inbox.receive(mark)
            window.reopen(mark.queue)
            window.questionSettled()
            link.answer(.marked(marked), id: id)
        case .envelope(let envelope, let id):
            guard !window.isShut(envelope.queue) else { return window.envelopeSettled(of: envelope.queue) }
            let stored = try await inbox.receive(envelope)
            window.envelopeSettled(of: envelope.queue)
            if stored.status == StoredFrame.full { try window.shut(envelope.queue) }
            link.answer(.stored(stored), id: id)
        }
    }
}
