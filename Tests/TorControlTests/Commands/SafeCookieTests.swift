import Bytes
import Crypto
import Testing

@testable import TorControl

struct SafeCookieTests {
    private static let cookie = [UInt8](repeating: 0xc0, count: 32)
    private static let clientNonce = [UInt8](0..<32)
    private static let serverNonce = [UInt8](32..<64)

    private static func hash(_ purpose: String, cookie: [UInt8] = cookie) -> [UInt8] {
        HMACSHA256.code(
            cookie + clientNonce + serverNonce,
            key: SecretBytes(copying: Array("Tor safe cookie authentication \(purpose) hash".utf8)))
    }

    private static func info(_ methods: String) throws -> ControlReply {
        try .reading("250-PROTOCOLINFO 1", "250-AUTH \(methods)", "250-VERSION Tor=\"0.4.9.11\"", "250 OK")
    }

    private static func challenge(hash: [UInt8], nonce: [UInt8] = serverNonce) throws -> ControlReply {
        try .reading("250 AUTHCHALLENGE SERVERHASH=\(Hex.encode(hash).uppercased()) SERVERNONCE=\(Hex.encode(nonce))")
    }

    /// A handshake that waits for the challenge.
    private static func challenged() throws -> SafeCookie {
        var handshake = SafeCookie(clientNonce: clientNonce)
        _ = try handshake.received(try info("METHODS=COOKIE,SAFECOOKIE COOKIEFILE=\"/a\""))
        _ = try handshake.cookieRead(SecretBytes(copying: cookie))
        return handshake
    }

    private static func text(_ action: SafeCookie.Action) -> String? {
        if case .send(let line) = action { String(decoding: line.bytes, as: UTF8.self) } else { nil }
    }

    @Test func `both prove that they know the cookie, and nobody shows it`() throws {
        var handshake = SafeCookie(clientNonce: Self.clientNonce)
        #expect(String(decoding: handshake.firstLine.bytes, as: UTF8.self) == "PROTOCOLINFO 1\r\n")
        guard
            case .readCookie(path: "/var/lib/tor \"x\"/c") = try handshake.received(
                try Self.info(#"METHODS=COOKIE,SAFECOOKIE,HASHEDPASSWORD COOKIEFILE="/var/lib/tor \"x\"/c""#))
        else {
            Issue.record("it reads the cookie that the server named")
            return
        }
        #expect(handshake.version == "0.4.9.11")
        let challenge = try handshake.cookieRead(SecretBytes(copying: Self.cookie))
        #expect(Self.text(challenge) == "AUTHCHALLENGE SAFECOOKIE \(Hex.encode(Self.clientNonce))\r\n")
        let answer = try handshake.received(try Self.challenge(hash: Self.hash("server-to-controller")))
        #expect(Self.text(answer) == "AUTHENTICATE \(Hex.encode(Self.hash("controller-to-server")))\r\n")
        guard case .authenticated = try handshake.received(try .reading("250 OK")) else {
            Issue.record("the handshake ends")
            return
        }
    }

    @Test(arguments: [
        "METHODS=NULL", "METHODS=COOKIE COOKIEFILE=\"/a\"", "METHODS=HASHEDPASSWORD", "METHODS=NULL,SAFECOOKIE COOKIEFILE=\"/a\"",
    ])
    func `a port that offers less than SAFECOOKIE, or is open to all, is refused`(_ methods: String) throws {
        var handshake = SafeCookie(clientNonce: Self.clientNonce)
        let reply = try Self.info(methods)
        #expect(throws: TorControlError.safeCookieNotOffered) { try handshake.received(reply) }
    }

    @Test func `a server that does not know the cookie gets no proof from us`() throws {
        var handshake = try Self.challenged()
        let reply = try Self.challenge(hash: Self.hash("server-to-controller", cookie: [UInt8](repeating: 0, count: 32)))
        #expect(throws: TorControlError.serverHashMismatch) { try handshake.received(reply) }
        // Our own kind of hash thrown back at us is no proof either.
        var second = try Self.challenged()
        let reflected = try Self.challenge(hash: Self.hash("controller-to-server"))
        #expect(throws: TorControlError.serverHashMismatch) { try second.received(reflected) }
    }

    @Test(arguments: [0, 31, 33])
    func `a cookie of another size is none`(_ count: Int) throws {
        var handshake = SafeCookie(clientNonce: Self.clientNonce)
        _ = try handshake.received(try Self.info("METHODS=SAFECOOKIE COOKIEFILE=\"/a\""))
        #expect(throws: TorControlError.cookieWrongSize(count)) {
            try handshake.cookieRead(SecretBytes(copying: [UInt8](repeating: 1, count: count)))
        }
    }

    @Test func `a refused proof is told apart from garbage`() throws {
        var handshake = try Self.challenged()
        _ = try handshake.received(try Self.challenge(hash: Self.hash("server-to-controller")))
        let refusal = try ControlReply.reading("515 Authentication failed: Wrong length")
        #expect(throws: TorControlError.authenticationRefused) { try handshake.received(refusal) }
    }

    @Test(arguments: [
        "250 OK", "250 AUTHCHALLENGE", "250 AUTHCHALLENGE SERVERHASH=00 SERVERNONCE=00", "250 AUTHCHALLENGE SERVERHASH=zz SERVERNONCE=zz",
        "250 SOMETHING SERVERHASH=\(String(repeating: "0", count: 64)) SERVERNONCE=\(String(repeating: "0", count: 64))",
        "250 AUTHCHALLENGE SERVERHASH=\(String(repeating: "0", count: 64)) SERVERNONCE=\(String(repeating: "0", count: 62))",
    ])
    func `a garbled challenge is refused`(_ line: String) throws {
        var handshake = try Self.challenged()
        let reply = try ControlReply.reading(line)
        #expect(throws: TorControlError.garbledReply) { try handshake.received(reply) }
    }

    @Test func `garbled protocol information is refused`() throws {
        for lines in [
            ["250 OK"], ["250-PROTOCOLINFO 1", "250 OK"], ["250-AUTH METHODS=SAFECOOKIE", "250 OK"],
            ["250-PROTOCOLINFO 1", "250-AUTH METHODS=NULL", "250-AUTH METHODS=SAFECOOKIE", "250 OK"],
        ] {
            var parser = ControlReplyParser()
            let reply = try #require(try parser.received(Array((lines.joined(separator: "\r\n") + "\r\n").utf8)).first)
            #expect(throws: TorControlError.garbledReply) { try ProtocolInfo(reply) }
        }
        let refusal = try ControlReply.reading("514 Authentication required.")
        #expect(throws: TorControlError.commandRefused(status: 514)) { try ProtocolInfo(refusal) }
    }
}
