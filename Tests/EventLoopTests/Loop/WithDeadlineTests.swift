import EventLoop
import Testing

@Suite struct WithDeadlineTests {
    init() { Loop.start() }

    private struct Refusal: Error {}

    @Test func `a body in time gives its result`() async throws {
        #expect(try await withDeadline(patience) { 7 } == 7)
    }

    @Test func `a body in time throws its own error`() async {
        await #expect(throws: Refusal.self) { try await withDeadline(patience) { throw Refusal() } }
    }

    @Test func `a body over time is cancelled and the deadline is the error`() async {
        await #expect(throws: DeadlineExceeded()) {
            try await withDeadline(.milliseconds(5)) { try await sleep(for: .seconds(3600)) }
        }
    }

    @Test func `a read inside is cut off`() async throws {
        try await spawn {
            let (left, right) = try ByteStream.pair()
            await #expect(throws: DeadlineExceeded()) {
                try await withDeadline(.milliseconds(5)) { try await left.read(atMost: 1, within: nil) }
            }
            right.close()
        }.value
    }

    @Test func `the caller's cancellation reaches the body and is no deadline`() async {
        let task = spawn {
            try await withDeadline(.seconds(3600)) { try await sleep(for: .seconds(3600)) }
        }
        await spawn { await Task.yield() }.value
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a result that comes in spite of the cancellation is kept`() async throws {
        let value = try await withDeadline(.milliseconds(2)) {
            try? await sleep(for: .seconds(3600))
            return "cleaned up"
        }
        #expect(value == "cleaned up")
    }

    @Test func `it says so in plain words`() {
        #expect("\(DeadlineExceeded())" == "it took longer than it may")
    }
}
