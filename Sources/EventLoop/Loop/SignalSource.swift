import CLibevent

/// A Unix signal as a call on the loop instead of an interruption of some thread.
///
/// The loop holds it until ``cancel()``; until then the signal's default (as a rule the end of the process) does not happen.
@Loop public final class SignalSource {
    private let event: LoopEvent

    /// Calls `action` on the loop each time the process receives `signal`.
    public init(_ signal: Int32, _ action: @escaping @Loop () -> Void) {
        event = LoopEvent(source: signal, flags: EV_SIGNAL | EV_PERSIST, within: nil) { _ in action() }
    }

    /// The signal has its default meaning again. Harmless when called twice.
    public func cancel() { event.cancel() }
}
