import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto

/// What members' nodes say to each other, as it lies inside seals; and an account's record at rest.
///
/// Chance never meets a signature: when the first byte is odd the signatures of the input are made anew, by keys of this file.
let chatTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "card", longestInput: 1800, seeds: { [[0] + Signed.card, [1] + Signed.card, [0] + Signed.hybridCard] }, run: Signed.runCard),
    FuzzTarget(
        name: "connection-bundle", longestInput: 1700,
        seeds: { [[0] + Signed.bundle, [1] + Signed.bundle, [0] + Signed.hybridBundle, [3] + Signed.bundle] }, run: Signed.runBundle),
    FuzzTarget(
        name: "request-payload", longestInput: 3800,
        seeds: { [[0] + Signed.request, [1] + Signed.request, [0] + Signed.request(with: Signed.hybridBundle)] }, run: Signed.runRequest),
    FuzzTarget(
        name: "inner-message", longestInput: 512,
        seeds: {
            let bodies = [[], Array("a few words".utf8), [UInt8](repeating: 0x80, count: 100)]
            return bodies.compactMap { body in
                let message = InnerMessage(
                    kind: ContentKind.text, sequence: 7, minute: UnixMinute(count: 29_000_000), expiry: UnixMinute(count: 29_020_000),
                    body: body)
                return message.encodePadded(to: 160).map { $0[..<2] + [UInt8](repeating: 7, count: 16) + $0[18...] }
            }
        },
        run: Signed.runMessage),
    FuzzTarget(
        name: "stored-record", longestInput: 2200,
        seeds: {
            [[0] + Signed.connection, [1] + Signed.sent, [2] + RenewalState().encode(), [2] + Signed.renewal]
                + Signed.servedDays.map { [3] + $0 } + [[0] + Signed.hybridConnection, [1] + Signed.hybridSent]
                + [[2] + (try RenewalState(decoding: Signed.renewal).encode())]
        },
        run: Signed.runStored),
    FuzzTarget(
        name: "account-record", longestInput: 1024,
        seeds: { [Signed.record(prekeys: 0), Signed.record(prekeys: 2), Signed.record(prekeys: 2, version: 2)] }, run: Signed.runRecord),
]

private enum Signed {
    private static let account = FixedKeys.signing(1)
    private static let identity = FixedKeys.signing(2)
    private static let name = FixedKeys.required { try Username("ada") }
    private static let minute = UnixMinute(count: 29_000_000)

    static let card = Card(
        accountKey: account.publicKey, name: name, signedPrekey: FixedKeys.agreement(3).publicKey,
        validUntil: UnixMinute(count: minute.count + Card.lifetimeMinutes), hybridPrekey: nil
    ).signed(by: account)

    /// With an X-Wing key of a good spelling.
    static let hybridCard = Card(
        accountKey: account.publicKey, name: name, signedPrekey: FixedKeys.agreement(3).publicKey,
        validUntil: UnixMinute(count: minute.count + Card.lifetimeMinutes),
        hybridPrekey: FixedKeys.required { try XWingPublicKey([UInt8](repeating: 0, count: 1184) + FixedKeys.agreement(3).publicKey.bytes) }
    ).signed(by: account)

    static func runCard(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        var bytes = Array(input.dropFirst())
        if mode & 1 == 1, bytes.count >= 97 {
            bytes.replaceSubrange(1..<33, with: account.publicKey.bytes)
            sign(&bytes, by: account, purpose: "card")
        }
        guard let decoded = try? Card(verifying: bytes, of: name, now: minute) else { return }
        claim(decoded.accountKey == account.publicKey && decoded.name == name, "a card is its signer's")
        claim(decoded.signed(by: account) == bytes, "a card has one spelling")
        claim((decoded.hybridPrekey != nil) == decoded.capabilities.contains(.postQuantum), "a card has a key exactly when it says so")
    }

    static let bundle: [UInt8] = FixedKeys.required {
        var reader = ByteReader(
            identity.seed.exposed() + [UInt8](repeating: 4, count: 32) + [UInt8](repeating: 5, count: 48) + [UInt8](repeating: 6, count: 48)
        )
        return ConnectionBundle(
            try ConnectionKeys(&reader), agreement: FixedKeys.agreement(3).publicKey, capabilities: [], kemKey: nil
        ).encoded
    }

