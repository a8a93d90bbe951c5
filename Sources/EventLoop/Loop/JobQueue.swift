import Glibc
import Synchronization

/// The jobs that wait for the loop's thread, first in, first out, from any thread.
///
/// The kernel is asked to wake the loop only when the queue was empty and the caller is another thread: a loop that is busy takes
/// what was added at its next tick anyway.
final class JobQueue: Sendable {
    /// One thing the loop's thread has to do.
    enum Entry: Sendable {
        /// A job of an actor whose executor is the loop.
        case actorJob(UnownedJob)
        /// A job of a task that prefers the loop, outside any actor.
        case taskJob(UnownedJob)
        /// The end of the present run. It is a job, so that what was enqueued before it still runs.
        case stop
    }

    /// A batch larger than this gives its memory back: one burst must not be paid for ever after (16 bytes an entry).
    private static let keptCapacity = 4096

    /// An eventfd: readable when the loop has to look at the queue.
    let wakeDescriptor: Int32
    private let entries = Monitor<[Entry]>([])
    /// `pthread_self` of the thread inside ``LoopEngine/run()``; 0 when nobody runs the loop.
    private let runningThread = Atomic<UInt>(0)

    init(wakeDescriptor: Int32) {
        self.wakeDescriptor = wakeDescriptor
    }

    /// Whether the caller is the loop's thread.
    var isOnLoopThread: Bool { runningThread.load(ordering: .relaxed) == pthread_self() }

    /// Names the calling thread the loop's; false when another one already is.
    func enter() -> Bool {
        runningThread.compareExchange(expected: 0, desired: pthread_self(), ordering: .acquiringAndReleasing).exchanged
    }

    /// The calling thread is no longer the loop's.
    func leave() {
        runningThread.store(0, ordering: .releasing)
    }

    var isEmpty: Bool { entries.look { $0.isEmpty } }

    func append(_ entry: Entry) {
        let wasEmpty = entries.change { entries in
            defer { entries.append(entry) }
            return entries.isEmpty
        }
        if wasEmpty && !isOnLoopThread { wake() }
    }

    /// Exchanges the waiting entries for `batch`, which the caller has emptied, so that both arrays keep their memory.
    func exchange(with batch: inout [Entry]) {
        batch.removeAll(keepingCapacity: batch.capacity <= Self.keptCapacity)
        entries.change { swap(&$0, &batch) }
    }

    /// An eventfd's write can fail only when its counter is full, and then the loop is being woken already.
    private func wake() {
        var one: UInt64 = 1
        _ = unsafe write(wakeDescriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Makes the eventfd unreadable again.
    func acknowledgeWake() {
        var count: UInt64 = 0
        _ = unsafe read(wakeDescriptor, &count, MemoryLayout<UInt64>.size)
    }
}
