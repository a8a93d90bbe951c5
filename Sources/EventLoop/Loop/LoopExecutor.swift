/// The loop as executor of actors: their jobs run on the loop's thread, in the order in which they were enqueued.
final class LoopExecutor: SerialExecutor {
    private let queue: JobQueue

    init(queue: JobQueue) {
        self.queue = queue
    }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.append(.actorJob(UnownedJob(job)))
    }

    /// Called by the runtime where no task runs, as in libevent's callbacks.
    func isIsolatingCurrentContext() -> Bool? { queue.isOnLoopThread }

    func checkIsolated() {
        precondition(queue.isOnLoopThread, "this code belongs to the loop's thread")
    }
}

/// The loop as executor of tasks: with it a task that leaves an actor stays on the loop's thread instead of moving to the global pool.
final class LoopTaskExecutor: TaskExecutor {
    private let queue: JobQueue

    init(queue: JobQueue) {
        self.queue = queue
    }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.append(.taskJob(UnownedJob(job)))
    }
}
