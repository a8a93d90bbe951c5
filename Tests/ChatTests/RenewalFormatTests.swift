import Bytes
import Crypto
import Testing

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// Offers, answers and what is kept of them, as bytes: with and without a KEM key, which can be read by any library.
@Suite struct RenewalFormatTests {
    private let offering: ConnectionRecord
    private let answering: ConnectionRecord
    private let key = AgreementKey.generate()

    init() throws {
        let sides = (ConnectionKeys(), ConnectionKeys())
        let root = ConnectionRoot.derive(
            sharedSecret: .random(32), requestSecret: .random(32), mode: 1, kemParts: [], askerCapabilities: [], acceptorCapabilities: [])
        let associatedData =
            [UInt8](repeating: 0, count: Acceptance.askerIdentityOffset) + sides.0.identity.publicKey.bytes + Random.bytes(64)
        func record(_ own: ConnectionKeys, _ other: ConnectionKeys, _ name: String) throws -> ConnectionRecord {
            let account = SigningKey.generate().publicKey
            return ConnectionRecord(
                peer: MemberAddress(name: try Username(name), node: OnionAddress(publicKey: account)), since: UnixMinute(count: 1),
                keys: own, root: root, peerAccountKey: account,
                peerBundle: ConnectionBundle(other, agreement: AgreementKey.generate().publicKey), associatedData: associatedData,
                floor: .classical)
        }
        offering = try record(sides.0, sides.1, "ben")
        answering = try record(sides.1, sides.0, "ana")
    }

    /// A public key with a good spelling, which no test decapsulates for: it can be had without ML-KEM.
    private func lattice() throws -> MLKEM768PublicKey { try MLKEM768PublicKey([UInt8](repeating: 0, count: 1184)) }

    private func offer(_ lattice: MLKEM768PublicKey?, floor: KeyAgreement = .classical) -> RenewalOffer {
        var record = offering
        record.raiseFloor(to: floor)
        return RenewalOffer(epoch: 7, key: key.publicKey, lattice: lattice, of: record)
    }

    private func resigned(_ fields: [UInt8]) -> [UInt8] {
        fields + offering.keys.identity.sign(fields + SHA256.hash(offering.associatedData), purpose: "renew")
    }

    @Test func `offers read back, with a KEM key and without, and fit an envelope`() throws {
        for (offer, floor) in [(offer(nil), KeyAgreement.classical), (offer(try lattice(), floor: .hybrid), .hybrid)] {
            let read = try RenewalOffer(verifying: offer.encoded, of: answering)
            #expect(read.epoch == 7 && read.key == key.publicKey && read.lattice == offer.lattice && read.floor == floor)
            #expect(read.capabilities == (offer.lattice == nil ? [] : .postQuantum))
            let envelope = try RenewalEnvelope.seal(offer.encoded, .renew, epoch: 7, of: offering)
            #expect(envelope.count == DeliverFrame.envelopeByteCounts[0])
            #expect(try RenewalEnvelope.open(envelope, .renew, of: answering).content == offer.encoded)
        }
        #expect(offer(try lattice()).encoded.count == 1292)
    }

    @Test func `an offer whose bit and key contradict each other is refused, though its owner signed it`() throws {
        let with = Array(offer(try lattice()).encoded.dropLast(64)), without = Array(offer(nil).encoded.dropLast(64))
        let keyStart = 1 + 4 + 32
        var strippedBit = with, addedBit = without
        strippedBit[strippedBit.count - 2] = 0
        addedBit[addedBit.count - 2] = 1
        let strippedKey = Array(with[..<keyStart]) + [0, 0] + with[(keyStart + 2 + 1184)...]
        let shortKey = Array(with[..<keyStart]) + [4, 159] + with[(keyStart + 2 + 1)...]
        var unreduced = with
        (unreduced[keyStart + 2], unreduced[keyStart + 3]) = (0xff, 0xff)
        var floor = with
        floor[floor.count - 1] = 3
        let cases: [(fields: [UInt8], expected: any Error)] = [
            (strippedBit, ByteReaderError.invalidValue), (addedBit, ByteReaderError.invalidValue),
            (strippedKey, ByteReaderError.invalidValue),
            (shortKey, CryptoError.wrongLength(expected: 1184, found: 1183)), (unreduced, CryptoError.nonCanonicalKey),
            (floor, ByteReaderError.invalidValue), (with + [0], ByteReaderError.trailingBytes(1)),
        ]
        for (number, (fields, expected)) in cases.enumerated() {
            #expect(refusal { try RenewalOffer(verifying: resigned(fields), of: answering) } == Refusal(error: expected), "case \(number)")
        }
        #expect(try RenewalOffer(verifying: resigned(with), of: answering).lattice == lattice())
    }

