public import Domain

extension Accounts {
    /// Ends with the sign-in of `member`, at once: for what goes on for long, as a download does. It holds the member present meanwhile.
    public nonisolated func untilSignedOut(_ member: Member) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let presence = presence
        guard let hold = presence.hold(member, now: environment.now(), onEnd: { continuation.finish() }) else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { _ in presence.release(hold) }
        return stream
    }
}
