import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto
@testable import Web

/// What this node gave away and takes back: the right to send a request, and the cookies of its front.
let tokenTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "request-token", longestInput: 64,
        seeds: { [[0] + Tokens.genuine, [1], [1, 0, 4, 1], [2, 0, 0, 0, 0, 18], [2, 0, 0, 0, 24, 26], [2, 0, 0, 0, 25, 26]] },
        run: Tokens.runRequest),
    FuzzTarget(
        name: "cookies", longestInput: 256,
        seeds: {
            let value = String(repeating: "A", count: 43)
            return [
                value, "onionnode-80=\(value); onionnode-visitor-80=b", "__Host-onionnode=\(value)", "onionnode-80=a; onionnode-80=b; a",
                "onionnode-80=a;onionnode-80=b;onionnode-80=c",
            ].map { Array($0.utf8) }
        },
        run: Tokens.runCookies),
]

private enum Tokens {
    private static let nodeKey = NodeKey(FixedKeys.secret(1))
    private static let asker = OnionAddress(publicKey: FixedKeys.signing(2).publicKey)
    private static let name = FixedKeys.required { try Username("ada") }
    private static let pseudonym = [UInt8](repeating: 3, count: 16)
    private static let now = UnixMinute(count: 29_000_000)
    static let genuine = RequestToken.make(now: now, workBits: 18, asker: asker, pseudonym: pseudonym, name: name, nodeKey)

    private static func bits(of token: [UInt8], pseudonym: [UInt8] = pseudonym) -> UInt8? {
        RequestToken.workBits(of: token, now: now, asker: asker, pseudonym: pseudonym, name: name, nodeKey)
    }

    /// First byte: 0 the rest is the token, 1 it changes the true one, else its hours before now (u32) and work bits get a right code.
    static func runRequest(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let rest = Array(input.dropFirst())
        if mode < 2 {
            let candidate = mode == 0 ? rest : genuine.patched(rest[...])
            return claim(bits(of: candidate) == (candidate == genuine ? 18 : nil), "a token is the one that was given, and no other")
        }
        var reader = ByteReader(rest.fitted(to: 5))
        guard let age = try? reader.readUInt32(), let work = try? reader.readUInt8() else { return }
        let hour = now.count / 60 &- age
        var writer = ByteWriter()
        writer.write(hour)
        writer.write(work)
        let token = writer.bytes + nodeKey.tokenCode(writer.bytes, asker: asker, pseudonym: pseudonym, name: name)
        claim(bits(of: token) == (age <= RequestToken.lifetimeHours ? work : nil), "a token is good for its day, and says its work")
        claim(bits(of: token, pseudonym: pseudonym.reversed() + [0]) == nil, "a token is good for one asker")
        claim(bits(of: token + [0]) == nil && bits(of: Array(token.dropLast())) == nil, "a token has its length")
    }

    static func runCookies(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        if let cookie = SignInCookie(text: text) {
            claim(cookie.exposedText() == text, "a cookie has one spelling")
            claim(cookie.isFormToken(cookie.formToken()) && !cookie.isFormToken(text), "a form's token is not the cookie")
        } else {
            claim(text.utf8.count != 43 || Base64.decodeURL(text) == nil, "43 characters of base64url are a cookie")
        }
        for host in [WebHost.loopback(port: 80), .onion(asker)] {
            let cookies = Cookies(text, on: host)
            for name in CookieName.allCases {
                // By the plainest reading: the values of the pairs with that name; there is one, or none counts.
                let found = text.split(separator: ";").map { $0.drop { $0 == " " } }.filter { $0.hasPrefix(name.text(on: host) + "=") }
                let value = found.count == 1 ? String(found[0].dropFirst(name.text(on: host).count + 1)) : nil
                claim(cookies[name] == value, "a cookie that came once is its value, and one that came twice is none")
            }
        }
    }
}
