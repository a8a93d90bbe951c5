import Bytes
import Crypto
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Whole nodes with ML-KEM, and mixed pairs. These run in Tests/Interop/test_post_quantum.py where the system's library has none.
@Suite(.enabled(if: PostQuantum.isAvailable, postQuantumMissing)) struct HybridTests {
    @Test func `two who have it ask and talk with it`() async throws {
        let world = try await HybridWorld()
        defer { world.remove() }
        let frame = try await world.ask()
        #expect(frame.agreement == .hybrid)
        await world.hand(frame)
        try await world.acceptAndTalk()
        #expect(try await world.floors() == [.hybrid, .hybrid])
    }

    @Test(arguments: [[Capabilities.postQuantum, []], [[], .postQuantum], [[], []]] as [[Capabilities]])
    func `a pair of which one has none talks as before`(_ capabilities: [Capabilities]) async throws {
        let world = try await HybridWorld(capabilities)
        defer { world.remove() }
        let frame = try await world.ask()
        #expect(frame.agreement == .classical)
        await world.hand(frame)
        try await world.acceptAndTalk()
        #expect(try await world.floors() == [.classical, .classical])
    }

    @Test func `every request of a mode has one size`() async throws {
        for greeting in ["", String(repeating: "€", count: 500), String(repeating: "𐍈", count: 500)] {
            for capabilities: Capabilities in [[], .postQuantum] {
                let world = try await HybridWorld([.postQuantum, capabilities])
                defer { world.remove() }
                let frame = try await world.ask(greeting)
                let agreement: KeyAgreement = capabilities.isEmpty ? .classical : .hybrid
                #expect(frame.encapsulated.count == RequestFrame.encapsulatedByteCount(agreement))
                #expect(frame.ciphertext.count == RequestFrame.ciphertextByteCount(agreement))
                await world.hand(frame)
                let ben = try await world.nodes[1].signIn("ben")
                #expect(try await world.nodes[1].chat.mail.requests(of: ben).incoming.map(\.greeting) == [greeting])
            }
        }
    }

    @Test(
        arguments: [
            (.classical, .postQuantum, false), (.classical, [], true), (.hybrid, .postQuantum, true), (.hybrid, [], false),
        ] as [(KeyAgreement, Capabilities, Bool)])
    func `a request to a card with ML-KEM is taken when it is sealed as both signed`(
        _ agreement: KeyAgreement, _ bundle: Capabilities, _ isTaken: Bool
    ) async throws {
        let world = try await HybridWorld()
        defer { world.remove() }
        await world.hand(try await world.forge(agreement, bundle))
        let ben = try await world.nodes[1].signIn("ben")
        #expect(try await world.nodes[1].chat.mail.requests(of: ben).incoming.count == (isTaken ? 1 : 0))
        #expect(try await world.nodes[1].chat.mail.requests(of: ben).lockedCount == 0)
    }

    @Test func `an elder card without ML-KEM, served again, weakens the request alone`() async throws {
        let world = try await HybridWorld([.postQuantum, []])
        defer { world.remove() }
        let elder = try await world.nodes[1].card(of: "ben")
        try await world.restart(1, .postQuantum)
        _ = try await world.nodes[1].signIn("ben")
        #expect(try await world.nodes[1].card(of: "ben") != elder)
        let frame = try await world.ask(serving: elder)
        #expect(frame.agreement == .classical)
        await world.hand(frame)
        try await world.acceptAndTalk()
        #expect(try await world.floors() == [.hybrid, .hybrid])
    }

    @Test func `a connection made anew goes on with no less than it had, as long as it is the same person`() async throws {
        let world = try await HybridWorld()
        defer { world.remove() }
        await world.hand(try await world.ask())
        try await world.acceptAndTalk()
        for side in 0...1 { try await world.breakConnection(of: side) }
        // The other side has none now, and says so in a signed card.
        try await world.restart(1, [])
        _ = try await world.nodes[1].signIn("ben")
        await #expect(throws: ChatError.postQuantumRefused) { _ = try await world.ask() }
        // This side has none now.
        try await world.restart(1, .postQuantum)
        _ = try await world.nodes[1].signIn("ben")
        try await world.restart(0, [])
        await #expect(throws: ChatError.postQuantumLost) { _ = try await world.ask() }
        // The asker goes on all the same: the other end refuses to accept.
        await world.hand(try await world.forge(.classical, []))
        await #expect(throws: ChatError.postQuantumRefused) { try await world.accept() }
        try await world.restart(0, .postQuantum)
        world.clock.advance(seconds: 86_401)
        await world.hand(try await world.ask())
        try await world.acceptAndTalk()
        #expect(try await world.floors() == [.hybrid, .hybrid])
    }

    @Test func `an answer that drops what the request began with makes no connection`() async throws {
        let world = try await HybridWorld()
        defer { world.remove() }
        await world.hand(try await world.ask())
        _ = try await world.nodes[1].signIn("ben")
        // A node without ML-KEM, over the same database, which forgets what the request began with.
        try await world.restart(1, [])
        await #expect(throws: ChatError.postQuantumLost) { try await world.accept() }
        try await world.forgetSeal()
        try await world.accept()
        try await world.network.deliverAll()
        let ana = try await world.nodes[0].signIn("ana")
        #expect(try await world.nodes[0].chat.mail.conversations(of: ana).isEmpty)
        #expect(try await world.nodes[0].chat.mail.requests(of: ana).outgoing.map(\.isAnswerLocked) == [false])
    }
}

