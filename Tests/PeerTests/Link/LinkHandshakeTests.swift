import Crypto
import Testing

@testable import Peer

@Suite struct LinkHandshakeTests {
    private static let now: Int64 = 1_800_000_000

    /// A node's keys with a credential made at `madeAt`.
    private struct Node {
        let key = SigningKey.generate()
        var address: OnionAddress { OnionAddress(publicKey: key.publicKey) }

        func credential(madeAt: Int64 = now) -> LinkCredential {
            var identity = LinkIdentity(key: key)
            return identity.credential(at: madeAt)
        }

        func dialling(_ other: OnionAddress, version: PeerVersion = .current, madeAt: Int64 = now) -> LinkHandshake {
            LinkHandshake(from: address, dialling: other, credential: credential(madeAt: madeAt), version: version)
        }

        func answering(version: PeerVersion = .current, madeAt: Int64 = now) -> LinkHandshake {
            LinkHandshake(answeringAs: address, credential: credential(madeAt: madeAt), version: version)
        }
    }

    private func reply(_ step: LinkHandshake.Step) throws -> [UInt8] {
        switch step {
        case .reply(let bytes), .established(_, let bytes): Array(bytes.dropFirst(LinkHandshake.prefixByteCount))
        }
    }

    private func keys(_ step: LinkHandshake.Step) throws -> LinkKeys {
        guard case .established(let keys, _) = step else { throw HandshakeError.wrongTurn }
        return keys
    }

    /// Both ends' results; the error of whichever end refuses first.
    private func run(_ initiator: LinkHandshake, _ responder: LinkHandshake) throws -> (initiator: LinkKeys, responder: LinkKeys) {
        var (initiator, responder) = (initiator, responder)
        let first = Array(try initiator.begin().dropFirst(2))
        let second = try reply(try responder.received(first, now: Self.now))
        let step = try initiator.received(second, now: Self.now)
        return (try keys(step), try keys(try responder.received(try reply(step), now: Self.now)))
    }

    @Test func `both ends learn who is there and what one seals the other opens`() throws {
        let (ann, bob) = (Node(), Node())
        let ends = try run(ann.dialling(bob.address), bob.answering())
        #expect(ends.initiator.remote == bob.address)
        #expect(ends.responder.remote == ann.address)
        var (annSends, bobReceives, bobSends, annReceives) =
            (ends.initiator.send, ends.responder.receive, ends.responder.send, ends.initiator.receive)
        for _ in 0..<3 {
            #expect(try bobReceives.open(try annSends.seal([1, 2, 3])) == [1, 2, 3])
            #expect(try annReceives.open(try bobSends.seal([4])) == [4])
        }
    }

    @Test func `every message has one size and every other length is refused before it is read`() throws {
        let (ann, bob) = (Node(), Node())
        var initiator = ann.dialling(bob.address)
        var responder = bob.answering()
        #expect(responder.expectedByteCount == 32)
        #expect(initiator.expectedByteCount == nil)
        let first = try initiator.begin()
        #expect(first.count == 34)
        #expect(initiator.expectedByteCount == 352)
        #expect(try responder.checkPrefix([0, 32]) == 32)
        for prefix in [[0, 31], [0, 33], [1, 32], [0xff, 0xff]] as [[UInt8]] {
            #expect(throws: HandshakeError.self) { try responder.checkPrefix(prefix) }
        }
        #expect(throws: HandshakeError.wrongMessageLength(found: 34, expected: 32)) { try responder.received(first, now: Self.now) }
        guard case .reply(let second) = try responder.received(Array(first.dropFirst(2)), now: Self.now) else {
            Issue.record("the responder did not reply")
            return
        }
        #expect(second.count == 354)
        guard case .established(_, let third) = try initiator.received(Array(second.dropFirst(2)), now: Self.now) else {
            Issue.record("the initiator did not finish")
            return
        }
        #expect(third.count == 322)
        #expect(responder.expectedByteCount == 320)
        #expect(initiator.expectedByteCount == nil)
    }

    @Test func `another address than the one that answers is refused before message three`() throws {
        let (ann, bob, eve) = (Node(), Node(), Node())
        #expect(throws: HandshakeError.noise(.notAuthentic)) { try run(ann.dialling(bob.address), eve.answering()) }
    }

    @Test func `a handshake relayed to a third node is refused`() throws {
        // Ann dials Eve, who passes everything on to Bob: Bob answers under his own address, and Ann's ciphers do not fit.
        let (ann, bob, eve) = (Node(), Node(), Node())
        #expect(throws: HandshakeError.noise(.notAuthentic)) { try run(ann.dialling(eve.address), bob.answering()) }
    }

    @Test func `a node that answers for another address with its own certificate is refused`() throws {
        // Eve knows which address was dialled, and uses it as prologue; her certificate is for her own onion.
        let (ann, bob, eve) = (Node(), Node(), Node())
        let eveAsBob = LinkHandshake(answeringAs: bob.address, credential: eve.credential())
        #expect(throws: HandshakeError.wrongNode) { try run(ann.dialling(bob.address), eveAsBob) }
    }

