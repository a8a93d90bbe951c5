import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto

/// A request on its way to a connection: as it is kept before it is opened, sealed to a prekey, and answered.
let acceptTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "incoming-request", longestInput: 512,
        seeds: {
            let sender = FixedKeys.signing(7).publicKey.bytes
            return [sender + [UInt8](repeating: 3, count: 48) + [0, 2, 1, 1], sender, [1]]
        },
        run: Asking.runArrived),
    FuzzTarget(
        name: "sealed-request", longestInput: 512,
        seeds: { [[0], [0, 0, 3, 1], [0, 0, 70, 1], [1], [1, 0, 3, 1], [1, 2, 0, 1], [2, 0, 0, 1]] }, run: Asking.runSealed),
    FuzzTarget(
        name: "accept-envelope", longestInput: 256,
        seeds: { [[0], [0, 0, 3, 1], [1], [1, 0, 60, 1], [2], [2, 0, 40, 1], [2, 1, 10, 1]] }, run: Asking.runAccept),
]

private enum Asking {
    private static let minute = UnixMinute(count: 29_000_000)
    private static let accounts = (asker: FixedKeys.signing(1), acceptor: FixedKeys.signing(2))
    private static let asker = FixedKeys.required {
        MemberAddress(name: try Username("ana"), node: OnionAddress(publicKey: FixedKeys.signing(3).publicKey))
    }
    private static let acceptor = FixedKeys.required {
        MemberAddress(name: try Username("ben"), node: OnionAddress(publicKey: FixedKeys.signing(4).publicKey))
    }

    /// Short inputs are requests whose ciphertext ends in zeros. Half of them are of the hybrid's size.
    static func runArrived(_ input: [UInt8]) {
        let isHybrid = (input.last ?? 0) & 1 == 1
        let sizes = KeyAgreement.hybrid
        let long = 32 + 16 + RequestFrame.encapsulatedByteCount(sizes) + 2 + RequestFrame.ciphertextByteCount(sizes)
        for bytes in [input, input.fitted(to: isHybrid ? long : max(input.count, 90))] {
            guard let read = try? IncomingRequestTable.unopened(RequestID(row: 7), decoding: bytes) else { continue }
            var writer = ByteWriter()
            for field in [read.sender.publicKey.bytes, read.pseudonym, read.encapsulated] { writer.write(field) }
            writer.writePrefixed(read.ciphertext)
            claim(writer.bytes == bytes, "a request at rest has one spelling")
        }
    }

    private static let request = FixedKeys.required {
        try SentRequest(to: acceptor, greeting: "Guten Tag!", minute: minute, card: card, capabilities: [])
    }
    private static let payload: RequestPayload = FixedKeys.required {
        let bundle = try ConnectionBundle(decoding: request.bundle, from: .asker)
        return RequestPayload(
            from: asker, greeting: request.greeting, accountKey: accounts.asker.publicKey, bundle: bundle,
            endorsement: bundle.endorsed(by: accounts.asker), requestSecret: request.requestSecret)
    }
    private static let prekeys: [AccountRecord.Prekey] = FixedKeys.required {
        var record = AccountRecord(name: acceptor.name)
        _ = try record.renewCard(now: minute, capabilities: [])
        return record.prekeys
    }
    private static let card = Card(
        accountKey: accounts.acceptor.publicKey, name: acceptor.name, signedPrekey: prekeys[0].key.publicKey,
        validUntil: UnixMinute(count: minute.count + Card.lifetimeMinutes), hybridPrekey: nil)

