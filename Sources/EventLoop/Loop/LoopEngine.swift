import CLibevent
import Glibc

/// libevent's `event_base`, its wake descriptor and the run: what turns events and jobs into calls on one thread.
///
/// It is created once and never freed: executors, tasks and callbacks may refer to it until the process ends.
///
/// `@safe`: the pointer is set once and never freed.
@safe final class LoopEngine: Sendable {
    /// After this many jobs descriptors and timers have their turn: few system calls for chains of short jobs, and no flood of jobs
    /// can starve the sockets.
    private static let jobLimit = 256

    /// Owned by the thread inside ``run()``; between two runs nobody touches it.
    nonisolated(unsafe) let base: OpaquePointer
    let queue: JobQueue
    /// For actors. A separate object from ``taskExecutor``: with one object for both the runtime takes the slow path at each suspension.
    let executor: LoopExecutor
    /// For tasks outside actors.
    let taskExecutor: LoopTaskExecutor

    init() {
        // A peer that hangs up must be an error of one write, not the end of the process.
        _ = signal(SIGPIPE, SIG_IGN)
        let wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard wakeDescriptor >= 0, let base = unsafe Self.makeBase() else { Self.giveUp() }
        unsafe self.base = unsafe base
        let queue = JobQueue(wakeDescriptor: wakeDescriptor)
        self.queue = queue
        executor = LoopExecutor(queue: queue)
        taskExecutor = LoopTaskExecutor(queue: queue)
        let context = unsafe Unmanaged.passUnretained(queue).toOpaque()
        let wake = unsafe event_new(
            base, wakeDescriptor, Int16(EV_READ | EV_PERSIST),
            { _, _, context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<JobQueue>.fromOpaque(context).takeUnretainedValue().acknowledgeWake()
            }, context)
        guard let wake = unsafe wake, unsafe event_add(wake, nil) == 0 else { Self.giveUp() }
    }

    /// Runs events and jobs on the calling thread until a stop entry is met. A second runner is our own misuse.
    func run() {
        let hasEntered = queue.enter()
        precondition(hasEntered, "the loop already runs on another thread")
        defer { queue.leave() }
        var batch = Batch()
        while runJobs(&batch) {
            let flags = batch.isEmpty && queue.isEmpty ? EVLOOP_ONCE : EVLOOP_ONCE | EVLOOP_NONBLOCK
            _ = unsafe event_base_loop(base, flags)
        }
    }

    /// A snapshot of the queue, run in parts.
    private struct Batch {
        var entries: [JobQueue.Entry] = []
        var position = 0
        /// A stop was among the entries: they are the last.
        var isLast = false

        var isEmpty: Bool { position == entries.count }
    }

    /// Runs what waits, up to the limit; false when the run is over.
    private func runJobs(_ batch: inout Batch) -> Bool {
        let actorExecutor = unsafe executor.asUnownedSerialExecutor()
        let preferredExecutor = unsafe taskExecutor.asUnownedTaskExecutor()
        for _ in 0..<Self.jobLimit {
            if batch.isEmpty {
                if batch.isLast { return false }
                queue.exchange(with: &batch.entries)
                batch.position = 0
                if batch.isEmpty { break }
            }
            let entry = batch.entries[batch.position]
            batch.position += 1
            // With both executors named the runtime goes on without enqueueing when a task returns to where it already is.
            switch entry {
            case .actorJob(let job): unsafe job.runSynchronously(isolatedTo: actorExecutor, taskExecutor: preferredExecutor)
            case .taskJob(let job): unsafe job.runSynchronously(on: preferredExecutor)
            case .stop: batch.isLast = true
            }
        }
        return !(batch.isLast && batch.isEmpty)
    }

    /// The base without locks, since one thread uses it, and deaf to libevent's environment variables.
    private static func makeBase() -> OpaquePointer? {
        guard let configuration = unsafe event_config_new() else { return nil }
        defer { unsafe event_config_free(configuration) }
        let flags = EVENT_BASE_FLAG_NOLOCK.rawValue | EVENT_BASE_FLAG_IGNORE_ENV.rawValue
        guard unsafe event_config_set_flag(configuration, Int32(flags)) == 0 else { return nil }
        return unsafe event_base_new_with_config(configuration)
    }

    /// Without a poll descriptor there is no node. This can only happen at the start of the process.
    private static func giveUp() -> Never {
        let words = "onionnode: the system gave no descriptor for the event loop (is the limit of open files 0?)\n"
        _ = unsafe write(STDERR_FILENO, words, words.utf8.count)
        exit(EXIT_FAILURE)
    }
}
