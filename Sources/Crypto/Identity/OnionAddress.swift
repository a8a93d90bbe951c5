private import Bytes

/// The address of an onion service, version 3: parsed once, and then it can't be wrong.
///
/// **Layout** base32(key 32 ‖ checksum 2 ‖ version 1) ‖ `.onion`, checksum = SHA3-256(".onion checksum" ‖ key ‖ version)[0..<2].
/// **Source** Tor's rend-spec-v3 [ONIONADDRESS]; protocol §2.2.
public struct OnionAddress: Hashable, Sendable {
    /// The number of characters of a service ID.
    public static let serviceIDCharacterCount = 56

    /// The service's Ed25519 key.
    public let publicKey: VerifyingKey
    /// The 56 characters before `.onion`, in lower case.
    public let serviceID: String

    private static let suffix = ".onion"
    private static let version: UInt8 = 3
    private static let checksumByteCount = 2

    /// The address of the service whose key is `publicKey`.
    public init(publicKey: VerifyingKey) {
        self.publicKey = publicKey
        serviceID = Base32.encode(publicKey.bytes + Self.checksum(of: publicKey.bytes) + [Self.version])
    }

    /// The address that `text` spells, with its `.onion`, in either case.
    ///
    /// **Errors** ``OnionAddressError``, the first that fits.
    public init(_ text: some StringProtocol) throws(OnionAddressError) {
        // Bytes, not characters: nothing of Unicode's case folding or combining marks may reach the comparison.
        let bytes = text.utf8.map { byte in (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte }
        guard bytes.suffix(Self.suffix.utf8.count).elementsEqual(Self.suffix.utf8) else { throw .missingSuffix }
        let spelled = bytes.dropLast(Self.suffix.utf8.count)
        guard spelled.count == Self.serviceIDCharacterCount else { throw .wrongLength(spelled.count) }
        guard let serviceID = String(validating: spelled, as: UTF8.self), let decoded = Base32.decode(serviceID) else {
            throw .wrongCharacter
        }
        let key = Array(decoded.prefix(VerifyingKey.byteCount))
        guard let version = decoded.last, version == Self.version else { throw .wrongVersion(decoded.last ?? 0) }
        guard decoded.dropFirst(VerifyingKey.byteCount).prefix(Self.checksumByteCount).elementsEqual(Self.checksum(of: key)) else {
            throw .checksumMismatch
        }
        do { publicKey = try VerifyingKey(key) } catch { throw .weakKey(error) }
        self.serviceID = serviceID
    }

    /// The address that `spelled` spells, with its `.onion`, out of a seal of this node's: it was parsed before it was put there.
    ///
    /// Its shape is looked at again, its checksum is not: what is sealed can't have changed.
    /// **Errors** ``OnionAddressError``, the first that fits.
    package init(sealed spelled: ArraySlice<UInt8>) throws(OnionAddressError) {
        guard spelled.suffix(Self.suffix.utf8.count).elementsEqual(Self.suffix.utf8) else { throw .missingSuffix }
        let service = spelled.dropLast(Self.suffix.utf8.count)
        guard service.count == Self.serviceIDCharacterCount else { throw .wrongLength(service.count) }
        let isShouted = service.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        guard !isShouted, let decoded = Base32.decode(utf8: service) else { throw .wrongCharacter }
        guard let version = decoded.last, version == Self.version else { throw .wrongVersion(decoded.last ?? 0) }
        do { publicKey = try VerifyingKey(Array(decoded.prefix(VerifyingKey.byteCount))) } catch { throw .weakKey(error) }
        serviceID = String(decoding: service, as: UTF8.self)
    }

    /// Whether both are the same service.
    public static func == (left: OnionAddress, right: OnionAddress) -> Bool { left.publicKey == right.publicKey }

    /// Feeds the key alone: it says everything.
    public func hash(into hasher: inout Hasher) { hasher.combine(publicKey) }

    private static func checksum(of key: [UInt8]) -> [UInt8] {
        Array(SHA3_256.hash(Array(".onion checksum".utf8) + key + [version]).prefix(checksumByteCount))
    }
}

extension OnionAddress: Comparable {
    /// The order of the texts, so that both ends of a connection agree on it.
    public static func < (left: OnionAddress, right: OnionAddress) -> Bool { left.serviceID < right.serviceID }
}

extension OnionAddress: CustomStringConvertible {
    /// The whole address: 56 characters and `.onion`.
    public var description: String { serviceID + Self.suffix }
}
