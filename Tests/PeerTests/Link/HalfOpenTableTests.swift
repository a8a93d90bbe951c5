import Testing

@testable import Peer

@Suite struct HalfOpenTableTests {
    @Test func `the hundred and twenty-ninth is refused while the oldest is young`() {
        var table = HalfOpenTable()
        for _ in 0..<128 { #expect(table.admit(at: .seconds(1)) != .refused) }
        #expect(table.admit(at: .seconds(6)) == .refused)
        #expect(table.count == 128)
    }

    @Test func `the oldest makes room once it is over five seconds old`() {
        var table = HalfOpenTable()
        #expect(table.admit(at: .seconds(1)) == .admitted(1))
        for second in 2...128 { #expect(table.admit(at: .seconds(second)) == .admitted(second)) }
        #expect(table.admit(at: .seconds(128)) == .admittedInstead(129, of: 1))
        #expect(table.admit(at: .seconds(128)) == .admittedInstead(130, of: 2))
        #expect(table.count == 128)
    }

    @Test func `whoever is through makes room`() {
        var table = HalfOpenTable()
        for _ in 0..<128 { _ = table.admit(at: .zero) }
        table.remove(64)
        table.remove(64)
        #expect(table.admit(at: .zero) == .admitted(129))
        #expect(table.admit(at: .zero) == .refused)
    }
}
