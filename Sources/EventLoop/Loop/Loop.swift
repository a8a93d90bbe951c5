import CLibevent
import Glibc

/// The loop: one thread that owns every descriptor and every timer of the process.
///
/// A global actor whose executor is libevent. There is one, it lives until the process ends, and what is isolated to it may run only
/// while some thread is inside ``run()`` or after ``start()``. Code on the loop must not block.
///
/// `@safe`: the executor that it refers to without counting lives as long as the process.
@safe @globalActor public actor Loop {
    /// The loop.
    public static let shared = Loop()

    nonisolated let engine: LoopEngine

    /// libevent's thread, as the runtime sees it. Stored, because it is asked for at each suspension.
    public nonisolated let unownedExecutor: UnownedSerialExecutor

    private init() {
        engine = LoopEngine()
        unsafe unownedExecutor = unsafe engine.executor.asUnownedSerialExecutor()
    }

    /// The executor of the loop, for actors that shall live on it without knowing this module.
    public nonisolated static var serialExecutor: any SerialExecutor { shared.engine.executor }

    /// Whether the caller is the loop's thread.
    public nonisolated static var isCurrent: Bool { shared.engine.queue.isOnLoopThread }

    static nonisolated var taskExecutor: LoopTaskExecutor { shared.engine.taskExecutor }

    private static let background = Monitor(false)

    /// Runs the loop on a thread of its own, once, however often it is called. For tests and benchmarks; the node calls ``run()``.
    public nonisolated static func start() {
        background.change { isStarted in
            guard !isStarted else { return }
            isStarted = true
            DedicatedThread.start(name: "loop") { run() }
        }
    }

    /// Runs the loop on the calling thread until ``stop()``. Two threads at once are our own misuse.
    public nonisolated static func run() {
        shared.engine.run()
        background.change { $0 = false }
    }

    /// Ends the present run once everything enqueued before has run. From any thread; before a run it ends the next one.
    public nonisolated static func stop() {
        shared.engine.queue.append(.stop)
    }

    /// Runs `operation` at once, for callers that are on the loop's thread without the compiler knowing: libevent's callbacks.
    /// On another thread it is our own misuse.
    static nonisolated func assumeIsolated<Value: Sendable>(_ operation: @Loop () -> Value) -> Value {
        shared.engine.executor.checkIsolated()
        return withoutActuallyEscaping(operation) { operation in
            // The same closure without its isolation, which has just been checked: what the standard library does for MainActor.
            unsafe unsafeBitCast(operation, to: (() -> Value).self)()
        }
    }
}
