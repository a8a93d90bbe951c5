internal import Chat
internal import Domain
internal import EventLoop
internal import HTTP

/// The forms that took effect, with their answers: the same form again, by a double click or by a browser that sends again, is answered as it was the
/// first time, and nothing happens twice.
///
/// While the first is still being worked on, the second waits for its answer. What is answered with a page (a refusal, with what was typed) is not
/// kept; the number may then be used again. In memory only. **Source** protocol §12.6, decision 37.
@Loop final class FormNumbers {
    /// Each sign-in's, and each visitor's: a browser sends again the last forms that were sent, not the thirty-third.
    static let perSender = 32
    /// Everybody's, a redirect's headers each. At ten forms a second each is kept for seven minutes; a browser sends again within seconds.
    static let inAll = 4096
    /// A visitor's are kept so long: a log-in is sent again while its page is on the way, or by Back soon after.
    static let visitorLifetime = Duration.seconds(900)
    /// How often those are dropped that are over; they are answered no more before.
    static let sweepPause = Duration.seconds(60)

    /// So many may wait for the answer to one upload: it lasts as long as the upload, each holds a connection, and nobody clicks as often.
    static let waitersPerUpload = 4

    /// Who sent a form.
    enum Sender: Hashable, Sendable {
        /// A member, by the sign-in: with it end the forms of it.
        case signIn(SignInID)
        /// Somebody who is not signed in, by ``FormSending/visitor``.
        case visitor([UInt8])
    }

    private struct Kept {
        let answer: KeptAnswer
        let sender: Sender
        let order: Int
        let since: ContinuousClock.Instant
    }

    private let chat: Chat
    private let instant: @Sendable () -> ContinuousClock.Instant
    private var kept: [[UInt8]: Kept] = [:]
    private var marks: [Sender: [[UInt8]]] = [:]  // oldest first
    private var underWay: [[UInt8]: [CheckedContinuation<Response?, Never>]] = [:]
    private var nextOrder = 0
    private var sweeper: LoopTimer?

    init(chat: Chat, instant: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.chat = chat
        self.instant = instant
    }

    /// How many answers are kept.
    var count: Int { kept.count }

    /// The answer to `sending`: that of `effect`, which runs at most once for each sending that takes effect.
    ///
    /// When `effect` throws, nothing took effect: whoever waits for its answer has its own turn.
    ///
    /// - Parameter host: the front that the form came to.
    func once<Failure: Error>(
        _ sending: FormSending, by sender: Sender, on host: WebHost, _ effect: @Loop () async throws(Failure) -> Response
    ) async throws(Failure) -> Response {
        while true {
            if kept[sending.mark] != nil {
                if let known = await answer(to: sending, on: host) { return known }
                continue
            }
            guard underWay[sending.mark] != nil else { break }
            if let answer = await answerUnderWay(sending.mark) { return answer }
        }
        underWay[sending.mark] = []
        var answer: Response?
        defer { for waiter in underWay.removeValue(forKey: sending.mark) ?? [] { waiter.resume(returning: answer) } }
        let response = try await effect()
        keep(response, of: sending, by: sender, on: host)
        answer = response
        return response
    }

    /// How many wait for the answer to `sending`.
    func waiterCount(of sending: FormSending) -> Int { underWay[sending.mark]?.count ?? 0 }

    /// Drops what a sign-in left that has ended.
    func forget(_ sender: Sender) {
        for mark in marks.removeValue(forKey: sender) ?? [] { kept[mark] = nil }
    }

    /// Drops what is over: the forms of ended sign-ins, and those of visitors after their time.
    func sweep() async {
        let oldest = instant() - Self.visitorLifetime
        for (sender, own) in marks {
            switch sender {
            case .signIn(let id): if !chat.isSignedIn(id) { forget(sender) }
            case .visitor: for mark in own where (kept[mark]?.since ?? oldest) <= oldest { drop(mark, of: sender) }
            }
        }
    }

    // MARK: - Answers

    /// The answer that is kept; nil when it can't be given any more, and then it is dropped.
    private func answer(to sending: FormSending, on host: WebHost) async -> Response? {
        guard let found = kept[sending.mark] else { return nil }
        guard found.answer.givesSignIn else { return found.answer.response(nil, on: host) }
        // A sign-in that has ended is given to nobody: then it is a log-in like any other.
        if let signIn = found.answer.signIn(key: sending.key), await chat.member(for: signIn, isActivity: false) != nil {
            return found.answer.response(signIn, on: host)
        }
        if kept[sending.mark]?.order == found.order { drop(sending.mark, of: found.sender) }
        return nil
    }

    /// The answer to the sending that is under way; nil when it has got it before one could wait for it.
    private func answerUnderWay(_ mark: [UInt8]) async -> Response? {
        await withCheckedContinuation { waiter in
            if underWay[mark] == nil { waiter.resume(returning: nil) } else { underWay[mark]?.append(waiter) }
        }
    }

    private func keep(_ response: Response, of sending: FormSending, by sender: Sender, on host: WebHost) {
        if case .signIn = sender, response.changesSignIn(on: host) { return forget(sender) }
        guard let answer = KeptAnswer(response, key: sending.key, on: host) else { return }
        if let own = marks[sender], own.count >= Self.perSender { drop(own[0], of: sender) }
        if kept.count >= Self.inAll, let oldest = kept.min(by: { $0.value.order < $1.value.order }) {
            drop(oldest.key, of: oldest.value.sender)
        }
        kept[sending.mark] = Kept(answer: answer, sender: sender, order: nextOrder, since: instant())
        marks[sender, default: []].append(sending.mark)
        nextOrder += 1
        scheduleSweep()
    }

    private func drop(_ mark: [UInt8], of sender: Sender) {
        kept[mark] = nil
        marks[sender]?.removeAll { $0 == mark }
        if marks[sender]?.isEmpty == true { marks[sender] = nil }
    }

    private func scheduleSweep() {
        guard sweeper == nil, !kept.isEmpty else { return }
        sweeper = LoopTimer(after: Self.sweepPause) { [weak self] in
            spawn {
                await self?.sweep()
                self?.sweeper = nil
                self?.scheduleSweep()
            }
        }
    }
}
