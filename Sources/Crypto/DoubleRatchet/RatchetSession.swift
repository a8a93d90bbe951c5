/// The Double Ratchet with header encryption: the session of one connection.
///
/// A value. ``sealing(_:associatedData:)`` and ``opening(_:associatedData:now:)`` leave it as it is and return the next one, which the caller
/// keeps when everything else of its transaction went well. A forged, replayed or cut envelope throws and changes nothing.
/// It knows neither who the other end is (that is in the associated data) nor what a plaintext means.
///
/// **Layout** of an envelope: header nonce 12 ‖ sealed header 56 ‖ AES-CBC ciphertext ‖ tag 32.
/// **Limits** ``RatchetLimits``.
/// **Errors** ``RatchetError``.
/// **Source** Signal, "The Double Ratchet Algorithm", revision 3, §4; protocol §8.2.
public struct RatchetSession: Sendable {
    /// A state has a dozen references; held by one object, a session is handed on for the price of one.
    private final class Box: Sendable {
        let core: RatchetCore

        init(_ core: RatchetCore) { self.core = core }
    }

    private let box: Box

    var core: RatchetCore { box.core }

    private init(_ core: RatchetCore) { box = Box(core) }

    /// The side that accepted a request: it sends first, toward the signed prekey of the asker's bundle.
    public static func acceptor(
        root: ConnectionRoot, remoteKey: AgreementPublicKey, ratchetKey: AgreementKey = .generate()
    ) throws(RatchetError) -> RatchetSession {
        RatchetSession(try RatchetCore.acceptor(root: root, remoteKey: remoteKey, ratchetKey: ratchetKey))
    }

    /// The side that asked: it can seal once it has opened the acceptor's first envelope.
    public static func asker(root: ConnectionRoot, signedPrekey: AgreementKey) -> RatchetSession {
        RatchetSession(RatchetCore.asker(root: root, signedPrekey: signedPrekey))
    }

    /// How long the envelope of a plaintext of `count` bytes is.
    public static func envelopeByteCount(forPlaintext count: Int) -> Int {
        RatchetHeader.sealedByteCount + RatchetBody.byteCount(forPlaintext: count)
    }

    /// Seals `plaintext` as the next envelope. `next` must be kept before the envelope leaves: a message key is used once.
    public func sealing(
        _ plaintext: [UInt8], associatedData: [UInt8]
    ) throws(RatchetError) -> (envelope: [UInt8], next: RatchetSession) {
        try sealing(
            plaintext, associatedData: associatedData, ratchetKey: { .generate() }, headerNonce: Random.nonce())
    }

    /// The same with chance as an argument: `ratchetKey` is asked for only when this envelope starts a new chain.
    package func sealing(
        _ plaintext: [UInt8], associatedData: [UInt8], ratchetKey: () -> AgreementKey, headerNonce: [UInt8]
    ) throws(RatchetError) -> (envelope: [UInt8], next: RatchetSession) {
        var next = core
        var code = HMACSHA256()
        let (header, headerKey, messageKey) = try next.startSealing(
            plaintextByteCount: plaintext.count, freshKey: ratchetKey, with: &code)
        let envelope = [UInt8](capacity: Self.envelopeByteCount(forPlaintext: plaintext.count)) { output in
            header.seal(with: headerKey, nonce: headerNonce, into: &output)
            RatchetBody.seal(
                plaintext, messageKey: messageKey, header: header, associatedData: associatedData, with: &code, into: &output)
        }
        return (envelope, RatchetSession(next))
    }

    /// Opens an envelope of the other end. `now` (unix seconds) is for the expiry of skipped message keys only.
    public func opening(
        _ envelope: [UInt8], associatedData: [UInt8], now: Int64
    ) throws(RatchetError) -> (plaintext: [UInt8], next: RatchetSession) {
        let bodyCount = envelope.count - RatchetHeader.sealedByteCount
        guard envelope.count <= RatchetLimits.envelopeByteCount, RatchetBody.isPossible(byteCount: bodyCount) else {
            throw .wrongLength(envelope.count)
        }
        var next = core
        next.skipped.removeExpired(now: now)
        let (header, place) = try Self.locate(envelope, in: next)
        var code = HMACSHA256()
        let messageKey = try next.messageKey(for: header, at: place, now: now, with: &code)
        let plaintext = try RatchetBody.open(
            envelope, from: RatchetHeader.sealedByteCount, messageKey: messageKey, header: header, associatedData: associatedData,
            with: &code)
        return (plaintext, RatchetSession(next))
    }

    /// Tries the header keys, the likeliest first. There are two live ones and one for each older chain of which keys are kept.
    private static func locate(
        _ envelope: [UInt8], in core: RatchetCore
    ) throws(RatchetError) -> (header: RatchetHeader, place: RatchetCore.Place) {
        // Whoever was answered most likely begins a new chain; whoever was not can't.
        let isAnswered = core.sending != nil
        let currentKey = core.receiving?.headerKey
        if !isAnswered, let currentKey, let header = try RatchetHeader.opening(envelope, with: currentKey) { return (header, .current) }
        if let header = try RatchetHeader.opening(envelope, with: core.nextReceivingHeaderKey) { return (header, .next) }
        if isAnswered, let currentKey, let header = try RatchetHeader.opening(envelope, with: currentKey) { return (header, .current) }
        for index in core.skipped.chains.indices.reversed() {
            let headerKey = core.skipped.chains[index].headerKey
            if let header = try RatchetHeader.opening(envelope, with: headerKey) { return (header, .skipped(index)) }
        }
        throw .headerNotAuthentic
    }

    /// The whole state, to be sealed and stored.
    public func encode() -> SecretBytes { RatchetStateFormat.encode(core) }

    /// Reads back what ``encode()`` gave.
    public init(decoding state: SecretBytes) throws(RatchetError) { self.init(try RatchetStateFormat.decode(state)) }

    /// How many skipped message keys are kept. A door for tests and figures.
    package var skippedCount: Int { core.skipped.count }
}
