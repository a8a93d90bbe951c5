import Glibc

/// Starts threads that belong to one owner and live as long as it needs them.
enum DedicatedThread {
    /// What Linux keeps of a thread's name, without the closing NUL.
    ///
    /// **Source** proc(5), /proc/pid/task/tid/comm.
    private static let nameLimit = 15

    /// Runs `body` on a new, detached thread called `name`.
    ///
    /// The thread takes no signals: they are for the loop, and an interrupted `fsync` is of no use to anybody.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) {
        let context = unsafe Unmanaged.passRetained(Body(name: String(name.utf8.prefix(nameLimit)) ?? "worker", run: body))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                DedicatedThread.blockSignals()
                DedicatedThread.setName(body.name)
                body.run()
                return nil
            }, unsafe context.toOpaque())
        precondition(code == 0, "the system gives no thread; they are all made at start")
        pthread_detach(thread)
    }

    /// Names the calling thread for the operator's `top -H`; a system that refuses costs nothing but the name.
    private static func setName(_ name: String) {
        let descriptor = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        _ = unsafe name.withCString { unsafe write(descriptor, $0, name.utf8.count) }
    }

    /// Blocks every signal but those that a faulting instruction raises: blocking these would only hide the crash.
    private static func blockSignals() {
        var signals = sigset_t()
        unsafe sigfillset(&signals)
        for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { unsafe sigdelset(&signals, fault) }
        unsafe pthread_sigmask(SIG_SETMASK, &signals, nil)
    }

    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }
}
