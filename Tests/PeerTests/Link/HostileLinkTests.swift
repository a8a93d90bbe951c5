import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Testing

@testable import Peer

/// What a node that knows the protocol, and breaks it, can do: lose its own link.
@Suite struct HostileLinkTests {
    /// Lets a hand-driven end do something that must end its link, and checks that the node then still carries mail.
    private func expectViolation(
        _ words: String, _ attack: @escaping @Loop @Sendable (HandDriven, TestNode) async throws -> Void
    ) async throws {
        try await withPair { ann, bob, network in
            let hostile = try await HandDriven.dial(bob, in: network)
            try await eventually("the hostile link is up") { bob.node.linkCount == 1 }
            try await attack(hostile, bob)
            #expect(await hostile.isClosedByOther())
            try await eventually("the link is counted") { bob.node.status.violations == [words: 1] }
            bob.inbox.release()
            ann.inbox.enqueue(1...5, to: bob.address, queue: queue(1))
            await ann.node.hasMail(for: bob.address)
            try await eventually("honest mail arrives") { !ann.inbox.hasMail }
            #expect(bob.inbox.received(queue(1)) == Array(1...5))
        }
    }

    @Test func `garbage in the place of a message ends the link`() async throws {
        try await expectViolation(LinkViolation.noise(.notAuthentic).description) { hostile, _ in
            hostile.stream.enqueue([UInt8](repeating: 0x5a, count: CellChannel.messageByteCount))
        }
    }

    @Test func `one changed byte in a message ends the link`() async throws {
        try await expectViolation(LinkViolation.noise(.notAuthentic).description) { hostile, _ in
            var bytes = try hostile.seal(.mark(MarkFrame(queue: queue(1), nonce: [UInt8](repeating: 0, count: 8), code: queue(2))))
            bytes[3000] ^= 1
            hostile.stream.enqueue(bytes)
        }
    }

    @Test func `a message sent twice ends the link`() async throws {
        try await expectViolation(LinkViolation.noise(.notAuthentic).description) { hostile, _ in
            let bytes = try hostile.seal(.requestAnswered)
            hostile.stream.enqueue(bytes + bytes)
        }
    }

    @Test func `malformed cells and frames end the link`() async throws {
        let dirty = { () -> [UInt8] in
            var bytes = Cell(type: .mark, id: 1, data: []).encode()
            bytes[3887] = 1
            return bytes
        }
        let cases: [(WireError, [[UInt8]])] = [
            (.dirtyPadding, [dirty()]),
            (.malformed(.truncated(needed: 16, left: 1)), [Cell(type: .mark, id: 1, data: [1]).encode()]),
            (.tooManyCells, [Cell(type: .search, hasMore: true, id: 1, data: [UInt8](repeating: 1, count: 3880)).encode()]),
            (.wrongEnvelopeLength(0), [Cell(type: .deliver, id: 1, data: [UInt8](repeating: 1, count: 45)).encode()]),
            (
                .interleavedFrame,
                [
                    Cell(type: .deliver, hasMore: true, id: 1, data: [UInt8](repeating: 1, count: 3880)).encode(),
                    Cell(type: .mark, id: 2, data: []).encode(),
                ]
            ),
            (.invalidName, [Cell(type: .search, id: 1, data: [UInt8](repeating: 0, count: 64)).encode()]),
        ]
        for (error, cells) in cases {
            try await expectViolation(LinkViolation.wire(error).description) { hostile, _ in
                for cell in cells { try hostile.sendRaw(cell) }
            }
        }
    }

