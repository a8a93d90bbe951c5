internal import Bytes
package import Crypto

/// What a browser holds of a sign-in: the key to the account key in the node's memory.
///
/// **Shape** 32 random bytes, 43 characters of unpadded base64url as text. **Source** protocol §11.7, §12.3.
public struct SignInCookie: Sendable {
    private let secret: SecretBytes

    /// A fresh cookie.
    package static func random() -> SignInCookie { SignInCookie(secret: SecretBytes.random(32)) }

    private init(secret: SecretBytes) { self.secret = secret }

    /// The cookie that `text` spells; nil when it is not one.
    public init?(text: some StringProtocol) {
        guard text.utf8.count == 43, let bytes = Base64.decodeURL(text), bytes.count == 32 else { return nil }
        secret = SecretBytes(copying: bytes)
    }

    /// The cookie's value, for its `Set-Cookie` line alone.
    public func exposedText() -> String { Base64.encodeURL(secret.exposed()) }

    /// The token that each form of this sign-in carries. **Shape** 43 characters of base64url.
    public func formToken() -> String { Base64.encodeURL(key("form-token").exposed()) }

    /// Whether `text` is ``formToken()``, in constant time.
    public func isFormToken(_ text: String) -> Bool { constantTimeEqual(Array(text.utf8), Array(formToken().utf8)) }

    /// Under what the node finds the sign-in: nothing that opens it.
    package var index: [UInt8] { key("index").exposed() }

    /// Wraps the account key in memory.
    package var wrappingKey: SecretBytes { key("wrap") }

    private func key(_ purpose: String) -> SecretBytes {
        HKDFSHA256.derive(secret, salt: [], info: Array("ONION1/sign-in/\(purpose)\0".utf8), count: 32)
    }
}
