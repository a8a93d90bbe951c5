internal import Crypto
internal import Domain
internal import HTTP

/// The answer to a form that took effect: a redirect, with its cookies. The cookie of a sign-in among them is sealed under what only the browser that
/// sent the form has; nothing in the node's memory opens it.
struct KeptAnswer: Sendable {
    private static let context = Array("ONION1/form-answer\0".utf8)
    private static let nonceByteCount = 12

    private let fields: [ResponseField]
    private let sealedSignIn: (nonce: [UInt8], bytes: [UInt8])?

    /// Keeps `response`, if it is one to be kept: a page, which holds what was typed, is not.
    ///
    /// - Parameter host: the front that answered.
    init?(_ response: Response, key: SecretBytes, on host: WebHost) {
        guard response.status == .seeOther, case .whole(let body) = response.body, body.isEmpty else { return nil }
        fields = response.fields.filter { $0.signIn(on: host) == nil }
        guard let signIn = response.signIn(on: host) else {
            sealedSignIn = nil
            return
        }
        // One key may seal two answers, when the first was forgotten meanwhile: never with one nonce.
        let nonce = Random.bytes(Self.nonceByteCount)
        guard
            let sealed = try? ChaChaPoly.seal(Array(signIn.exposedText().utf8), key: key, nonce: nonce, associatedData: Self.context)
        else { return nil }
        sealedSignIn = (nonce, sealed)
    }

    /// The sign-in that the answer gave; nil when it gave none, or `key` is another sending's.
    func signIn(key: SecretBytes) -> SignInCookie? {
        sealedSignIn.flatMap { sealed in
            (try? ChaChaPoly.open(sealed.bytes, key: key, nonce: sealed.nonce, associatedData: Self.context))
                .flatMap { SignInCookie(text: String(decoding: $0, as: UTF8.self)) }
        }
    }

    /// Whether the answer gave a sign-in.
    var givesSignIn: Bool { sealedSignIn != nil }

    /// The answer again, with the cookie of `signIn` on `host`.
    func response(_ signIn: SignInCookie?, on host: WebHost) -> Response {
        Response(.seeOther, fields: fields + (signIn.map { [.setCookie(.set(.signIn, $0.exposedText(), on: host))] } ?? []))
    }
}

extension Response {
    /// The sign-in that this answer gives the browser.
    fileprivate func signIn(on host: WebHost) -> SignInCookie? {
        fields.lazy.compactMap { $0.signIn(on: host) }.first.flatMap { SignInCookie(text: $0) }
    }

    /// Whether this answer gives the browser another sign-in or takes the one it had.
    func changesSignIn(on host: WebHost) -> Bool {
        let name = CookieName.signIn.text(on: host)
        return fields.contains { if case .setCookie(let cookie) = $0 { cookie.name == name } else { false } }
    }
}

extension ResponseField {
    /// The value of a sign-in's cookie that this header sets.
    fileprivate func signIn(on host: WebHost) -> String? {
        guard case .setCookie(let cookie) = self, cookie.name == CookieName.signIn.text(on: host), !cookie.value.isEmpty else { return nil }
        return cookie.value
    }
}
