import Bytes
import Crypto
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// How a connection's keys are agreed on, seen from both ends, and what is refused. These need no ML-KEM.
@Suite struct AgreementTests {
    private func bundle(_ capabilities: Capabilities, _ kemKey: MLKEM768PublicKey?) -> [UInt8] {
        ConnectionBundle(ConnectionKeys(), agreement: AgreementKey.generate().publicKey, capabilities: capabilities, kemKey: kemKey).encoded
    }

    @Test func `a KEM key is in an asker's bundle exactly when its capabilities say so, and never in an acceptor's`() throws {
        let key = try ConnectionBundle.someKEMKey()
        #expect(try ConnectionBundle(decoding: bundle(.postQuantum, key), from: .asker).kemKey == key)
        #expect(try ConnectionBundle(decoding: bundle([], nil), from: .asker).kemKey == nil)
        #expect(try ConnectionBundle(decoding: bundle(.postQuantum, nil), from: .acceptor).capabilities == .postQuantum)
        #expect(try ConnectionBundle(decoding: bundle([], nil), from: .acceptor).capabilities == [])
        let contradictions: [(Capabilities, MLKEM768PublicKey?, ConnectionBundle.Maker)] = [
            (.postQuantum, nil, .asker), ([], key, .asker), (.postQuantum, key, .acceptor), ([], key, .acceptor),
        ]
        for (capabilities, key, maker) in contradictions {
            #expect(throws: ByteReaderError.invalidValue) { try ConnectionBundle(decoding: bundle(capabilities, key), from: maker) }
        }
    }

    @Test func `a KEM key with a second spelling, or of another length, is refused`() throws {
        let good = bundle(.postQuantum, try .init([UInt8](repeating: 0, count: 1184)))
        #expect(good.count == 1447 && good.count <= ConnectionBundle.maximumByteCount)
        let place = 1 + 96
        let cases: [(Int, UInt8, CryptoError)] = [
            (place + 3, 0xff, .nonCanonicalKey), (place + 4, 0xff, .nonCanonicalKey),
            (place + 1, 0x9f, .wrongLength(expected: 1184, found: 1183)),
        ]
        for (offset, byte, expected) in cases {
            var changed = good
            changed[offset] = byte
            #expect(throws: expected) { try ConnectionBundle(decoding: changed, from: .asker) }
        }
    }

    @Test func `without ML-KEM on either side, or on one, the agreement is classical`() throws {
        let pair = try AgreementPair()
        for (asker, acceptor) in [(Capabilities([]), Capabilities([])), (.ours.subtracting(.postQuantum), .postQuantum)] {
            let request = try pair.request(asker, to: pair.card(acceptor))
            let accepted = try pair.accept(try pair.payload(of: request), acceptor)
            let made = try pair.complete(request, accepted.envelope)
            #expect(made.record.floor == .classical && accepted.record.floor == .classical)
            #expect(made.record.associatedData == accepted.record.associatedData)
            #expect(made.record.repairKey.isEqual(to: accepted.record.repairKey))
        }
    }

    @Test func `a ciphertext where none belongs is refused`() throws {
        let pair = try AgreementPair()
        let request = try pair.request([], to: pair.card(.postQuantum))
        let accepted = try pair.accept(try pair.payload(of: request), .postQuantum)
        // It is taken for the length of the message, which it can't be.
        for (count, length) in [(1, 0x0700_0000), (1088, 0x0707_0707)] {
            let changed = try pair.altering(accepted.envelope, of: request) { $0.ciphertext = [UInt8](repeating: 7, count: count) }
            #expect(throws: ByteReaderError.overLimit(found: length, limit: 1024)) { try pair.complete(request, changed) }
        }
        #expect(try pair.complete(request, pair.altering(accepted.envelope, of: request) { _ in }).record.floor == .classical)
    }

