import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto

/// Offers and answers of renewals: what the other side's member, or only its node, might send.
///
/// Chance never meets a signature or a seal: a bit of the first byte has them made anew.
let renewalTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "renewal-offer", longestInput: RenewalOffer.maximumByteCount + 1,
        seeds: { Renewals.offers.flatMap { [[0] + $0.encoded, [1] + $0.encoded] } + [[1] + Renewals.elderOffer] },
        run: Renewals.runOffer),
    FuzzTarget(
        name: "renewal-answer", longestInput: RenewalAnswer.maximumByteCount + 1,
        seeds: {
            Renewals.offers.enumerated().flatMap { index, offer in
                [[], Capabilities.postQuantum].map { capabilities in
                    [UInt8(index << 1 | 1)] + Renewals.answer(to: offer, capabilities).encoded
                }
            }
        },
        run: Renewals.runAnswer),
    FuzzTarget(
        name: "renewal-envelope", longestInput: 512,
        seeds: { [[0, 0, 0, 0, 5], [1], [1, 0, 3, 1], [1, 1, 0, 7], [2], [2, 0, 9, 1], [3], [3, 0, 9, 1], [3, 0, 43, 1]] },
        run: Renewals.runEnvelope),
]

private enum Renewals {
    private static let epoch: UInt32 = 5
    private static let now = UnixMinute(count: 29_000_000)
    private static let secret = FixedKeys.agreement(30)

    /// Without a KEM key and with one, by a classical connection and by a hybrid one.
    static let offers = [
        RenewalOffer(epoch: epoch, key: secret.publicKey, lattice: nil, of: FixedConnection.asker),
        RenewalOffer(epoch: epoch, key: secret.publicKey, lattice: FixedConnection.lattice, of: FixedConnection.asker),
        RenewalOffer(epoch: epoch, key: secret.publicKey, lattice: FixedConnection.lattice, of: FixedConnection.hybridAsker),
    ]

    /// As nodes wrote it that knew no floor.
    static let elderOffer: [UInt8] = [1] + offers[0].encoded.dropFirst().dropLast(65) + [UInt8](repeating: 0, count: 64)

    /// First byte: odd when the rest gets a good signature.
    static func runOffer(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        var bytes = Array(input.dropFirst())
        if mode & 1 == 1, bytes.count >= 64 {
            let fields = Array(bytes.dropLast(64))
            let signed = fields + SHA256.hash(FixedConnection.asker.associatedData)
            bytes = fields + FixedConnection.asker.keys.identity.sign(signed, purpose: "renew")
        }
        let read = try? RenewalOffer(decoding: bytes)
        guard let offer = try? RenewalOffer(verifying: bytes, of: FixedConnection.acceptor) else {
            return claim(read == nil || mode & 1 == 0, "an offer that is well signed is one")
        }
        claim(bytes.count <= RenewalOffer.maximumByteCount && offer.encoded == bytes, "an offer keeps its bytes, and its limit")
        claim((offer.lattice != nil) == offer.capabilities.contains(.postQuantum), "a KEM key is there when the capabilities say so")
        let own = offer.floor == .hybrid ? FixedConnection.hybridAsker : FixedConnection.asker
        let again = RenewalOffer(epoch: offer.epoch, key: offer.key, lattice: offer.lattice, of: own)
        let isToday = bytes.first == 2 && offer.capabilities.isSubset(of: .postQuantum)
        claim(again.encoded == bytes || !isToday, "an offer has one spelling")
        claim((try? RenewalOffer(verifying: bytes, of: FixedConnection.asker)) == nil, "nobody's own offer comes back")
        answer(offer)
    }

    /// What is answered is as strong as both floors say.
    private static func answer(_ offer: RenewalOffer) {
        for record in [FixedConnection.acceptor, FixedConnection.hybridAcceptor] {
            for capabilities in [[], Capabilities.ours] {
                let answered = try? RenewalAgreement.answer(offer, of: record, capabilities: capabilities, now: now)
                guard let answered else { continue }
                claim(answered.agreement >= max(record.floor, offer.floor), "nothing weaker than a floor is answered")
                claim(answered.agreement == KeyAgreement(offer.capabilities, capabilities), "where both have ML-KEM it is used")
                claim(answered.envelope.count == DeliverFrame.envelopeByteCounts[0], "an answer is as large as any short message")
            }
        }
    }

