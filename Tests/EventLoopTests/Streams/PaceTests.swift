import Testing

@testable import EventLoop

@Suite struct PaceTests {
    @Test func `who sends on is waited for, however long it takes in all`() {
        var pace = Pace(byteCount: 100, patience: .seconds(10))
        for _ in 0..<1000 {
            pace.moved(50, after: .seconds(5))
            #expect(pace.left == .seconds(5) && pace.waited == .seconds(5))
            pace.moved(50, after: .seconds(4))
            #expect(pace.left == .seconds(10) && pace.waited == .zero)
        }
    }

    @Test func `who sends a byte now and then has no more time than who sends nothing`() {
        var pace = Pace(byteCount: 100, patience: .seconds(10))
        for second in 1...10 {
            pace.moved(1, after: .seconds(1))
            #expect(pace.left == .seconds(10 - second))
        }
        pace.moved(1, after: .seconds(1))
        #expect(pace.left == .zero)
    }

    @Test func `what comes without a wait costs nothing`() {
        var pace = Pace(byteCount: 100, patience: .seconds(10))
        pace.moved(10, after: .seconds(3))
        pace.moved(5000, after: .zero)
        #expect(pace.left == .seconds(10))
    }
}