    @Test func `flipped capability bits break the signature, and signed anew they break the root`() throws {
        let pair = try AgreementPair()
        let request = try pair.request([], to: pair.card([]))
        let accepted = try pair.accept(try pair.payload(of: request), [])
        #expect(throws: ByteReaderError.invalidValue) {
            try pair.complete(request, pair.altering(accepted.envelope, of: request) { $0.bundle[$0.bundle.count - 65] ^= 1 })
        }
        // An unknown bit, signed by the connection's own identity key and endorsed by the account: the message fits another root.
        let forged = try pair.altering(accepted.envelope, of: request) { inside in
            inside.bundle[inside.bundle.count - 65] ^= 2
            let body = Array(inside.bundle.dropLast(64))
            inside.bundle = body + accepted.record.keys.identity.sign(body, purpose: "connection-bundle")
            inside.endorsement = try ConnectionBundle(decoding: inside.bundle, from: .acceptor).endorsed(by: pair.acceptor)
        }
        #expect(throws: RatchetError.self) { try pair.complete(request, forged) }
    }

    @Test func `an asker's bundle with other capabilities than the asker signed gives another root`() throws {
        let pair = try AgreementPair()
        let request = try pair.request([], to: pair.card([]))
        var body = Array(request.bundle.dropLast(64))
        body[body.count - 1] ^= 2
        let other = body + request.keys.identity.sign(body, purpose: "connection-bundle")
        let accepted = try pair.accept(try pair.payload(of: request, bundle: other), [])
        #expect(throws: RatchetError.self) { try pair.complete(request, accepted.envelope) }
    }

    @Test func `under the floor nothing is accepted, and the words say whose side is missing it`() throws {
        let pair = try AgreementPair()
        let request = try pair.request([], to: pair.card([]))
        let payload = try pair.payload(of: request)
        #expect(throws: ChatError.postQuantumLost) { try pair.accept(payload, [], floor: .hybrid) }
        #expect(throws: ChatError.postQuantumRefused) { try pair.accept(payload, .postQuantum, floor: .hybrid) }
        let envelope = try pair.accept(payload, []).envelope
        #expect(throws: ChatError.postQuantumRefused) {
            try Acceptance.complete(
                request, envelope: envelope, as: pair.askerAddress, account: pair.asker, capabilities: [], floor: .hybrid, now: pair.minute)
        }
    }

    @Test func `a sent request without a seed, as elder nodes kept it, is read`() throws {
        let pair = try AgreementPair()
        let bytes = try pair.request([], to: pair.card([])).encode()
        let elder = [1] + Array(bytes.dropFirst().dropLast(3))
        #expect(try SentRequest(decoding: elder).encode() == bytes)
        #expect(throws: ByteReaderError.invalidValue) { try SentRequest(decoding: Array(bytes.dropLast()) + [0]) }
        #expect(throws: ByteReaderError.self) { try SentRequest(decoding: Array(bytes.dropLast(3)) + [0, 1, 9, 1]) }
        let seeded = Array(bytes.dropLast(3)) + [0, 64] + [UInt8](repeating: 3, count: 64) + [2]
        let read = try SentRequest(decoding: seeded)
        #expect(read.kemSeed?.count == 64 && read.floor == .hybrid)
        #expect(read.encode() == seeded)
    }

    @Test func `a request that an elder node kept, of the size they had then, is opened`() async throws {
        let world = try await HybridWorld([[], []])
        defer { world.remove() }
        let frame = try await world.forge(.classical, [], paddedTo: 3376)
        #expect(frame.ciphertext.count == 3392 && frame.agreement == nil)
        await world.hand(frame)
        var ben = try await world.nodes[1].signIn("ben")
        #expect(try await world.nodes[1].chat.mail.requests(of: ben).incoming.isEmpty, "today no request of that size is taken")
        try await world.keep(frame)
        ben = try await world.nodes[1].signIn("ben")
        #expect(try await world.nodes[1].chat.mail.requests(of: ben).incoming.map(\.greeting) == ["forged"])
        try await world.accept()
    }

    @Test func `a request sealed with X-Wing waits where ML-KEM was lost, and is refused where it never was`() throws {
        let pair = try AgreementPair()
        let request = IncomingRequestTable.Unopened(
            id: .random(), sender: pair.askerAddress.node, pseudonym: Random.bytes(16), encapsulated: Random.bytes(1120),
            ciphertext: Random.bytes(6552))
        func prekey(_ seed: SecretBytes?) -> AccountRecord.Prekey {
            AccountRecord.Prekey(
                key: .generate(), hybridSeed: seed, made: pair.minute, cardHash: Random.bytes(32), cardMade: pair.minute, retired: nil)
        }
        guard case .locked = RequestSealing.open(request, as: pair.acceptorAddress, with: [prekey(.random(32)), prekey(nil)], []) else {
            Issue.record("it does not wait")
            return
        }
        guard case .refused = RequestSealing.open(request, as: pair.acceptorAddress, with: [prekey(nil)], []) else {
            Issue.record("it waits for what never was")
            return
        }
    }
}

