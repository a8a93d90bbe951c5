import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Testing

@testable import Peer

@Suite struct VanishedMailTests {
    @Test func `a courier whose mail has vanished dials no more and holds nothing`() async throws {
        try await onLoop {
            let inbox = FakeInbox()
            let node = OnionAddress(publicKey: SigningKey.generate().publicKey)
            var dialCount = 0
            let courier = Courier(for: node, inbox: inbox, timing: .brisk, chance: .system) { _ in
                dialCount += 1
                return .busy
            }
            inbox.enqueue(1...3, to: node, queue: queue(1))
            courier.mailArrived()
            try await eventually("it tries again") { dialCount >= 3 }
            await courier.mailVanished()
            #expect(!courier.isIdle, "some of it is still there")
            let before = dialCount
            try await eventually("so it goes on") { dialCount > before }

            inbox.look { $0.outgoing = [:] }
            // A dial that is under way comes to its end first.
            let end = ContinuousClock.now + .seconds(60)
            while !courier.isIdle, ContinuousClock.now < end {
                await courier.mailVanished()
                try await sleep(for: .milliseconds(1))
            }
            let after = dialCount
            courier.tryNow()
            #expect(courier.isIdle && dialCount == after)
        }
    }
}
