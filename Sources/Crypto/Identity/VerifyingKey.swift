internal import COpenSSL

/// The public half of an Ed25519 key, refused when it is one of those that OpenSSL would let through and must not.
///
/// **Shape** 32 bytes: y little-endian, the sign of x in the last bit. **Source** RFC 8032 §5.1; protocol §1.2.
public struct VerifyingKey: Hashable, Sendable {
    /// The number of bytes of a key.
    public static let byteCount = 32
    /// The number of bytes of a signature.
    public static let signatureByteCount = 64

    /// The key as it crosses the wire.
    public let bytes: [UInt8]

    /// A key from its 32 bytes.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``; ``CryptoError/nonCanonicalKey`` when y ≥ 2²⁵⁵ − 19 (each key has one
    /// spelling only); ``CryptoError/smallOrderKey`` for the points of order 1, 2, 4 and 8 (one signature would fit every message).
    public init(_ bytes: [UInt8]) throws(CryptoError) {
        try requireLength(bytes.count, Self.byteCount)
        var coordinate = bytes
        coordinate[31] &= 0x7f
        guard coordinate.reversed().lexicographicallyPrecedes(Self.prime.reversed()) else { throw .nonCanonicalKey }
        guard !Self.smallOrderCoordinates.contains(coordinate) else { throw .smallOrderKey }
        self.bytes = bytes
    }

    /// Whether `signature` is this key's over `ONION1/<purpose>\0` ‖ `data`.
    public func isValid(_ signature: [UInt8], of data: [UInt8], purpose: String) -> Bool {
        isValidRaw(signature, of: SignaturePurpose.message(data, purpose: purpose))
    }

    /// Whether `signature` is this key's over `message` as it is: for vectors and foreign protocols only.
    package func isValidRaw(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard signature.count == Self.signatureByteCount else { return false }
        defer { ERR_clear_error() }
        guard let object = try? KeyObject.make(.ed25519, publicKey: bytes),
            let context = try? unsafe OpenSSLObject(EVP_MD_CTX_new(), free: EVP_MD_CTX_free),
            unsafe EVP_DigestVerifyInit_ex(context.pointer, nil, nil, nil, nil, object.pointer, nil) == 1
        else { return false }
        return unsafe EVP_DigestVerify(context.pointer, signature, signature.count, message, message.count) == 1
    }

    /// p = 2²⁵⁵ − 19, little-endian.
    static let prime: [UInt8] = [0xed] + [UInt8](repeating: 0xff, count: 30) + [0x7f]

    /// The y of every point whose order divides 8; each stands for both signs of x.
    static let smallOrderCoordinates: [[UInt8]] = [
        // 0: the two points of order 4.
        [UInt8](repeating: 0, count: 32),
        // 1: the neutral point.
        [1] + [UInt8](repeating: 0, count: 31),
        // p − 1: the point of order 2.
        [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
        // The four points of order 8, two to each y.
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
            0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
            0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
        ],
    ]
}
