import Glibc
import Testing

@testable import EventLoop

@Suite struct StreamErrorTests {
    @Test(arguments: [
        (EPIPE, StreamError.closed), (ECONNRESET, .closed), (ECONNREFUSED, .refused), (ENOENT, .notFound), (ETIMEDOUT, .timedOut),
        (EMFILE, .failed(code: EMFILE)),
    ])
    func `each errno has its meaning`(code: Int32, error: StreamError) {
        #expect(StreamError(code: code) == error)
    }

    @Test(arguments: [
        (StreamError.closed, "the connection was closed"), (.timedOut, "the other side took longer than it may"),
        (.cancelled, "the wait was cancelled"), (.overLimit(9), "a line of at most 9 bytes was expected, this one is longer"),
        (.refused, "nobody listens there"), (.notFound, "there is no such socket"), (.failed(code: 24), "the system refused (error 24)"),
    ])
    func `each error has its words`(error: StreamError, words: String) {
        #expect("\(error)" == words)
    }
}
