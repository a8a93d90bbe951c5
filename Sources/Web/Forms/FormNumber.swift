internal import Bytes
internal import Crypto
internal import HTTP

/// The random number in a hidden field of each form: the same form sent twice carries the same one, and takes effect once.
///
/// It is no secret and is bound to nothing by itself; what counts is the number together with the token it came with (``FormSending``).
/// **Shape** 16 random bytes as 22 characters of base64url. **Source** protocol §12.6, decision 37.
struct FormNumber: Hashable, Sendable {
    /// Enough that no two forms of a browser ever have the same by chance.
    static let byteCount = 16
    /// The name of the hidden field.
    static let fieldName: StaticString = "number"

    /// As the field carries it.
    let text: String

    private init(text: String) { self.text = text }

    /// A fresh number, for a form that is being shown.
    static func random() -> FormNumber { FormNumber(text: Base64.encodeURL(Random.bytes(byteCount))) }

    /// The number that `form` carries; nil when it carries none in its one spelling.
    init?(_ form: Form) {
        guard let bytes = form[Self.fieldName.description], bytes.count == 22 else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let number = Base64.decodeURL(text), number.count == Self.byteCount, Base64.encodeURL(number) == text else { return nil }
        self.text = text
    }
}