    @Test func `an offer changed at any byte is refused`() throws {
        for bytes in [offer(nil).encoded, offer(try lattice(), floor: .hybrid).encoded] {
            for index in bytes.indices where index < 60 || index >= bytes.count - 80 || index.isMultiple(of: 50) {
                var changed = bytes
                changed[index] ^= 1
                let capabilities = bytes.count - 64 - 1 - 4
                let expected: ByteReaderError =
                    switch index {
                    // The length of the KEM key: it runs into what follows, or is over the limit.
                    case 37: bytes.count < 1000 ? .truncated(needed: 256, left: bytes.count - 39) : .overLimit(found: 1440, limit: 1184)
                    case 38: bytes.count < 1000 ? .overLimit(found: 512, limit: 2) : .overLimit(found: 1185, limit: 1184)
                    case capabilities: .overLimit(found: 258, limit: 2)
                    case capabilities + 1: .overLimit(found: 3, limit: 2)
                    // Everything else is signed.
                    default: .invalidValue
                    }
                #expect(throws: expected, "byte \(index)") { try RenewalOffer(verifying: changed, of: answering) }
            }
        }
        // Nor is one of another connection taken.
        #expect(throws: ByteReaderError.invalidValue) { try RenewalOffer(verifying: offer(nil).encoded, of: offering) }
    }

    @Test func `an offer without a floor, as elder nodes wrote it, is classical`() throws {
        let fields = Array(offer(nil).encoded.dropLast(64))
        #expect(try RenewalOffer(verifying: resigned([1] + fields.dropFirst().dropLast()), of: answering).floor == .classical)
        #expect(throws: ByteReaderError.invalidValue) { try RenewalOffer(verifying: resigned([3] + fields.dropFirst()), of: answering) }
    }

    @Test func `an answer has a ciphertext exactly when both sides have ML-KEM`() throws {
        let ciphertext = [UInt8](repeating: 2, count: MLKEM768PublicKey.ciphertextByteCount)
        for lattice in [nil, try lattice()] {
            for capabilities: Capabilities in [[], .postQuantum] {
                let offer = offer(lattice)
                for given in [[], ciphertext, Array(ciphertext.dropLast())] {
                    let answer = RenewalAnswer(
                        to: offer, key: key.publicKey, ciphertext: given, capabilities: capabilities, of: answering)
                    let isHybrid = lattice != nil && capabilities == .postQuantum
                    let read = try? RenewalAnswer(verifying: answer.encoded, to: offer, of: offering)
                    #expect((read != nil) == (given == (isHybrid ? ciphertext : [])))
                    #expect(read == nil || read?.agreement == (isHybrid ? .hybrid : .classical))
                }
            }
        }
    }

    @Test func `an answer fits its own offer alone`() throws {
        let mine = offer(nil)
        let answer = RenewalAnswer(to: mine, key: key.publicKey, ciphertext: [], capabilities: .postQuantum, of: answering)
        #expect(try RenewalAnswer(verifying: answer.encoded, to: mine, of: offering).key == key.publicKey)
        let other = RenewalOffer(epoch: 7, key: AgreementKey.generate().publicKey, lattice: nil, of: offering)
        #expect(throws: ByteReaderError.invalidValue) { try RenewalAnswer(verifying: answer.encoded, to: other, of: offering) }
        for index in answer.encoded.indices {
            var changed = answer.encoded
            changed[index] ^= 1
            let expected: ByteReaderError =
                switch index {
                case 37: .truncated(needed: 256, left: answer.encoded.count - 39)
                case 38: .overLimit(found: 512, limit: 2)
                case 39: .overLimit(found: 258, limit: 2)
                case 40: .overLimit(found: 3, limit: 2)
                // The capability of ML-KEM asks for a ciphertext or is signed, as is everything else.
                default: .invalidValue
                }
            #expect(throws: expected, "byte \(index)") { try RenewalAnswer(verifying: changed, to: mine, of: offering) }
        }
    }