    @Test func `a certificate for another static key is refused at both ends`() throws {
        let (ann, bob) = (Node(), Node())
        let stolen = LinkCredential(staticKey: .generate(), certificate: bob.credential().certificate)
        #expect(throws: HandshakeError.certificateInvalid) {
            try run(ann.dialling(bob.address), LinkHandshake(answeringAs: bob.address, credential: stolen))
        }
        let annStolen = LinkCredential(staticKey: .generate(), certificate: ann.credential().certificate)
        #expect(throws: HandshakeError.certificateInvalid) {
            try run(LinkHandshake(from: ann.address, dialling: bob.address, credential: annStolen), bob.answering())
        }
    }

    @Test func `certificates live two days, give or take clocks that differ by one`() throws {
        let (ann, bob) = (Node(), Node())
        let day: Int64 = 86_400
        _ = try run(ann.dialling(bob.address), bob.answering(madeAt: Self.now - 2 * day + 1))
        #expect(throws: HandshakeError.certificateExpired) {
            try run(ann.dialling(bob.address), bob.answering(madeAt: Self.now - 2 * day))
        }
        #expect(throws: HandshakeError.certificateExpired) {
            try run(ann.dialling(bob.address, madeAt: Self.now - 2 * day), bob.answering())
        }
        _ = try run(ann.dialling(bob.address), bob.answering(madeAt: Self.now + day))
        #expect(throws: HandshakeError.certificateTooLong) {
            try run(ann.dialling(bob.address), bob.answering(madeAt: Self.now + day + 1))
        }
    }

    @Test func `a node that uses our own address is refused`() throws {
        let ann = Node()
        #expect(throws: HandshakeError.ourselves) { try run(ann.dialling(ann.address), ann.answering()) }
    }

    @Test func `two nodes without a common version part`() throws {
        let (ann, bob) = (Node(), Node())
        let newer = PeerVersion(lowest: 2, highest: 4, capabilities: 0)
        #expect(throws: HandshakeError.noCommonVersion) { try run(ann.dialling(bob.address), bob.answering(version: newer)) }
        #expect(throws: HandshakeError.noCommonVersion) { try run(ann.dialling(bob.address, version: newer), bob.answering()) }
        let both = PeerVersion(lowest: 1, highest: 4, capabilities: .max)
        _ = try run(ann.dialling(bob.address), bob.answering(version: both))
        #expect(PeerVersion.current.common(with: both) == 1)
    }

    @Test func `a changed byte anywhere in any message is refused`() throws {
        let (ann, bob) = (Node(), Node())
        let (annCredential, bobCredential) = (ann.credential(), bob.credential())
        for message in 0..<3 {
            for position in stride(from: 0, to: [32, 352, 320][message], by: 7) {
                var initiator = LinkHandshake(from: ann.address, dialling: bob.address, credential: annCredential)
                var responder = LinkHandshake(answeringAs: bob.address, credential: bobCredential)
                func pass(_ bytes: [UInt8], _ index: Int) -> [UInt8] {
                    var bytes = bytes
                    if index == message { bytes[position] ^= 0x40 }
                    return bytes
                }
                #expect(throws: HandshakeError.self) {
                    let first = pass(Array(try initiator.begin().dropFirst(2)), 0)
                    let second = pass(try self.reply(try responder.received(first, now: Self.now)), 1)
                    let third = pass(try self.reply(try initiator.received(second, now: Self.now)), 2)
                    _ = try responder.received(third, now: Self.now)
                }
            }
        }
    }

    @Test func `a message out of turn is refused`() throws {
        let (ann, bob) = (Node(), Node())
        var initiator = ann.dialling(bob.address)
        #expect(throws: HandshakeError.wrongTurn) { try initiator.received([UInt8](repeating: 0, count: 352), now: Self.now) }
        _ = try initiator.begin()
        #expect(throws: HandshakeError.wrongTurn) { try initiator.begin() }
        var responder = bob.answering()
        #expect(throws: HandshakeError.wrongTurn) { try responder.begin() }
        #expect(throws: HandshakeError.self) { try responder.received([UInt8](repeating: 0, count: 32), now: Self.now) }
        #expect(throws: HandshakeError.wrongTurn) { try responder.received([UInt8](repeating: 9, count: 32), now: Self.now) }
    }

    @Test func `a payload with anything but its fields and padding is refused`() throws {
        let payload = HandshakePayload(version: .current, certificate: Node().credential().certificate)
        let bytes = payload.encode()
        #expect(bytes.count == 256)
        #expect(try HandshakePayload(decoding: bytes).certificate == payload.certificate)
        for position in [110, 111, 255] {
            var spoilt = bytes
            spoilt[position] ^= 0x55
            #expect(throws: HandshakeError.malformedPayload) { try HandshakePayload(decoding: spoilt) }
        }
        #expect(throws: HandshakeError.malformedPayload) { try HandshakePayload(decoding: Array(bytes.dropLast())) }
    }

    @Test func `the static key is renewed daily, and when the clock was set back`() {
        var identity = LinkIdentity(key: SigningKey.generate())
        let first = identity.credential(at: Self.now)
        #expect(identity.credential(at: Self.now + 86_399).certificate == first.certificate)
        let second = identity.credential(at: Self.now + 86_400)
        #expect(second.certificate != first.certificate)
        #expect(second.certificate.notAfter == Self.now + 3 * 86_400)
        #expect(identity.credential(at: Self.now - 1).certificate != second.certificate)
    }
}