/// A database whose node had ML-KEM and lost it, with the library or by a move to another machine.
@Suite(.enabled(if: PostQuantum.isAvailable, postQuantumMissing)) struct LostLibraryTests {
    @Test func `a request that came before waits, is counted, and opens when ML-KEM is back`() async throws {
        let world = try await HybridWorld()
        defer { world.remove() }
        await world.hand(try await world.ask("still here"))
        try await world.restart(1, [])
        for _ in 0..<2 {
            let ben = try await world.nodes[1].signIn("ben")
            let requests = try await world.nodes[1].chat.mail.requests(of: ben)
            #expect(requests.incoming.isEmpty && requests.lockedCount == 1)
        }
        try await world.restart(1, .postQuantum)
        let ben = try await world.nodes[1].signIn("ben")
        let requests = try await world.nodes[1].chat.mail.requests(of: ben)
        #expect(requests.incoming.map(\.greeting) == ["still here"] && requests.lockedCount == 0)
        try await world.acceptAndTalk()
    }

    @Test func `a request that was read before is not accepted with less`() async throws {
        let world = try await HybridWorld()
        defer { world.remove() }
        await world.hand(try await world.ask())
        _ = try await world.nodes[1].signIn("ben")
        try await world.restart(1, [])
        await #expect(throws: ChatError.postQuantumLost) { try await world.accept() }
        try await world.restart(1, .postQuantum)
        try await world.acceptAndTalk()
        #expect(try await world.floors() == [.hybrid, .hybrid])
    }

    @Test func `an answer that comes after waits with all behind it, and both open when ML-KEM is back`() async throws {
        let world = try await HybridWorld()
        defer { world.remove() }
        await world.hand(try await world.ask())
        try await world.restart(0, [])
        let ben = try await world.nodes[1].signIn("ben")
        let chat = try await world.accept()
        _ = try await world.nodes[1].chat.mail.send("one", in: chat, as: ben)
        for _ in 0..<2 {
            try await world.network.deliverAll()
            let ana = try await world.nodes[0].signIn("ana")
            #expect(try await world.nodes[0].chat.mail.conversations(of: ana).isEmpty)
            #expect(try await world.nodes[0].chat.mail.requests(of: ana).outgoing.map(\.isAnswerLocked) == [true])
            _ = try await world.nodes[1].chat.mail.send("more", in: chat, as: ben)
        }
        try await world.restart(0, .postQuantum)
        try await world.network.deliverAll()
        let ana = try await world.nodes[0].signIn("ana")
        let mine = try #require(try await world.nodes[0].chat.mail.conversations(of: ana).first)
        let texts = try await world.nodes[0].chat.mail.messages(in: mine.id, of: ana, .latest, limit: 9).map(\.text)
        #expect(texts == ["one", "more", "more"])
        #expect(try await world.floors() == [.hybrid, .hybrid])
    }

    @Test func `a request that may have arrived is not sent again with less`() async throws {
        let world = try await HybridWorld()
        defer { world.remove() }
        await world.nodes[0].chat.mail.connect(to: RequestTests.Deaf(chat: world.nodes[1].chat, own: world.nodes[0].address))
        let ben = MemberAddress(name: try Username("ben"), node: world.nodes[1].address)
        var ana = try await world.nodes[0].signIn("ana")
        await #expect(throws: ChatError.unreachable(.timedOut)) {
            try await world.nodes[0].chat.mail.sendRequest(to: ben, greeting: "", as: ana)
        }
        try await world.restart(0, [])
        ana = try await world.nodes[0].signIn("ana")
        await #expect(throws: ChatError.postQuantumLost) { _ = try await world.ask() }
        try await world.restart(0, .postQuantum)
        try await world.restart(1, [])
        _ = try await world.nodes[1].signIn("ben")
        await #expect(throws: ChatError.postQuantumRefused) { _ = try await world.ask() }
    }

    @Test func `a request sent again to a card that has ML-KEM by now takes no answer with less`() async throws {
        let world = try await HybridWorld([.postQuantum, []])
        defer { world.remove() }
        await world.nodes[0].chat.mail.connect(to: RequestTests.Deaf(chat: world.nodes[1].chat, own: world.nodes[0].address))
        let ben = MemberAddress(name: try Username("ben"), node: world.nodes[1].address)
        let ana = try await world.nodes[0].signIn("ana")
        await #expect(throws: ChatError.unreachable(.timedOut)) {
            try await world.nodes[0].chat.mail.sendRequest(to: ben, greeting: "", as: ana)
        }
        try await world.restart(1, .postQuantum)
        _ = try await world.nodes[1].signIn("ben")
        #expect(try await world.ask().agreement == .hybrid)
        // What arrived first is accepted by a node that has lost ML-KEM again.
        try await world.restart(1, [])
        try await world.accept()
        try await world.network.deliverAll()
        let again = try await world.nodes[0].signIn("ana")
        #expect(try await world.nodes[0].chat.mail.conversations(of: again).isEmpty)
    }

    @Test func `a connection goes on without the library`() async throws {
        let world = try await HybridWorld()
        defer { world.remove() }
        await world.hand(try await world.ask())
        try await world.acceptAndTalk()
        for side in 0...1 { try await world.restart(side, []) }
        try await world.talk("after the move")
        #expect(try await world.floors() == [.hybrid, .hybrid])
    }
}