    @Test func `an answer weaker than either side takes is not made, and not taken`() throws {
        let now = UnixMinute(count: 9)
        for (lattice, floor, capabilities) in [
            (nil, .hybrid, .postQuantum), (nil, .hybrid, []), (try lattice(), .hybrid, []),
        ] as [(MLKEM768PublicKey?, KeyAgreement, Capabilities)] {
            let expected: RenewalObstacle = capabilities == .postQuantum ? .weakerPeer : .libraryLost
            // The floor as the offer tells it, and as this side keeps it.
            var kept = answering
            kept.raiseFloor(to: floor)
            for (offer, record) in [(offer(lattice, floor: floor), answering), (offer(lattice), kept)] {
                let thrown = #expect(throws: RenewalObstacle.self) {
                    try RenewalAgreement.answer(offer, of: record, capabilities: capabilities, now: now)
                }
                #expect(thrown == expected)
            }
        }
        let mine = offer(nil)
        let answered = try RenewalAgreement.answer(mine, of: answering, capabilities: [], now: now)
        let content = try RenewalEnvelope.open(answered.envelope, .renewed, of: offering).content
        let offered = RenewalState.Offered(secret: key, latticeSeed: nil, offer: mine)
        #expect(try RenewalAgreement.complete(offered, content: content, of: offering, capabilities: [], now: now).agreement == .classical)
        var kept = offering
        kept.raiseFloor(to: .hybrid)
        #expect(throws: RenewalObstacle.weakerPeer) {
            try RenewalAgreement.complete(offered, content: content, of: kept, capabilities: [], now: now)
        }
    }

    @Test func `a hybrid answer can't be used where the library was lost, and says so`() throws {
        let mine = offer(try lattice())
        let ciphertext = [UInt8](repeating: 2, count: MLKEM768PublicKey.ciphertextByteCount)
        let answer = RenewalAnswer(to: mine, key: key.publicKey, ciphertext: ciphertext, capabilities: .postQuantum, of: answering)
        var content = ByteWriter()
        content.writePrefixed(answer.encoded)
        content.writeLongPrefixed([UInt8](repeating: 1, count: 180))
        let offered = RenewalState.Offered(secret: key, latticeSeed: .random(64), offer: mine)
        #expect(throws: RenewalObstacle.libraryLost) {
            try RenewalAgreement.complete(offered, content: content.bytes, of: offering, capabilities: [], now: UnixMinute(count: 9))
        }
    }

    @Test func `what is kept of offers reads back, and as elder nodes wrote it`() throws {
        var state = RenewalState()
        _ = try state.start(epoch: 3, of: offering, capabilities: [], now: UnixMinute(count: 29_000_000))
        let plain = state.encode()
        #expect(try RenewalState(decoding: plain).encode() == plain)
        state.obstacle = .weakerPeer
        #expect(try RenewalState(decoding: state.encode()).obstacle == .weakerPeer)
        for obstacle: UInt8 in [3, 255] {
            var changed = plain
            changed[10] = obstacle
            #expect(throws: ByteReaderError.invalidValue) { try RenewalState(decoding: changed) }
        }
        // Version 1: no obstacle, no seed, and an offer without a floor.
        let offer = try #require(state.offers.first?.offer).encoded
        let elder = [1] + offer.dropFirst().dropLast(65) + offer.suffix(64)
        let head = Array(plain[1..<10]) + [1] + Array(plain[12..<44])
        let read = try RenewalState(decoding: [1] + head + [0, UInt8(elder.count)] + elder)
        #expect(read.offers.first?.offer.epoch == 3 && read.offers.first?.offer.floor == .classical)
        #expect(try RenewalState(decoding: read.encode()).encode() == read.encode())
    }
}
