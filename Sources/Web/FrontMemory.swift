public import Chat
public import EventLoop

/// What all fronts of one node remember together: a browser that comes by the onion and by loopback is one browser.
@Loop public final class FrontMemory {
    /// The live pages that are open.
    let livePages = LivePages()
    /// The forms that took effect.
    let formNumbers: FormNumbers

    /// Nothing yet, for the fronts of `chat`.
    public init(chat: Chat) { formNumbers = FormNumbers(chat: chat) }
}