    /// First byte: 0 the rest changes what was sealed, 1 what is inside before it is sealed, 2 the pseudonym under which it came.
    static func runSealed(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let rest = input.dropFirst()
        var pseudonym = [UInt8](repeating: 5, count: 16)
        let context = RequestPayload.context(
            asker: asker.node, node: acceptor.node, name: acceptor.name, pseudonym: pseudonym, cardHash: prekeys[0].cardHash)
        let size = RequestFrame.ciphertextByteCount(.classical) - HPKE.tagByteCount
        let plain = Padding.pad(payload.encode(), to: size)
        let inside = mode == 1 ? plain.patched(rest) : plain
        let sealed = FixedKeys.required {
            try HPKE.seal(inside, to: card.signedPrekey, info: context, associatedData: [0], ephemeral: FixedKeys.agreement(6))
        }
        let bytes = sealed.encapsulated + sealed.ciphertext
        let changed = mode == 0 ? bytes.patched(rest) : bytes
        if mode == 2 { pseudonym = pseudonym.patched(rest) }
        let arrived = IncomingRequestTable.Unopened(
            id: RequestID(row: 7), sender: asker.node, pseudonym: pseudonym, encapsulated: Array(changed.prefix(32)),
            ciphertext: Array(changed.dropFirst(32)))
        let isUntouched = changed == bytes && pseudonym.allSatisfy { $0 == 5 }
        switch RequestSealing.open(arrived, as: acceptor, with: prekeys, []) {
        case .opened(let opened, let agreement):
            claim(isUntouched && agreement == .classical, "what was sealed opens as it was sealed, and nothing else")
            claim(opened.from.node == asker.node && opened.from != acceptor, "a request is its node's")
            claim(Padding.pad(opened.encode(), to: size) == inside, "a request has one spelling")
        case .locked: claim(false, "a classical request needs no ML-KEM")
        case .refused: claim(!isUntouched || inside != plain, "the true request opens")
        }
    }

    private static let accepted = FixedKeys.required {
        try Acceptance.accept(
            payload, as: acceptor, account: accounts.acceptor, capabilities: [], floor: .classical, now: minute)
    }
    private static let key = HKDFSHA256.derive(request.requestSecret, salt: [], info: Array("ONION1/accept\0".utf8), count: 32)
    private static let nonce = [UInt8](repeating: 0, count: 12)
    private static let context = request.keys.textQueue.id

    /// First byte: 0 the rest changes the envelope, 1 what is inside before it is sealed, 2 the same with a bundle signed anew by its owner.
    static func runAccept(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let rest = input.dropFirst()
        var envelope = accepted.envelope.patched(mode == 0 ? rest : [])
        if mode > 0 {
            let padded = FixedKeys.required { try ChaChaPoly.open(envelope, key: key, nonce: nonce, associatedData: context) }
            let changed = padded.patched(rest)
            let inside = mode == 1 ? changed : (try? resigned(changed)) ?? changed
            envelope = FixedKeys.required { try ChaChaPoly.seal(inside, key: key, nonce: nonce, associatedData: context) }
        }
        let made = try? Acceptance.complete(
            request, envelope: envelope, as: asker, account: accounts.asker, capabilities: .ours, floor: .classical, now: minute)
        claim(made != nil || envelope != accepted.envelope, "the true answer makes a connection")
        guard let made else { return }
        claim(envelope == accepted.envelope || mode > 1, "and no other does, but one that its owner signs")
        claim(made.record.associatedData == accepted.record.associatedData, "both ends are bound to the same")
        claim(made.record.repairKey == accepted.record.repairKey && made.record.floor == .classical, "both ends have the same keys")
        claim(made.record.peerIdentity == accepted.record.keys.identity.publicKey, "the other end is who answered")
    }

    private static func resigned(_ padded: [UInt8]) throws -> [UInt8] {
        guard let bytes = Padding.unpad(padded) else { throw ByteReaderError.invalidValue }
        var reader = ByteReader(bytes)
        let bundle = try reader.readPrefixed(limit: ConnectionBundle.maximumByteCount)
        guard bundle.count >= 64 else { throw ByteReaderError.invalidValue }
        let fields = Array(bundle.dropLast(64))
        let signed = fields + accepted.record.keys.identity.sign(fields, purpose: "connection-bundle")
        _ = try reader.read(64)
        var writer = ByteWriter()
        writer.writePrefixed(signed)
        writer.write(accounts.acceptor.sign(SHA256.hash(signed), purpose: "bundle"))
        return Padding.pad(writer.bytes + reader.readRest(), to: padded.count)
    }
}