    static func answer(to offer: RenewalOffer, _ capabilities: Capabilities) -> RenewalAnswer {
        let isHybrid = KeyAgreement(offer.capabilities, capabilities) == .hybrid
        return RenewalAnswer(
            to: offer, key: FixedKeys.agreement(31).publicKey,
            ciphertext: [UInt8](repeating: 6, count: isHybrid ? MLKEM768PublicKey.ciphertextByteCount : 0), capabilities: capabilities,
            of: FixedConnection.acceptor)
    }

    private static func signed(_ answer: [UInt8], to offer: RenewalOffer) -> [UInt8] {
        let fields = Array(answer.dropLast(64))
        let signed = fields + SHA256.hash(offer.encoded) + SHA256.hash(FixedConnection.acceptor.associatedData)
        return fields + FixedConnection.acceptor.keys.identity.sign(signed, purpose: "renewed")
    }

    /// First byte: odd when the rest gets a good signature; the bits above say which offer it answers.
    static func runAnswer(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let offer = offers[Int(mode >> 1) % offers.count]
        let given = Array(input.dropFirst())
        let bytes = mode & 1 == 1 && given.count >= 64 ? signed(given, to: offer) : given
        guard let answer = try? RenewalAnswer(verifying: bytes, to: offer, of: FixedConnection.asker) else { return }
        claim(answer.encoded == bytes && bytes.count <= RenewalAnswer.maximumByteCount, "an answer keeps its bytes, and its limit")
        let isHybrid = answer.agreement == .hybrid
        claim(!isHybrid || offer.lattice != nil, "no answer is stronger than its offer")
        claim(answer.ciphertext.count == (isHybrid ? MLKEM768PublicKey.ciphertextByteCount : 0), "a ciphertext is there when it is used")
        let spellings = [Capabilities(), .postQuantum].map {
            RenewalAnswer(to: offer, key: answer.key, ciphertext: answer.ciphertext, capabilities: $0, of: FixedConnection.acceptor).encoded
        }
        // The bits end where the signature begins.
        let isToday = bytes[bytes.count - 66] == 0 && bytes[bytes.count - 65] & 0xfe == 0
        claim(spellings.contains(bytes) || !isToday, "an answer has one spelling")
        let other = RenewalOffer(epoch: epoch, key: FixedKeys.agreement(32).publicKey, lattice: offer.lattice, of: FixedConnection.asker)
        claim((try? RenewalAnswer(verifying: bytes, to: other, of: FixedConnection.asker)) == nil, "an answer fits its own offer alone")
    }

    private static let offered = RenewalState.Offered(secret: secret, latticeSeed: nil, offer: offers[0])
    private static let answered = FixedKeys.required {
        try RenewalAgreement.answer(offers[0], of: FixedConnection.acceptor, capabilities: [], now: now)
    }
    private static let content = FixedKeys.required {
        try RenewalEnvelope.open(answered.envelope, .renewed, of: FixedConnection.asker).content
    }

    /// First byte: 0 the rest is the envelope, 1 it changes a true one, 2 it changes what is inside, 3 the same with the answer signed anew.
    static func runEnvelope(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let rest = input.dropFirst()
        guard mode > 1 else {
            let size = DeliverFrame.envelopeByteCounts[0]
            let envelope = mode == 0 ? Array(rest).fitted(to: rest.count > 500 ? rest.count : size) : answered.envelope.patched(rest)
            let opened = try? RenewalEnvelope.open(envelope, .renewed, of: FixedConnection.asker)
            claim((opened?.content == content) == (envelope == answered.envelope), "the true envelope opens")
            claim(opened == nil || envelope == answered.envelope, "and no other does")
            claim((try? RenewalEnvelope.open(envelope, .renew, of: FixedConnection.asker)) == nil, "an answer is no offer")
            claim((try? RenewalEnvelope.open(envelope, .renewed, of: FixedConnection.acceptor)) == nil, "an answer does not come back")
            return
        }
        var changed = content.patched(rest)
        var reader = ByteReader(changed)
        if mode == 3, let answer = try? reader.readPrefixed(limit: RenewalAnswer.maximumByteCount), answer.count >= 64 {
            var writer = ByteWriter()
            writer.writePrefixed(signed(answer, to: offers[0]))
            changed = writer.bytes + reader.readRest()
        }
        let completed = try? RenewalAgreement.complete(
            offered, content: changed, of: FixedConnection.asker, capabilities: .ours, now: now)
        claim((completed != nil) == (changed == content), "the true answer makes a session, and no other: all of it is in the root")
        let weaker = try? RenewalAgreement.complete(
            offered, content: changed, of: FixedConnection.hybridAsker, capabilities: .ours, now: now)
        claim(weaker == nil, "a hybrid connection takes no classical answer")
    }
}
