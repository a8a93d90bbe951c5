import Bytes

@testable import Crypto

/// The Double Ratchet: envelopes of the other end, and states at rest.
let ratchetTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "ratchet-envelope", longestInput: 512,
        seeds: {
            let header = [2, 1] + [UInt8](repeating: 9, count: 32)
            return [
                [0] + RatchetGround.envelope, [1], [1, 0, 70, 1, 0, 90, 4],
                header + [0, 0, 0, 1, 0, 0, 0, 7] + [UInt8](repeating: 3, count: 48),
                header + [0, 0, 0, 0, 0, 0, 0, 60] + [UInt8](repeating: 3, count: 64),
            ]
        },
        run: RatchetGround.runEnvelope),
    FuzzTarget(
        name: "ratchet-state", longestInput: 4096,
        seeds: {
            [RatchetGround.asker, RatchetGround.acceptor, RatchetGround.fresh].map { $0.encode().exposed() }
        },
        run: RatchetGround.runState),
]

/// A session with one chain half skipped, one live, and the other side's next envelope.
private enum RatchetGround {
    private static let parts = FixedKeys.required { try make() }
    static let asker = parts.asker
    static let acceptor = parts.acceptor
    static let fresh = parts.fresh
    static let envelope = parts.envelope
    private static let associatedData = Array("associated".utf8)
    private static let plaintext = Array("what was said".utf8)
    private static let now: Int64 = 1_795_000_000

    private static func make() throws -> (asker: RatchetSession, acceptor: RatchetSession, fresh: RatchetSession, envelope: [UInt8]) {
        let root = ConnectionRoot.derive(
            sharedSecret: FixedKeys.secret(1), requestSecret: FixedKeys.secret(2), mode: 0, kemParts: [], askerCapabilities: [0, 0],
            acceptorCapabilities: [0, 0])
        let fresh = RatchetSession.asker(root: root, signedPrekey: FixedKeys.agreement(3))
        var asker = fresh
        var acceptor = try RatchetSession.acceptor(
            root: root, remoteKey: FixedKeys.agreement(3).publicKey, ratchetKey: FixedKeys.agreement(4))
        var envelopes: [[UInt8]] = []
        for _ in 0..<6 { envelopes.append(try seal(&acceptor, 5)) }
        try open(envelopes[0], &asker)
        try open(envelopes[3], &asker)
        try open(try seal(&asker, 6), &acceptor)
        for _ in 0..<3 { envelopes.append(try seal(&acceptor, 7)) }
        try open(envelopes[7], &asker)
        return (asker, acceptor, fresh, try seal(&acceptor, 7))
    }

    private static func seal(_ session: inout RatchetSession, _ key: UInt8) throws -> [UInt8] {
        let sealed = try session.sealing(
            plaintext, associatedData: associatedData, ratchetKey: { FixedKeys.agreement(key) },
            headerNonce: [UInt8](repeating: key, count: 12))
        session = sealed.next
        return sealed.envelope
    }

    private static func open(_ envelope: [UInt8], _ session: inout RatchetSession) throws {
        session = try session.opening(envelope, associatedData: associatedData, now: now).next
    }

    /// First byte: 0 the rest is the envelope, 1 the rest changes a true one, else the rest is a header (sealed as it should be) and a body.
    static func runEnvelope(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        switch mode {
        case 0:
            let candidate = Array(input.dropFirst())
            if candidate != envelope { refuse(candidate, by: asker) }
        case 1:
            let candidate = envelope.patched(input.dropFirst())
            guard candidate != envelope else {
                let opened = try? asker.opening(envelope, associatedData: associatedData, now: now)
                claim(opened?.plaintext == plaintext, "a true envelope opens")
                return
            }
            refuse(candidate, by: asker)
        default: refuseSealedHeader(Array(input.dropFirst()), by: asker)
        }
    }

    /// State bytes: strict, and whatever they say the session works or refuses.
    static func runState(_ input: [UInt8]) {
        guard let session = try? RatchetSession(decoding: SecretBytes(copying: input)) else { return }
        claim(session.encode().exposed() == input, "a state has one spelling")
        claim(session.skippedCount <= RatchetLimits.skippedStored, "a state keeps its limit of skipped keys")
        if let sealed = try? session.sealing(plaintext, associatedData: associatedData) {
            claim(sealed.envelope.count == RatchetSession.envelopeByteCount(forPlaintext: plaintext.count), "an envelope has its size")
            claim((try? RatchetSession(decoding: sealed.next.encode())) != nil, "the next state can be read back")
        }
        refuse(envelope, by: session, isForged: false)
        refuseSealedHeader(Array(input.suffix(120)), by: session)
    }

    /// Seals the first 40 bytes of `parts` as a header under a key that the session knows, so that the numbers in it are believed.
    private static func refuseSealedHeader(_ parts: [UInt8], by session: RatchetSession) {
        guard let choice = parts.first, let header = try? RatchetHeader(decoding: Array(parts.dropFirst()).fitted(to: 40)) else { return }
        let keys =
            [session.core.nextReceivingHeaderKey] + [session.core.receiving?.headerKey].compactMap { $0 }
            + session.core.skipped.chains.map(\.headerKey)
        let believed = RatchetHeader(
            ratchetKey: choice & 0x80 == 0 ? header.ratchetKey : session.core.remoteKey ?? header.ratchetKey,
            previousCount: header.previousCount, number: header.number)
        let key = keys[Int(choice & 0x7f) % keys.count]
        let sealed = [UInt8](capacity: RatchetHeader.sealedByteCount) { output in
            believed.seal(with: key, nonce: [UInt8](repeating: 1, count: 12), into: &output)
        }
        refuse(sealed + parts.dropFirst(41).prefix(256), by: session)
    }

    private static func refuse(_ candidate: [UInt8], by session: RatchetSession, isForged: Bool = true) {
        let before = session.encode()
        let opened = try? session.opening(candidate, associatedData: associatedData, now: now)
        claim(opened == nil || !isForged, "a forged envelope is refused")
        claim(session.encode() == before, "a refused envelope leaves the session as it was")
    }
}
