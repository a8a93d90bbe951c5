internal import Bytes
internal import Crypto

/// Authentication by proving, both ways, that one knows the cookie: replies in, action out, no socket and no file.
///
/// ```
/// C: PROTOCOLINFO 1                                  S: 250-AUTH METHODS=…,SAFECOOKIE COOKIEFILE="…" …
/// C: AUTHCHALLENGE SAFECOOKIE <64 hex>               S: 250 AUTHCHALLENGE SERVERHASH=<64 hex> SERVERNONCE=<64 hex>
/// C: AUTHENTICATE <64 hex>                           S: 250 OK
/// ```
///
/// There is no way down: a port without SAFECOOKIE (open, by password, by the plain cookie) is refused, and nothing is sent to a server
/// that has not proved first that it knows the cookie.
///
/// **Source** control-spec §3.5, §3.21, §3.24.
struct SafeCookie: Sendable {
    /// Both nonces, the cookie and the hashes: 32 bytes each.
    static let byteCount = 32

    /// What to do next.
    enum Action: Sendable {
        /// Write the line; its reply goes to ``received(_:)``.
        case send(ControlLine)
        /// Read the cookie, from this path if the server named one, and hand it to ``cookieRead(_:)``.
        case readCookie(path: String?)
        /// Done: the connection takes all commands now.
        case authenticated
    }

    private enum State: Sendable {
        case waitingForProtocolInfo
        case waitingForCookie
        case waitingForChallenge(cookie: SecretBytes)
        case waitingForVerdict
        case finished
    }

    private var state = State.waitingForProtocolInfo
    private let clientNonce: [UInt8]

    /// tor's version, once it is known.
    private(set) var version: String?

    /// Starts with a nonce of 32 random bytes.
    init(clientNonce: [UInt8]) {
        precondition(clientNonce.count == Self.byteCount, "the nonce is made by the caller, with 32 bytes")
        self.clientNonce = clientNonce
    }

    /// The first line to send.
    var firstLine: ControlLine { ProtocolInfo.line }

    /// Takes the reply to the line sent last.
    ///
    /// **Errors** ``TorControlError``; after one the connection must be closed.
    mutating func received(_ reply: ControlReply) throws(TorControlError) -> Action {
        switch state {
        case .waitingForProtocolInfo:
            let info = try ProtocolInfo(reply)
            guard info.methods.contains("SAFECOOKIE"), !info.methods.contains("NULL") else { throw .safeCookieNotOffered }
            version = info.version
            state = .waitingForCookie
            return .readCookie(path: info.cookiePath)
        case .waitingForChallenge(let cookie):
            let challenge = try Challenge(reply)
            let message = cookie.exposed() + clientNonce + challenge.serverNonce
            let expected = HMACSHA256.code(message, key: Self.serverKey)
            guard constantTimeEqual(expected, challenge.serverHash) else { throw .serverHashMismatch }
            state = .waitingForVerdict
            return .send(ControlLine("AUTHENTICATE").adding(hex: HMACSHA256.code(message, key: Self.clientKey)))
        case .waitingForVerdict:
            guard reply.status == 250 else { throw .authenticationRefused }
            state = .finished
            return .authenticated
        case .waitingForCookie, .finished:
            // Nothing was asked, so this answers nothing.
            throw .garbledReply
        }
    }

    /// Takes the cookie that ``Action/readCookie(path:)`` asked for.
    ///
    /// **Errors** ``TorControlError/cookieWrongSize(_:)``.
    mutating func cookieRead(_ cookie: SecretBytes) throws(TorControlError) -> Action {
        guard case .waitingForCookie = state else { throw .garbledReply }
        guard cookie.count == Self.byteCount else { throw .cookieWrongSize(cookie.count) }
        state = .waitingForChallenge(cookie: cookie)
        return .send(ControlLine("AUTHCHALLENGE").adding(literal: "SAFECOOKIE").adding(hex: clientNonce))
    }

    private static let serverKey = SecretBytes(copying: Array("Tor safe cookie authentication server-to-controller hash".utf8))
    private static let clientKey = SecretBytes(copying: Array("Tor safe cookie authentication controller-to-server hash".utf8))

    /// `250 AUTHCHALLENGE SERVERHASH=<64 hex> SERVERNONCE=<64 hex>`
    private struct Challenge {
        let serverHash: [UInt8]
        let serverNonce: [UInt8]

        init(_ reply: ControlReply) throws(TorControlError) {
            let lines = try reply.successLines()
            guard lines.count == 1 else { throw .garbledReply }
            let arguments = try KeywordArguments(lines[0].text)
            guard arguments.words == ["AUTHCHALLENGE"],
                let hash = arguments["SERVERHASH"].flatMap({ Hex.decode($0) }), hash.count == SafeCookie.byteCount,
                let nonce = arguments["SERVERNONCE"].flatMap({ Hex.decode($0) }), nonce.count == SafeCookie.byteCount
            else { throw .garbledReply }
            serverHash = hash
            serverNonce = nonce
        }
    }
}