    /// With a KEM key of a good spelling, whose bit is the bundle's last but for its signature.
    static let hybridBundle: [UInt8] = FixedKeys.required {
        var reader = ByteReader(
            identity.seed.exposed() + [UInt8](repeating: 4, count: 32) + [UInt8](repeating: 5, count: 48) + [UInt8](repeating: 6, count: 48)
        )
        return ConnectionBundle(
            try ConnectionKeys(&reader), agreement: FixedKeys.agreement(3).publicKey, capabilities: .postQuantum,
            kemKey: try MLKEM768PublicKey([UInt8](repeating: 0, count: 1184))
        ).encoded
    }

    static func runBundle(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let bytes = mode & 1 == 1 ? resigned(bundle: Array(input.dropFirst())) : Array(input.dropFirst())
        guard let decoded = try? ConnectionBundle(decoding: bytes, from: mode & 2 == 2 ? .acceptor : .asker) else { return }
        let isKeyDue = mode & 2 == 0 && decoded.capabilities.contains(.postQuantum)
        claim((decoded.kemKey != nil) == isKeyDue, "a KEM key is there exactly when it is due")
        claim(decoded.encoded == bytes, "a bundle keeps its bytes")
        claim(bytes.count <= ConnectionBundle.maximumByteCount, "no bundle is over its limit")
        claim(decoded.identity == identity.publicKey, "a bundle is its signer's")
        claim(decoded.textQueue.id != decoded.bulkQueue.id, "a bundle offers two queues")
    }

    static let request = request(with: bundle)

    static func request(with bundle: [UInt8]) -> [UInt8] {
        FixedKeys.required {
            let bundle = try ConnectionBundle(decoding: bundle, from: .asker)
            let from = MemberAddress(name: name, node: OnionAddress(publicKey: FixedKeys.signing(7).publicKey))
            return RequestPayload(
                from: from, greeting: "Guten Tag, Grüße!", accountKey: account.publicKey, bundle: bundle,
                endorsement: bundle.endorsed(by: account),
                requestSecret: FixedKeys.secret(8)
            ).encode()
        }
    }

    static func runRequest(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let given = Array(input.dropFirst())
        let bytes = mode & 1 == 1 ? (try? resigned(request: given)) ?? given : given
        guard let decoded = try? RequestPayload(decoding: bytes) else { return }
        claim(decoded.encode() == bytes, "a request has one spelling")
        claim(decoded.greeting.count <= RequestPayload.greetingCharacterLimit, "a greeting keeps its limit")
        claim(decoded.accountKey == account.publicKey, "a request is its signer's")
    }

    static func runMessage(_ input: [UInt8]) {
        guard let decoded = try? InnerMessage(decodingPadded: input) else { return }
        claim(decoded.encodePadded(to: input.count) == input, "a message has one spelling")
    }

