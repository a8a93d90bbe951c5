package import Crypto
package import Store

/// The key that seals all that is a member's own; only a password opens it.
///
/// **Shape** 32 random bytes. **Source** protocol §10.3.
package struct AccountKey: Sendable {
    package static let byteCount = 32

    package let secret: SecretBytes
    /// Seals the account's records.
    package let records: RecordKey
    private let addressIndex: SecretBytes

    package init(_ secret: SecretBytes) {
        self.secret = secret
        records = RecordKey(HKDFSHA256.derive(secret, salt: [], info: Array("ONION1/account-key/records\0".utf8), count: 64))
        addressIndex = HKDFSHA256.derive(secret, salt: [], info: Array("ONION1/account-key/address-index\0".utf8), count: 32)
    }

    /// The blind index of another member's address within this account. **Shape** 32 bytes.
    package func index(of address: MemberAddress) -> [UInt8] { HMACSHA256.code(Array(address.description.utf8), key: addressIndex) }

    /// A fresh key.
    package static func random() -> AccountKey { AccountKey(SecretBytes.random(byteCount)) }
}
