import Bytes

@testable import Crypto
@testable import Peer

/// Noise from both ends, the payload inside it, and HPKE.
///
/// The first byte of each input: 0 the rest is the message, else the rest changes a true one.
let handshakeTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "noise-initiator", longestInput: 512, seeds: { [[0] + Handshake.second, [1], [1, 0, 31, 0x80, 0, 40, 1]] },
        run: Handshake.runInitiator),
    FuzzTarget(
        name: "noise-responder", longestInput: 512, seeds: { [[0] + Handshake.first, [1], [1, 0, 50, 1]] }, run: Handshake.runResponder),
    FuzzTarget(
        name: "handshake-payload", longestInput: 300,
        seeds: { [Handshake.payload, Handshake.payload.patched([0, 0, 2, 0, 1, 8]), Handshake.payload.patched([0, 38, 1])] },
        run: Handshake.runPayload),
    FuzzTarget(name: "hpke", longestInput: 512, seeds: { [[0] + Sealed.bytes, [1], [1, 0, 31, 0x80], [1, 0, 60, 1]] }, run: Sealed.run),
]

private enum Handshake {
    private static let prologue = Array("prologue".utf8)
    private static let words = Array("forty bytes that a handshake carries on.".utf8)
    private static let parts = FixedKeys.required { try make() }
    static let first = parts.first
    static let second = parts.second
    private static let now: Int64 = 1_795_000_000

    private static func end(_ role: NoiseXX.Role) -> NoiseXX {
        let base: UInt8 = role == .initiator ? 1 : 3
        return NoiseXX(role: role, staticKey: FixedKeys.agreement(base), prologue: prologue, ephemeral: FixedKeys.agreement(base + 1))
    }

    private static func make() throws -> (first: [UInt8], second: [UInt8], third: [UInt8], initiator: NoiseXX, responder: NoiseXX) {
        var initiator = end(.initiator)
        var responder = end(.responder)
        let first = try initiator.write([])
        let waiting = initiator
        _ = try responder.read(first)
        let second = try responder.write(words)
        _ = try initiator.read(second)
        return (first, second, try initiator.write(words), waiting, responder)
    }

    static func runInitiator(_ input: [UInt8]) { judge(input, at: parts.initiator, genuine: parts.second) }

    static func runResponder(_ input: [UInt8]) {
        guard input.first == 0 else { return judge(input, at: parts.responder, genuine: parts.third) }
        // The first message has no tag: each is taken that is long enough and whose key is of use.
        var responder = end(.responder)
        let message = Array(input.dropFirst())
        let payload = try? responder.read(message)
        claim(payload == (message.count >= 32 ? Array(message.dropFirst(32)) : nil), "a first message is its key and its payload")
        let reply = try? responder.write(words)
        claim(reply == nil || reply?.count == 96 + words.count, "the answer has its size")
        guard reply != nil else { return }
        claim((try? responder.read(message)) == nil, "the first message is no third one")
        claim((try? responder.read(parts.third)) == nil || message == first, "a third message fits its own handshake alone")
    }

    private static func judge(_ input: [UInt8], at end: NoiseXX, genuine: [UInt8]) {
        guard let mode = input.first else { return }
        var end = end
        let message = mode == 0 ? Array(input.dropFirst()) : genuine.patched(input.dropFirst())
        let payload = try? end.read(message)
        claim(payload == (message == genuine ? words : nil), "the true message is read, and no other")
        guard payload == nil else { return claim(end.remoteStatic != nil, "an end that was read is known") }
        claim(end.remoteStatic == nil && end.handshakeHash == nil, "a failed handshake names nobody")
        claim((try? end.read(genuine)) == nil && (try? end.write([])) == nil, "a failed handshake stays failed")
    }

    static let payload: [UInt8] = HandshakePayload(version: .current, certificate: certificate).encode()
    private static let certificate = LinkCertificate(
        of: FixedKeys.agreement(3).publicKey, notAfter: now + 3600, signedBy: FixedKeys.signing(5))

    static func runPayload(_ input: [UInt8]) {
        guard let decoded = try? HandshakePayload(decoding: input.fitted(to: max(input.count, HandshakePayload.byteCount))) else { return }
        claim(decoded.encode() == input.fitted(to: HandshakePayload.byteCount), "a payload has one spelling")
        guard let owner = try? decoded.certificate.owner(of: FixedKeys.agreement(3).publicKey, now: now) else { return }
        claim(decoded.certificate == certificate, "no certificate can be made without the key")
        claim(owner == OnionAddress(publicKey: FixedKeys.signing(5).publicKey), "the owner is who signed")
    }
}

private enum Sealed {
    private static let info = Array("info".utf8)
    private static let associatedData = Array("associated".utf8)
    private static let plaintext = Array("what was sealed".utf8)
    private static let recipient = FixedKeys.agreement(1)

    static let bytes: [UInt8] = FixedKeys.required {
        let sealed = try HPKE.seal(
            plaintext, to: recipient.publicKey, info: info, associatedData: associatedData, ephemeral: FixedKeys.agreement(2))
        return sealed.encapsulated + sealed.ciphertext
    }

    static func run(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let candidate = mode == 0 ? Array(input.dropFirst()) : bytes.patched(input.dropFirst())
        let opened = try? HPKE.open(
            Array(candidate.dropFirst(32)), encapsulated: Array(candidate.prefix(32)), with: recipient, info: info,
            associatedData: associatedData)
        claim(opened == (candidate == bytes ? plaintext : nil), "what was sealed opens, and nothing else")
    }
}