    @Test func `unknown cells and padding are ignored`() async throws {
        try await withPair { _, bob, network in
            let end = try await HandDriven.dial(bob, in: network)
            for type in [0, 9, 10, 11, 200] as [UInt8] {
                var bytes = [UInt8](repeating: type == 0 ? 0 : 0xee, count: Cell.byteCount)
                bytes[0] = type
                try end.sendRaw(bytes)
            }
            try end.send(.mark(MarkFrame(queue: queue(1), nonce: [UInt8](repeating: 7, count: 8), code: queue(2))), id: 5)
            let (frame, id) = try await end.receive()
            guard case .marked(let marked) = frame else { throw NeverHappened() }
            #expect(id == 5)
            #expect(marked.nonce == [UInt8](repeating: 7, count: 8))
            #expect(bob.node.status.violations.isEmpty)
        }
    }

    @Test func `a fifth envelope of a queue before a commit ends the link`() async throws {
        try await expectViolation(LinkViolation.queueWindow.description) { hostile, bob in
            bob.inbox.look { $0.isHeld = true }
            for sequence in 1...5 as ClosedRange<UInt64> {
                try hostile.send(.deliver(FakeInbox.delivery(of: queue(9), sequence, 0)))
            }
        }
    }

    @Test func `a thirty-third envelope before a commit ends the link`() async throws {
        try await expectViolation(LinkViolation.linkWindow.description) { hostile, bob in
            bob.inbox.look { $0.isHeld = true }
            for number in 0...32 as ClosedRange<UInt8> {
                try hostile.send(.deliver(FakeInbox.delivery(of: queue(100 + number), 1, 0)))
            }
        }
    }

    @Test func `more questions than may be open end the link`() async throws {
        try await expectViolation(LinkViolation.tooManyQuestions.description) { hostile, bob in
            bob.inbox.look { $0.isHeld = true }
            let query = SearchQuery(name: try Username("bob"), pseudonym: queue(1), invite: queue(2))
            for _ in 0...LinkLimits.questionsPerLink { try hostile.send(.search(query)) }
        }
    }

    @Test func `whoever keeps to the window and never reads is cut off in bounded memory`() async throws {
        try await withPair { _, bob, network in
            let hostile = try await HandDriven.dial(bob, in: network)
            var sequence: UInt64 = 0
            while bob.node.linkCount == 1 || sequence < 10 {
                sequence += 1
                let expected = Int(sequence)
                try hostile.send(.deliver(FakeInbox.delivery(of: queue(1), sequence, 0)))
                try await eventually("the envelope is kept") {
                    bob.inbox.received(queue(1)).count == expected || (bob.node.linkCount == 0 && expected > 10)
                }
            }
            try await eventually("the link is counted") { bob.node.status.ends == [LinkEnd.slowReader.rawValue: 1] }
            #expect(Int(sequence) * CellChannel.messageByteCount < LinkLimits.queuedBytes * 2)
        }
    }

    @Test func `after a full queue what follows is dropped until it is marked again`() async throws {
        try await withPair { _, bob, network in
            let end = try await HandDriven.dial(bob, in: network)
            bob.inbox.look { $0.isFull = true }
            try end.send(.deliver(FakeInbox.delivery(of: queue(1), 1, 11)), id: 1)
            guard case .stored(let refused) = try await end.receive().frame else { throw NeverHappened() }
            #expect(refused.status == StoredFrame.full)
            bob.inbox.look { $0.isFull = false }
            for sequence in 2...4 as ClosedRange<UInt64> { try end.send(.deliver(FakeInbox.delivery(of: queue(1), sequence, 0)), id: 2) }
            try end.send(.mark(MarkFrame(queue: queue(1), nonce: [UInt8](repeating: 7, count: 8), code: queue(2))), id: 3)
            guard case .marked(let marked) = try await end.receive().frame else { throw NeverHappened() }
            #expect(marked.highest == 0)
            try end.send(.deliver(FakeInbox.delivery(of: queue(1), 1, 11)), id: 4)
            guard case .stored(let stored) = try await end.receive().frame else { throw NeverHappened() }
            #expect(stored.status == StoredFrame.stored)
            #expect(bob.inbox.received(queue(1)) == [11])
        }
    }
}
