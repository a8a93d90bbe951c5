internal import Chat
internal import Crypto
internal import Domain
internal import EventLoop
internal import HTTP
internal import Mail

/// One live page: shows a conversation's newest messages and then each as it comes, for as long as it may.
///
/// It is no activity: when the sign-in's idle limit passes, the page ends with a link to log in. **Source** protocol §11.7, §12.7.
@Loop struct LivePage {
    /// How long and how much, each with its reason.
    struct Limits: Sendable {
        /// Messages on the page, before it is loaded anew: a browser's memory, and old states get true again.
        var messageCount = 200
        /// Messages at its beginning.
        var firstCount = 50
        /// The longest life of one page.
        var duration: Duration = .seconds(3600)
        /// The time between two signs of life: 20 to 30 seconds, drawn anew each time.
        var beatPause: @Sendable () -> Duration = { .milliseconds(20_000 + Int64(Random.integer(below: 10_001))) }
    }

    let chat: Chat
    let member: Member
    let conversation: Conversation
    let words: any Words
    let front: LiveFront
    let limits: Limits

    /// Writes the page until it ends.
    func write(to body: ChunkedBody) async throws(StreamError) {
        let events = LiveEvents()
        front.add(events, of: member.signIn)
        let watchers = await watch(body, events)
        let lifetime = LoopTimer(after: limits.duration) { events.report(.ending(.renewed)) }
        var beat = nextBeat(events)
        defer {
            watchers.forEach { $0.cancel() }
            lifetime.cancel()
            beat.cancel()
            front.remove(events, of: member.signIn)
        }
        var content = LiveContent(conversation, in: words)
        let newest = await messages(.latest, limit: limits.firstCount + 1)
        // What comes from here on is read as it comes: this page watches the conversation.
        chat.mail.markRead(conversation.id, by: member)
        let opening = content.begin(with: newest.suffix(limits.firstCount), hasOlder: newest.count > limits.firstCount)
        try await body.write(LiveFilling.fill(opening))
        while true {
            switch await events.next() {
            case .gone: return
            case .ending(let reason): return try await body.write(LiveFilling.fill(content.page.ending(reason)))
            case .changed:
                let update = content.update(with: await messages(.after(content.start), limit: limits.messageCount))
                if !update.bytes.isEmpty { try await body.write(LiveFilling.fill(update.bytes)) }
                if update.isStale || content.count >= limits.messageCount { events.report(.ending(.renewed)) }
            case .beat:
                guard chat.isSignedIn(member) else {
                    events.report(.ending(.signedOut))
                    continue
                }
                try await body.write(LiveFilling.fill(content.page.beat()))
                beat = nextBeat(events)
            }
        }
    }

    /// Messages of the conversation; none when they can't be had now, the next change asks again.
    private func messages(_ page: MessagePage, limit: Int) async -> [Message] {
        (try? await chat.mail.messages(in: conversation.id, of: member, page, limit: limit)) ?? []
    }

    /// Reports what happens outside until cancelled.
    private func watch(_ body: ChunkedBody, _ events: LiveEvents) async -> [Task<Void, Never>] {
        let changes = await chat.mail.changes(in: conversation.id, of: member)
        return [
            spawn {
                for await _ in changes { events.report(.changed) }
                events.report(.ending(.signedOut))
            },
            spawn {
                await body.waitUntilClosed()
                events.report(.gone)
            },
        ]
    }

    private func nextBeat(_ events: LiveEvents) -> LoopTimer {
        LoopTimer(after: limits.beatPause()) { events.report(.beat) }
    }
}