    /// The second prekey has an X-Wing seed where the version has room for one.
    static func record(prekeys count: Int, version: UInt8 = 1) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(version)
        writer.write(account.seed.exposed())
        writer.writeText(name.text)
        writer.write(UInt8(count))
        for index in 0..<count {
            writer.write([UInt8](repeating: 9, count: 32))
            writer.write(minute.count)
            writer.write(SHA256.hash(card))
            writer.write(minute.count)
            writer.write(index == 0 ? minute.count : 0)
            if version == 2 { writer.writePrefixed([UInt8](repeating: 8, count: index * 32)) }
        }
        return writer.bytes
    }

    static func runRecord(_ input: [UInt8]) {
        guard var decoded = try? AccountRecord(decoding: input) else { return }
        claim(decoded.encode() == input || input.first == 1, "a record has one spelling, but for the elder version")
        let card = FixedKeys.required { try decoded.renewCard(now: minute, capabilities: .ours) }
        claim((card?.count ?? 0) <= Card.maximumByteCount, "a new card keeps its limit")
        claim(decoded.prekeys.count <= AccountRecord.maximumPrekeyCount, "a record keeps its limit of prekeys")
    }

    private static let address = MemberAddress(name: name, node: OnionAddress(publicKey: FixedKeys.signing(7).publicKey))
    private static let keys = [UInt8](repeating: 4, count: 64) + [UInt8](repeating: 5, count: 48) + [UInt8](repeating: 6, count: 48)

    static var connection: [UInt8] {
        var writer = ByteWriter()
        writer.write(UInt8(1))
        writer.writeText(address.description)
        writer.write(minute.count)
        writer.write(UInt32(3))
        writer.write(keys + [UInt8](repeating: 9, count: 32 + 32 + 64))
        for key in [account.publicKey, identity.publicKey] { writer.write(key.bytes) }
        writer.write(FixedKeys.agreement(3).publicKey.bytes)
        writer.writePrefixed([UInt8](repeating: 2, count: 100))
        return writer.bytes
    }

    static var hybridConnection: [UInt8] { [2] + connection.dropFirst() + [KeyAgreement.hybrid.rawValue] }

    static var sent: [UInt8] { sent(version: 1, bundle) }

    static var hybridSent: [UInt8] {
        sent(version: 2, hybridBundle) + [0, 64] + [UInt8](repeating: 7, count: 64) + [KeyAgreement.hybrid.rawValue]
    }

    private static func sent(version: UInt8, _ bundle: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(version)
        writer.writeText(address.description)
        writer.writeText("Hello!")
        writer.write(minute.count)
        writer.write(account.publicKey.bytes)
        writer.write([UInt8](repeating: 3, count: 32) + keys + [UInt8](repeating: 8, count: 32))
        writer.writePrefixed(bundle)
        return writer.bytes
    }

    /// As nodes kept it that knew neither seeds nor floors; the other records of this file are of their first version, too.
    static var renewal: [UInt8] {
        let offer = [1, 0, 0, 0, 5] + FixedKeys.agreement(4).publicKey.bytes + [0, 0, 0, 2, 0, 0] + [UInt8](repeating: 1, count: 64)
        return [1] + RenewalState().encode()[1..<10] + [1] + [UInt8](repeating: 4, count: 32) + [0, UInt8(offer.count)] + offer
    }

    /// First byte: which record the rest is.
    static func runStored(_ input: [UInt8]) {
        let bytes = Array(input.dropFirst())
        let encoded: [UInt8]? =
            switch input.first {
            case 0: try? ConnectionRecord(decoding: bytes).encode()
            case 1: try? SentRequest(decoding: bytes).encode()
            case 2: try? RenewalState(decoding: bytes).encode()
            case 3: try? ServedDays(decoding: bytes).encode()
            default: nil
            }
        if input.first == 3, let served = try? ServedDays(decoding: bytes) { judge(served) }
        // Records of an elder version are written anew in today's.
        if let encoded { claim(encoded == bytes || bytes.first == 1, "a record has one spelling") }
    }

    static var servedDays: [[UInt8]] {
        var served = ServedDays(mark: 1_795_165_200, days: 90)
        let fresh = served.encode()
        served.advance(to: 1_797_165_200, .interrupted)
        served.choose(days: 30)
        return [fresh, served.encode()]
    }

    /// Whatever days were kept, no clock and no number brings the served day back or past what is believed.
    private static func judge(_ kept: ServedDays) {
        for course in [ClockWatch.Course.even, .interrupted, .overruled] {
            for wall in [0, kept.mark, kept.mark + 86_400, kept.mark + 86_401, ClockReading.latest] {
                var served = kept
                served.advance(to: wall, course)
                claim(
                    served.today >= kept.today && served.today <= kept.today.advanced(by: 1), "a step is a day at most, and none goes back")
                served.choose(days: 1)
                claim(served.dueDay(after: served.today) > served.today, "nobody is due on the day of a log-in")
                claim(served.calendarDay(served.day(after: .max)) >= served.calendarDay(served.today), "a log-in is not before its day")
            }
        }
    }

    /// Writes a good signature over the last 64 bytes.
    private static func sign(_ bytes: inout [UInt8], by key: SigningKey, purpose: String) {
        bytes.replaceSubrange((bytes.count - 64)..., with: key.sign(Array(bytes.dropLast(64)), purpose: purpose))
    }

    private static func resigned(bundle: [UInt8]) -> [UInt8] {
        guard bundle.count >= 97 else { return bundle }
        var bytes = bundle
        bytes.replaceSubrange(1..<33, with: identity.publicKey.bytes)
        sign(&bytes, by: identity, purpose: "connection-bundle")
        return bytes
    }

    private static func resigned(request: [UInt8]) throws -> [UInt8] {
        var reader = ByteReader(request)
        var writer = ByteWriter()
        writer.write(try reader.readUInt8())
        writer.writePrefixed(try reader.readPrefixed(limit: 4096))
        writer.writePrefixed(try reader.readPrefixed(limit: 4096))
        _ = try reader.read(32)
        writer.write(account.publicKey.bytes)
        let bundle = resigned(bundle: try reader.readPrefixed(limit: 4096))
        writer.writePrefixed(bundle)
        _ = try reader.read(64)
        writer.write(account.sign(SHA256.hash(bundle), purpose: "bundle"))
        writer.write(reader.readRest())
        return writer.bytes
    }
}
