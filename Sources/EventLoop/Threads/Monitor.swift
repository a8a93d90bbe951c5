import Glibc

/// A value behind a lock, with a place to wait until it changes: the classic monitor.
///
/// Only dedicated threads may wait in ``take(_:)``; tasks use ``change(_:)``, which holds the lock for a few instructions.
/// On pthreads, because ThreadSanitizer follows them; what it cannot follow in the standard library's `Mutex` it reports as races.
///
/// `@safe`: lock and condition have places of their own, which never move and are freed with the monitor.
/// `@unchecked Sendable`: the value is touched only while the lock is held.
@safe package final class Monitor<State: Sendable>: @unchecked Sendable {
    private var state: State
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let hasChanged = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init(_ state: State) {
        self.state = state
        unsafe pthread_mutex_init(lock, nil)
        unsafe pthread_cond_init(hasChanged, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(hasChanged)
        unsafe pthread_mutex_destroy(lock)
        unsafe hasChanged.deallocate()
        unsafe lock.deallocate()
    }

    /// Changes the value and wakes one waiter.
    package func change<Result, Failure: Error>(_ body: (inout State) throws(Failure) -> Result) throws(Failure) -> Result {
        unsafe pthread_mutex_lock(lock)
        defer {
            unsafe pthread_mutex_unlock(lock)
            unsafe pthread_cond_signal(hasChanged)
        }
        return try body(&state)
    }

    /// Changes the value and wakes every waiter: for news that concern them all.
    package func changeForAll(_ body: (inout State) -> Void) {
        unsafe pthread_mutex_lock(lock)
        body(&state)
        unsafe pthread_mutex_unlock(lock)
        unsafe pthread_cond_broadcast(hasChanged)
    }

    /// The value, looked at without changing it and without waking anyone.
    package func look<Result>(_ body: (State) -> Result) -> Result {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        return body(state)
    }

    /// Blocks the calling thread until `attempt` finds what it wants, and takes it.
    package func take<Result>(_ attempt: (inout State) -> Result?) -> Result {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        while true {
            if let result = attempt(&state) { return result }
            unsafe pthread_cond_wait(hasChanged, lock)
        }
    }
}
