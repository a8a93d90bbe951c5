internal import Domain
import EventLoop
internal import Mail

/// Where the answers to the envelopes of one run are put, for the run to take.
@Loop final class StoredBox {
    private var arrived: [StoredFrame] = []
    private var end: PathError?
    private var arrival = Promise<Void>()

    /// Puts an answer in.
    func put(_ stored: StoredFrame) {
        arrived.append(stored)
        arrival.fulfil(())
    }

    /// Says that no more answers will come.
    func close(_ error: PathError) {
        end = end ?? error
        arrival.fulfil(())
    }

    /// Takes what is there, at least one answer: it waits for it.
    /// **Errors** what ``close(_:)`` was given, once the box is empty.
    func take() async throws(PathError) -> [StoredFrame] {
        while arrived.isEmpty {
            if let end { throw end }
            await arrival.wait()
            arrival = Promise()
        }
        defer { arrived = [] }
        return arrived
    }
}
