import Glibc

/// A serial executor on one thread of its own: for an actor that blocks, as the store does on the disk.
///
/// Jobs run in the order in which they came, whatever their priority.
/// **Limits** the queue is as long as the number of tasks that wait on it: its users bound that.
public final class ThreadExecutor: SerialExecutor {
    private enum Job: Sendable {
        case task(UnownedJob)
        case work(@Sendable () -> Void)
    }

    private struct State: Sendable {
        var jobs: [Job] = []
        var isStopped = false
        var thread: pthread_t?
    }

    private let monitor = Monitor(State())

    /// Starts the thread; it lives, and keeps this object alive, until ``stop()``.
    public init(name: String) {
        DedicatedThread.start(name: name) { self.runJobs() }
    }

    /// Ends the thread once the jobs that are queued have run. To enqueue after this is misuse.
    public func stop() {
        monitor.change { $0.isStopped = true }
    }

    /// Queues one step of a task; called by the Swift runtime.
    public func enqueue(_ job: consuming ExecutorJob) {
        add(.task(UnownedJob(job)))
    }

    /// Queues `work` behind everything that is queued already: the way in for callers who are no task.
    public func perform(_ work: @escaping @Sendable () -> Void) {
        add(.work(work))
    }

    /// Whether the caller runs on this executor's thread.
    public var isCurrent: Bool {
        guard let thread = monitor.look({ $0.thread }) else { return false }
        return pthread_equal(thread, pthread_self()) != 0
    }

    /// Answers the runtime's question whether the caller is isolated to an actor of this executor.
    public func isIsolatingCurrentContext() -> Bool? { isCurrent }

    /// Traps unless the caller runs on this executor's thread: the runtime calls it for `assumeIsolated`.
    public func checkIsolated() {
        precondition(isCurrent, "this code belongs on the thread of its executor")
    }

    private func add(_ job: Job) {
        monitor.change { state in
            precondition(!state.isStopped, "a stopped executor takes no jobs")
            state.jobs.append(job)
        }
    }

    private func runJobs() {
        monitor.change { $0.thread = pthread_self() }
        while let jobs = nextJobs() {
            for job in jobs {
                switch job {
                case .task(let job): unsafe job.runSynchronously(on: asUnownedSerialExecutor())
                case .work(let work): work()
                }
            }
        }
    }

    /// Waits for jobs and takes all of them; nil when the executor was stopped and none is left.
    private func nextJobs() -> [Job]? {
        let jobs = monitor.take { state -> [Job]? in
            guard !state.jobs.isEmpty || state.isStopped else { return nil }
            defer { state.jobs = [] }
            return state.jobs
        }
        return jobs.isEmpty ? nil : jobs
    }
}
