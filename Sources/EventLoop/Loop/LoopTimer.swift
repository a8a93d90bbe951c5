import CLibevent

/// An action after a time, once or again and again.
///
/// The loop holds a pending timer: it fires whether or not anybody else holds it, until ``cancel()``.
/// **Limits** the clock has the kernel's tick: a timer may fire up to 4 ms early or late.
@Loop public final class LoopTimer {
    private let event: LoopEvent

    /// Calls `action` after a time, and when `repeating` then every time as long again.
    public init(after delay: Duration, repeating: Bool = false, _ action: @escaping @Loop () -> Void) {
        event = LoopEvent(source: -1, flags: repeating ? EV_PERSIST : 0, within: delay) { _ in action() }
    }

    /// Whether it will still fire.
    public var isPending: Bool { event.isPending }

    /// It fires no more. Harmless when it has fired.
    public func cancel() { event.cancel() }
}
