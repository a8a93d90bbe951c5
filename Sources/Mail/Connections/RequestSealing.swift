internal import Bytes
internal import Crypto
internal import Domain

/// The seal of a request, seen from its two ends: HPKE to one of the card's prekeys.
///
/// Which one is no choice. What both ends signed decides: the X-Wing prekey exactly when the card *and* the bundle inside say ML-KEM.
///
/// | sealed to | the card that it answers | the bundle in it | |
/// | --- | --- | --- | --- |
/// | X25519 | without ML-KEM | either | taken |
/// | X25519 | with | without | taken: this asker had none |
/// | X25519 | with | with | refused: a downgrade |
/// | X-Wing | with | with | taken |
/// | X-Wing | with | without | refused: who sealed it has what the bundle denies |
/// | X-Wing | without | either | opens with nothing |
///
/// The card is the one whose hash the seal is bound to, so an elder card, served again, takes only requests that were sealed to it, for as long
/// as its prekey is kept. **Source** protocol §6.5, §6.6.
enum RequestSealing {
    /// What became of a request at its destination.
    enum Outcome: Sendable {
        /// It is what it says, and was sealed so.
        case opened(RequestPayload, KeyAgreement)
        /// It needs ML-KEM, which this node has lost: it may open when the library has it again.
        case locked
        /// No key opens it, or it contradicts itself.
        case refused
    }

    private static let associatedData: [UInt8] = [0]

    /// How a request with that bundle to that card is sealed.
    static func agreement(_ bundle: ConnectionBundle, _ card: Card) -> KeyAgreement { KeyAgreement(bundle.capabilities, card.capabilities) }

    /// The asker's end.
    ///
    /// **Errors** ``CryptoError/algorithmNotOffered`` where the hybrid is mandatory and this library has none; a weak key in the card.
    static func seal(_ payload: RequestPayload, to card: Card, context: [UInt8]) throws(CryptoError) -> (
        encapsulated: [UInt8], ciphertext: [UInt8]
    ) {
        let agreement = agreement(payload.bundle, card)
        let padded = Padding.pad(payload.encode(), to: RequestFrame.ciphertextByteCount(agreement) - HPKE.tagByteCount)
        guard agreement == .hybrid, let prekey = card.hybridPrekey else {
            return try HPKE.seal(padded, to: card.signedPrekey, info: context, associatedData: associatedData)
        }
        return try HPKE.seal(padded, to: prekey, info: context, associatedData: associatedData)
    }

    /// The other end: tries the prekeys, the newest first.
    static func open(
        _ request: IncomingRequestTable.Unopened, as own: MemberAddress, with prekeys: [AccountRecord.Prekey], _ capabilities: Capabilities
    ) -> Outcome {
        let isHybrid = request.encapsulated.count == RequestFrame.encapsulatedByteCount(.hybrid)
        if isHybrid, !capabilities.contains(.postQuantum) { return prekeys.contains { $0.hybridSeed != nil } ? .locked : .refused }
        for prekey in prekeys.reversed() {
            let context = RequestPayload.context(
                asker: request.sender, node: own.node, name: own.name, pseudonym: request.pseudonym, cardHash: prekey.cardHash)
            guard let plaintext = open(request, with: prekey, context, isHybrid: isHybrid), let bytes = Padding.unpad(plaintext),
                let payload = try? RequestPayload(decoding: bytes)
            else { continue }
            let due = KeyAgreement(payload.bundle.capabilities, prekey.hybridSeed == nil ? [] : .postQuantum)
            guard due == (isHybrid ? .hybrid : .classical), payload.from.node == request.sender, payload.from != own else {
                return .refused
            }
            return .opened(payload, due)
        }
        return .refused
    }

    private static func open(
        _ request: IncomingRequestTable.Unopened, with prekey: AccountRecord.Prekey, _ context: [UInt8], isHybrid: Bool
    ) -> [UInt8]? {
        guard isHybrid else {
            return try? HPKE.open(
                request.ciphertext, encapsulated: request.encapsulated, with: prekey.key, info: context, associatedData: associatedData)
        }
        guard let seed = prekey.hybridSeed, let key = try? XWingKey(seed: seed) else { return nil }
        return try? HPKE.open(
            request.ciphertext, encapsulated: request.encapsulated, with: key, info: context, associatedData: associatedData)
    }
}
