import Bytes
import Crypto

/// An onion's word that a static key is its own, for a while.
///
/// **Layout** onion key 32 · not after u64 (seconds since 1970) · signature 64 by the onion key, purpose "link-static", over
/// static key 32 ‖ not after u64.
/// **Source** protocol §4.2.
struct LinkCertificate: Equatable, Sendable {
    private static let purpose = "link-static"

    /// The key that the node's onion address spells.
    let onionKey: [UInt8]
    /// The second from which it is void.
    let notAfter: Int64
    private let signature: [UInt8]

    /// Certifies `staticKey` until `notAfter`.
    init(of staticKey: AgreementPublicKey, notAfter: Int64, signedBy key: SigningKey) {
        onionKey = key.publicKey.bytes
        self.notAfter = notAfter
        signature = key.sign(Self.signed(staticKey, notAfter), purpose: Self.purpose)
    }

    /// Reads the 104 bytes of a certificate, without judging them.
    init(from reader: inout ByteReader) throws(ByteReaderError) {
        onionKey = try reader.read(32)
        let seconds = try reader.readUInt64()
        guard let notAfter = Int64(exactly: seconds) else { throw .invalidValue }
        self.notAfter = notAfter
        signature = try reader.read(64)
    }

    /// Appends the 104 bytes of this certificate.
    func write(to writer: inout ByteWriter) {
        writer.write(onionKey)
        writer.write(UInt64(clamping: notAfter))
        writer.write(signature)
    }

    /// The address of the node whose static key `staticKey` is, if this certificate says so at the second `now`.
    func owner(of staticKey: AgreementPublicKey, now: Int64) throws(HandshakeError) -> OnionAddress {
        guard let key = try? VerifyingKey(onionKey) else { throw .certificateInvalid }
        guard key.isValid(signature, of: Self.signed(staticKey, notAfter), purpose: Self.purpose) else { throw .certificateInvalid }
        guard now < notAfter else { throw .certificateExpired }
        guard notAfter - now <= LinkLimits.longestCertificateSeconds else { throw .certificateTooLong }
        return OnionAddress(publicKey: key)
    }

    private static func signed(_ staticKey: AgreementPublicKey, _ notAfter: Int64) -> [UInt8] {
        var writer = ByteWriter(capacity: 40)
        writer.write(staticKey.bytes)
        writer.write(UInt64(clamping: notAfter))
        return writer.bytes
    }
}
