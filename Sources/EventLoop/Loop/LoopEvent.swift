import CLibevent

/// The owner of one libevent event: a timer, a signal or the readiness of a descriptor, and what to do then.
///
/// libevent holds it while it is pending. An event that is not persistent is cancelled just before its action runs.
///
/// `@safe`: the pointer is used on the loop alone, and is nil from the moment it is freed.
@safe @Loop final class LoopEvent {
    /// A longer wait is as good as never, and libevent's arithmetic stays far from overflow.
    private static let longest = Duration.seconds(60 * 60 * 24 * 365)

    private var event: OpaquePointer?
    private var action: (@Loop (Int32) -> Void)?
    private let isPersistent: Bool

    /// Waits for `flags` (`EV_WRITE`, `EV_SIGNAL`, …) on `source`, a descriptor, a signal or -1, and for `interval` to pass.
    /// `action` gets the flags that came true.
    init(source: Int32, flags: Int32, within interval: Duration?, _ action: @escaping @Loop (Int32) -> Void) {
        self.action = action
        isPersistent = flags & EV_PERSIST != 0
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        unsafe event = unsafe event_new(
            Loop.shared.engine.base, source, Int16(flags),
            { _, flags, context in
                guard let context = unsafe context else { return }
                let event = unsafe Unmanaged<LoopEvent>.fromOpaque(context).takeUnretainedValue()
                Loop.assumeIsolated { event.fire(Int32(flags)) }
            }, context)
        if let interval {
            var time = timeval(min(interval, Self.longest))
            _ = unsafe event_add(event, &time)
        } else {
            _ = unsafe event_add(event, nil)
        }
    }

    /// Whether it can still fire.
    var isPending: Bool { unsafe event != nil }

    /// It fires no more, and what its action held is let go. Harmless when it has ended.
    func cancel() {
        guard let event = unsafe event else { return }
        unsafe event_free(event)
        unsafe self.event = nil
        action = nil
        unsafe Unmanaged.passUnretained(self).release()
    }

    private func fire(_ flags: Int32) {
        let action = action
        if !isPersistent { cancel() }
        action?(flags)
    }
}

extension timeval {
    /// Rounded up to whole microseconds, so that a wait is never shorter than asked; negative durations are none.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = max(duration, .zero).components
        let microseconds = (attoseconds + 999_999_999_999) / 1_000_000_000_000
        self.init(tv_sec: Int(seconds + microseconds / 1_000_000), tv_usec: Int(microseconds % 1_000_000))
    }
}