/// The same with ML-KEM.
@Suite(.enabled(if: PostQuantum.isAvailable, postQuantumMissing)) struct HybridAgreementTests {
    /// A request of an asker with ML-KEM to a card with it, and its answer.
    private func hybrid() throws -> (pair: AgreementPair, request: SentRequest, accepted: Acceptance.Accepted) {
        let pair = try AgreementPair()
        let request = try pair.request(.postQuantum, to: pair.card(.postQuantum))
        return (pair, request, try pair.accept(try pair.payload(of: request), .postQuantum))
    }

    @Test func `both ends reach the same keys, and say that they are hybrid`() throws {
        let (pair, request, accepted) = try hybrid()
        let made = try pair.complete(request, accepted.envelope)
        #expect(made.record.floor == .hybrid && accepted.record.floor == .hybrid)
        #expect(made.record.associatedData == accepted.record.associatedData)
        #expect(made.record.repairKey.isEqual(to: accepted.record.repairKey))
        #expect(made.record.presenceKey.isEqual(to: accepted.record.presenceKey))
        let (message, _) = try made.session.sealing([1, 2, 3], associatedData: made.record.associatedData)
        let (text, _) = try accepted.session.opening(message, associatedData: accepted.record.associatedData, now: 0)
        #expect(text == [1, 2, 3])
        #expect(accepted.envelope.count == DeliverFrame.envelopeByteCounts[0])
    }

    @Test func `the KEM's secret is in the root`() throws {
        let (pair, request, accepted) = try hybrid()
        // A seed of somebody else, with all else as it was: nothing but the secret differs.
        let other = Array(request.encode().dropLast(65)) + MLKEM768Key.seedOfAnother() + [2]
        #expect(throws: RatchetError.self) { try pair.complete(SentRequest(decoding: other), accepted.envelope) }
    }

    @Test func `an answer without its ciphertext, with half of it or with one for another is refused`() throws {
        let (pair, request, accepted) = try hybrid()
        let foreign = try MLKEM768Key.generate().publicKey.encapsulate().ciphertext
        let messageByteCount = 4 + 180
        let inside: [(ciphertext: [UInt8], expected: any Error)] = [
            ([], ByteReaderError.truncated(needed: 1088, left: messageByteCount)),
            ([UInt8](repeating: 0, count: 1089), ByteReaderError.trailingBytes(messageByteCount - 3)),
            (foreign, RatchetError.headerNotAuthentic),
        ]
        for (ciphertext, expected) in inside {
            let changed = try pair.altering(accepted.envelope, of: request) { $0.ciphertext = ciphertext }
            #expect(refusal { try pair.complete(request, changed) } == Refusal(error: expected))
        }
        // One byte too few: the message's length begins a byte late, and says more than its limit.
        let short = try pair.altering(accepted.envelope, of: request) { $0.ciphertext = [UInt8](repeating: 0, count: 1087) }
        #expect {
            try pair.complete(request, short)
        } throws: { error in
            if case .overLimit(let found, limit: 1024)? = error as? ByteReaderError { found >> 8 == 180 } else { false }
        }
        for bit in [0, 500, 8 * 1088 - 1] {
            let changed = try pair.altering(accepted.envelope, of: request) { $0.ciphertext[bit / 8] ^= 1 << (bit % 8) }
            #expect(throws: RatchetError.self) { try pair.complete(request, changed) }
        }
        #expect(try pair.complete(request, pair.altering(accepted.envelope, of: request) { _ in }).record.floor == .hybrid)
    }

    @Test func `an acceptor's bundle without the bit, however well signed, is refused`() throws {
        let (pair, request, accepted) = try hybrid()
        // The bit is taken out and all is signed anew, by the keys of the connection and of the account.
        let forged = try pair.altering(accepted.envelope, of: request) { inside in
            inside.bundle[inside.bundle.count - 65] ^= 1
            let body = Array(inside.bundle.dropLast(64))
            inside.bundle = body + accepted.record.keys.identity.sign(body, purpose: "connection-bundle")
            inside.endorsement = try ConnectionBundle(decoding: inside.bundle, from: .acceptor).endorsed(by: pair.acceptor)
            inside.ciphertext = []
        }
        #expect(throws: ChatError.postQuantumRefused) { try pair.complete(request, forged) }
        // A whole answer as a node without ML-KEM makes it.
        let classical = try pair.accept(try pair.payload(of: request), []).envelope
        #expect(throws: ChatError.postQuantumRefused) { try pair.complete(request, classical) }
    }

    @Test func `a classical bundle of the same account, from another answer, is refused`() throws {
        let (pair, request, accepted) = try hybrid()
        let elder = try pair.request([], to: pair.card([]))
        let elderAnswer = try pair.accept(try pair.payload(of: elder), []).envelope
        var old: AgreementPair.Inside?
        _ = try pair.altering(elderAnswer, of: elder) { old = $0 }
        let replayed = try #require(old)
        let forged = try pair.altering(accepted.envelope, of: request) { inside in
            (inside.bundle, inside.endorsement, inside.ciphertext) = (replayed.bundle, replayed.endorsement, [])
        }
        #expect(throws: ChatError.postQuantumRefused) { try pair.complete(request, forged) }
        // An asker's classical bundle in the place of the one that was sent: the acceptor agrees on less, and the asker refuses that.
        let swapped = try pair.accept(try pair.payload(of: request, bundle: elder.bundle), .postQuantum).envelope
        #expect(throws: CryptoError.authenticationFailed) { try pair.complete(request, swapped) }
    }

    @Test func `the acceptor's node may have gained ML-KEM since its card`() throws {
        let pair = try AgreementPair()
        let request = try pair.request(.postQuantum, to: pair.card([]))
        #expect(request.floor == .classical)
        let accepted = try pair.accept(try pair.payload(of: request), .postQuantum)
        #expect(try pair.complete(request, accepted.envelope).record.floor == .hybrid)
    }

    @Test func `an asker who lost ML-KEM says so, and does not go on with less`() throws {
        let (pair, request, accepted) = try hybrid()
        #expect(throws: ChatError.postQuantumLost) { try pair.complete(request, accepted.envelope, []) }
    }
}

extension MLKEM768Key {
    fileprivate static func seedOfAnother() -> [UInt8] { Random.bytes(seedByteCount) }
}
