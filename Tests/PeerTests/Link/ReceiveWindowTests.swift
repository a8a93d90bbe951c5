import Testing

@testable import Peer

@Suite struct ReceiveWindowTests {
    private func queue(_ number: Int) -> [UInt8] { [UInt8](repeating: UInt8(number), count: 16) }

    @Test func `a fifth envelope of one queue is a violation`() throws {
        var window = ReceiveWindow()
        for _ in 1...4 { try window.envelopeArrived(of: queue(1)) }
        #expect(throws: LinkViolation.queueWindow) { try window.envelopeArrived(of: queue(1)) }
        window.envelopeSettled(of: queue(1))
        try window.envelopeArrived(of: queue(1))
    }

    @Test func `a thirty-third envelope is a violation`() throws {
        var window = ReceiveWindow()
        for number in 0..<32 { try window.envelopeArrived(of: queue(number)) }
        #expect(throws: LinkViolation.linkWindow) { try window.envelopeArrived(of: queue(32)) }
        window.envelopeSettled(of: queue(7))
        try window.envelopeArrived(of: queue(32))
    }

    @Test func `settling a queue that has nothing under way changes nothing`() throws {
        var window = ReceiveWindow()
        window.envelopeSettled(of: queue(1))
        #expect(!window.isBusy)
        for number in 0..<32 { try window.envelopeArrived(of: queue(number)) }
        #expect(throws: LinkViolation.linkWindow) { try window.envelopeArrived(of: queue(1)) }
    }

    @Test func `questions beyond their limit are a violation, answered ones do not count`() throws {
        var window = ReceiveWindow()
        for _ in 0..<LinkLimits.questionsPerLink { try window.questionArrived() }
        #expect(throws: LinkViolation.tooManyQuestions) { try window.questionArrived() }
        window.questionSettled()
        try window.questionArrived()
        #expect(window.isBusy)
    }

    @Test func `a full queue is shut until it is marked again, and few are remembered`() throws {
        var window = ReceiveWindow()
        try window.shut(queue(1))
        #expect(window.isShut(queue(1)) && !window.isShut(queue(2)))
        window.reopen(queue(1))
        #expect(!window.isShut(queue(1)))
        for number in 0..<LinkLimits.shutQueuesPerLink { try window.shut([UInt8(number & 0xff), UInt8(number >> 8)]) }
        #expect(throws: LinkViolation.tooManyShutQueues) { try window.shut(queue(99)) }
        try window.shut([0, 0])
    }
}
