import Accounts
import Chat
import Crypto
import Domain
import EventLoop
import Mail
import Testing
import TorControl

@testable import Peer

@Suite struct AskingTests {
    private static func query() throws -> SearchQuery {
        SearchQuery(name: try Username("bob"), pseudonym: queue(1), invite: queue(2))
    }

    @Test func `a search dials, brings the answer and tells who asked`() async throws {
        try await withPair { ann, bob, network in
            bob.inbox.look { $0.searchAnswer = .found(card: [1, 2, 3], token: queue(3) + queue(4), workBits: 18) }
            let answer = try await ann.node.search(try Self.query(), at: bob.address)
            #expect(answer == .found(card: [1, 2, 3], token: queue(3) + queue(4), workBits: 18))
            let searches = bob.inbox.look { $0.searches.map { ($0.query, $0.from) } }
            #expect(searches.count == 1)
            #expect(searches.first?.0 == (try Self.query()))
            #expect(searches.first?.1 == ann.address)
            bob.inbox.look { $0.searchAnswer = .busy }
            #expect(try await ann.node.search(try Self.query(), at: bob.address) == .busy)
            #expect(network.dialCount == 1)
        }
    }

    @Test func `an answer comes at a whole tick after its question`() async throws {
        try await withPair { ann, bob, _ in
            _ = try await ann.node.search(try Self.query(), at: bob.address)
            let start = ContinuousClock.now
            _ = try await ann.node.search(try Self.query(), at: bob.address)
            #expect(ContinuousClock.now - start > .milliseconds(240))
        }
    }

    @Test func `a request is handed over and answered`() async throws {
        try await withPair { ann, bob, _ in
            let request = RequestFrame(
                token: queue(1) + queue(2), pseudonym: queue(3), name: try Username("bob"), workCounter: 7,
                encapsulated: queue(4) + queue(5),
                ciphertext: [UInt8](repeating: 6, count: RequestFrame.ciphertextByteCount(.classical)))
            try await ann.node.request(request, at: bob.address)
            #expect(bob.inbox.look { $0.requests.map(\.frame) } == [request])
            #expect(bob.inbox.look { $0.requests.map(\.from) } == [ann.address])
        }
    }

    @Test func `why a node can't be asked is told in one of few words`() async throws {
        try await withPair { ann, bob, network in
            let expected: [(DialError, PeerFailure)] = [
                (.torUnavailable, .noTor), (.descriptorNotFound, .offline), (.descriptorInvalid, .offline), (.introductionFailed, .offline),
                (.rendezvousFailed, .offline), (.clientAuthorizationMissing, .refused), (.clientAuthorizationWrong, .refused),
                (.badAddress, .unknownAddress), (.introductionTimedOut, .timedOut), (.refused(1), .refused), (.malformedReply, .noTor),
                (.timedOut, .timedOut), (.closed, .offline),
            ]
            for (error, failure) in expected {
                network.failure = error
                await #expect(throws: failure) { try await ann.node.search(try Self.query(), at: bob.address) }
            }
        }
    }

    @Test func `whoever answers under another key is a protocol violation`() async throws {
        try await withPair { ann, bob, network in
            let other = SigningKey.generate()
            network.register(OnionAddress(publicKey: other.publicKey), at: bob.path)
            await #expect(throws: PeerFailure.protocolViolation) {
                try await ann.node.search(try Self.query(), at: OnionAddress(publicKey: other.publicKey))
            }
            #expect(bob.inbox.look { $0.searches.isEmpty })
            #expect(ann.node.linkCount == 0)
        }
    }

    @Test func `a link that broke unseen is replaced and the question asked again`() async throws {
        try await withPair { ann, bob, network in
            let link = try await ann.node.link(to: bob.address, within: .seconds(10))
            try await eventually("both ends have the link") { bob.node.linkCount == 1 }
            async let answer = ann.node.search(try Self.query(), at: bob.address)
            try await eventually("the question is on its way") { link.isOwedSomething }
            try #require(network.streams.first).close()
            #expect(try await answer == .notFound)
            #expect(network.dialCount == 2)
        }
    }

    @Test func `a node that never answers costs no more than the limit`() async throws {
        var timing = PeerTiming.brisk
        timing.askLimit = .milliseconds(300)
        try await withPair(timing: timing) { ann, _, network in
            let key = SigningKey.generate()
            let address = OnionAddress(publicKey: key.publicKey)
            let path = network.newPath()
            let silent = Promise<HandDriven>()
            let listener = try Listener(.unix(path: path)) { stream in
                spawn { if let end = try? await HandDriven.answer(stream, as: key) { silent.fulfil(end) } }
            }
            network.register(address, at: path)
            _ = try await ann.node.link(to: address, within: .seconds(30))
            _ = await silent.wait(within: .seconds(30))
            await #expect(throws: PeerFailure.timedOut) { try await ann.node.search(try Self.query(), at: address) }
            try await eventually("the silent link is given up") { ann.node.linkCount == 0 }
            #expect(ann.node.status.ends == [LinkEnd.stalled.rawValue: 1])
            listener.stop()
        }
    }

    @Test func `an answer of another kind is a protocol violation, an answer to nothing is ignored`() async throws {
        try await withPair { ann, _, network in
            let key = SigningKey.generate()
            let address = OnionAddress(publicKey: key.publicKey)
            let path = network.newPath()
            let listener = try Listener(.unix(path: path)) { stream in
                spawn {
                    let end = try await HandDriven.answer(stream, as: key)
                    try end.send(.stored(StoredFrame(queue: queue(1), sequence: 1, status: 0, code: queue(2))), id: 77)
                    try end.send(.result(.busy), id: 78)
                    let first = try await end.receive()
                    try end.send(.requestAnswered, id: first.id)
                    let second = try await end.receive()
                    try end.send(.result(.busy), id: second.id)
                    _ = await end.isClosedByOther()
                }
            }
            network.register(address, at: path)
            await #expect(throws: PeerFailure.protocolViolation) { try await ann.node.search(try Self.query(), at: address) }
            #expect(try await ann.node.search(try Self.query(), at: address) == .busy)
            #expect(ann.node.linkCount == 1)
            listener.stop()
        }
    }

    @Test func `many who ask at once share one dial`() async throws {
        try await withPair { ann, bob, network in
            let questions = try (0..<LinkLimits.askingsPerLink).map { _ in
                let query = try Self.query()
                return spawn { try await ann.node.search(query, at: bob.address) }
            }
            for question in questions { #expect(try await question.value == .notFound) }
            #expect(network.dialCount == 1)
            #expect(bob.node.linkCount == 1)
        }
    }
}
