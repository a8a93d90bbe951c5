import Crypto
import Testing

@testable import HTTP
@testable import Web

@Suite struct SecurityTests {
    private let onion = WebHost.onion(Samples.node)
    private let local = WebHost.loopback(port: 8080)

    @Test func `a front answers to its own names only`() {
        let name = Samples.node.description
        #expect(onion.isNamed(name))
        for other in [name + ":80", name.uppercased(), "www." + name, "127.0.0.1", "", "\(Samples.otherNode)", name + "."] {
            #expect(!onion.isNamed(other))
        }
        #expect(local.isNamed("127.0.0.1:8080") && local.isNamed("localhost:8080"))
        for other in ["127.0.0.1", "localhost", "127.0.0.1:8081", "localhost:80", "evil.example:8080", name] {
            #expect(!local.isNamed(other))
        }
        #expect(WebHost.loopback(port: 80).isNamed("localhost"))
    }

    @Test func `a form counts as ours only from the very same host`() {
        let name = Samples.node.description
        #expect(onion.isOwn(origin: "http://\(name)", host: name))
        for origin in [
            nil, "null", "", "https://\(name)", "http://\(name):80", "http://\(name)/", "http://\(Samples.otherNode)", "HTTP://\(name)",
        ] {
            #expect(!onion.isOwn(origin: origin, host: name))
        }
        #expect(local.isOwn(origin: "http://localhost:8080", host: "localhost:8080"))
        #expect(!local.isOwn(origin: "http://localhost:8080", host: "127.0.0.1:8080"))
        #expect(!local.isOwn(origin: "http://evil.example", host: "evil.example"))
    }

    @Test func `cookies are locked to the host on an onion`() {
        #expect(
            SetCookie.set(.signIn, "abc", on: onion).text == "__Host-onionnode=abc; Path=/; Secure; HttpOnly; SameSite=Strict")
        #expect(SetCookie.remove(.signIn, on: onion).text == "__Host-onionnode=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
        #expect(SetCookie.set(.signIn, "abc", on: local).text == "onionnode-8080=abc; Path=/; HttpOnly; SameSite=Strict")
    }

    @Test func `only our own cookies are read, each once`() {
        let cookies = Cookies("a=b; __Host-onionnode=x=y; onionnode=evil; __Host-onionnode-note=registered", on: onion)
        #expect(cookies[.signIn] == "x=y")
        #expect(cookies[.note] == "registered")
        #expect(cookies[.visitor] == nil)
        #expect(Cookies("__Host-onionnode=1; __Host-onionnode=2", on: onion)[.signIn] == nil)
        #expect(Cookies("__Host-onionnode=1; __Host-onionnode=2; __Host-onionnode=3", on: onion)[.signIn] == nil)
        for odd in [nil, "", ";", "=", "a", "__Host-onionnode", " ; =;="] { #expect(Cookies(odd, on: onion)[.signIn] == nil) }
    }

    @Test func `a visitor's token fits that visitor's cookie alone`() {
        let tokens = VisitorTokens(key: SecretBytes.random(32))
        let cookie = VisitorTokens.freshCookie()
        let token = Array(tokens.token(for: cookie).utf8)
        #expect(tokens.isToken(token, for: cookie))
        #expect(!tokens.isToken(token, for: VisitorTokens.freshCookie()))
        #expect(!tokens.isToken([], for: cookie))
        #expect(!tokens.isToken(Array(tokens.token(for: "").utf8), for: ""))
        #expect(!VisitorTokens(key: SecretBytes.random(32)).isToken(token, for: cookie))
    }

    @Test func `an answer carries the headers of the house and no fingerprint`() {
        let head = String(
            decoding: Response(.ok, fields: [.html], body: .whole([1, 2])).head(keepsAlive: true, common: SecurityHeaders.lines),
            as: UTF8.self)
        #expect(
            head == """
                HTTP/1.1 200 OK\r
                Content-Type: text/html; charset=utf-8\r
                Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; \
                frame-ancestors 'self'; base-uri 'none'\r
                X-Content-Type-Options: nosniff\r
                Referrer-Policy: same-origin\r
                Cross-Origin-Opener-Policy: same-origin\r
                Cross-Origin-Resource-Policy: same-origin\r
                Cache-Control: no-store\r
                Content-Length: 2\r
                \r

                """)
        let sheet = String(
            decoding: Response(.ok, fields: [.css, .immutable]).head(keepsAlive: false, common: SecurityHeaders.lines), as: UTF8.self)
        #expect(sheet.contains("\r\nCache-Control: private, max-age=31536000, immutable\r\n"))
        #expect(!sheet.contains("no-store"))
        #expect(sheet.hasSuffix("\r\nConnection: close\r\n\r\n"))
    }
}
