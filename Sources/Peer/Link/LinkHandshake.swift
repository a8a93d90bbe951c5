import Bytes
import Crypto

/// What a finished handshake leaves: who is there, and the two ciphers.
struct LinkKeys: Sendable {
    /// The node at the other end, as its certificate proved.
    let remote: OnionAddress
    /// Seals what we send.
    let send: NoiseCipher
    /// Opens what we receive.
    let receive: NoiseCipher
}

/// The handshake of a link: Noise XX with certificates, as a value. Bytes in, action out, no stream and no clock inside.
///
/// The initiator judges the certificate and compares it with the dialled address before it sends message 3, so that it shows itself to
/// nobody else; the responder learns from message 3 who dialled. A handshake that is relayed to a third node fails: the dialled
/// onion's key is the prologue.
/// **Layout** each message is u16 length ‖ message; the lengths are 32, 352 and 320.
/// **Errors** ``HandshakeError``; after one the handshake is of no more use.
/// **Source** protocol §4.1.
struct LinkHandshake: Sendable {
    /// What to do after a message was read.
    enum Step: Sendable {
        /// Send these bytes and wait for the next message.
        case reply([UInt8])
        /// Send these bytes, if any; the link is up.
        case established(LinkKeys, reply: [UInt8])
    }

    private enum State: Sendable {
        case readyToDial, awaitingFirst, awaitingSecond, awaitingThird, over
    }

    /// The bytes of the length before each message.
    static let prefixByteCount = 2
    private static let firstByteCount = 32
    private static let secondByteCount = 32 + 48 + HandshakePayload.byteCount + 16
    private static let thirdByteCount = 48 + HandshakePayload.byteCount + 16

    private let own: OnionAddress
    private let dialled: OnionAddress
    private let credential: LinkCredential
    private let version: PeerVersion
    private var noise: NoiseXX
    private var state: State

    /// The dialler's end: `own` dials `dialled`.
    init(from own: OnionAddress, dialling dialled: OnionAddress, credential: LinkCredential, version: PeerVersion = .current) {
        self.init(role: .initiator, own: own, dialled: dialled, credential: credential, version: version)
    }

    /// The end that was dialled under its address `own`.
    init(answeringAs own: OnionAddress, credential: LinkCredential, version: PeerVersion = .current) {
        self.init(role: .responder, own: own, dialled: own, credential: credential, version: version)
    }

    private init(role: NoiseXX.Role, own: OnionAddress, dialled: OnionAddress, credential: LinkCredential, version: PeerVersion) {
        self.own = own
        self.dialled = dialled
        self.credential = credential
        self.version = version
        let prologue = Array("ONION1/link\0".utf8) + dialled.publicKey.bytes
        noise = NoiseXX(role: role, staticKey: credential.staticKey, prologue: prologue)
        state = role == .initiator ? .readyToDial : .awaitingFirst
    }

    /// The first message: the dialler calls this once.
    mutating func begin() throws(HandshakeError) -> [UInt8] {
        guard state == .readyToDial else { throw .wrongTurn }
        state = .awaitingSecond
        return try write([])
    }

    /// How long the next message is; nil when none is expected. The caller refuses another length before it reads on.
    var expectedByteCount: Int? {
        switch state {
        case .awaitingFirst: Self.firstByteCount
        case .awaitingSecond: Self.secondByteCount
        case .awaitingThird: Self.thirdByteCount
        case .readyToDial, .over: nil
        }
    }

    /// Takes the length that came before a message and gives it back when it is the one expected.
    func checkPrefix(_ prefix: [UInt8]) throws(HandshakeError) -> Int {
        guard let expected = expectedByteCount else { throw .wrongTurn }
        var reader = ByteReader(prefix)
        guard let found = try? reader.readUInt16(), Int(found) == expected else {
            throw .wrongMessageLength(found: prefix.reduce(0) { $0 << 8 | Int($1) }, expected: expected)
        }
        return expected
    }

    /// Takes the other side's next message, without its length. `now` is the second at which certificates are judged.
    mutating func received(_ message: [UInt8], now: Int64) throws(HandshakeError) -> Step {
        guard let expected = expectedByteCount else { throw .wrongTurn }
        guard message.count == expected else { throw .wrongMessageLength(found: message.count, expected: expected) }
        let step = state
        state = .over
        let payload = try read(message)
        switch step {
        case .readyToDial, .over: throw .wrongTurn
        case .awaitingFirst:
            guard payload.isEmpty else { throw .malformedPayload }
            let reply = try write(ownPayload)
            state = .awaitingThird
            return .reply(reply)
        case .awaitingSecond:
            guard try judge(payload, now: now) == dialled else { throw .wrongNode }
            let reply = try write(ownPayload)
            return .established(try keys(remote: dialled), reply: reply)
        case .awaitingThird:
            let remote = try judge(payload, now: now)
            guard remote != own else { throw .ourselves }
            return .established(try keys(remote: remote), reply: [])
        }
    }

    private var ownPayload: [UInt8] { HandshakePayload(version: version, certificate: credential.certificate).encode() }

    private func judge(_ payload: [UInt8], now: Int64) throws(HandshakeError) -> OnionAddress {
        let payload = try HandshakePayload(decoding: payload)
        guard version.common(with: payload.version) != nil else { throw .noCommonVersion }
        guard let staticKey = noise.remoteStatic else { throw .wrongTurn }
        return try payload.certificate.owner(of: staticKey, now: now)
    }

    private mutating func write(_ payload: [UInt8]) throws(HandshakeError) -> [UInt8] {
        do throws(NoiseError) {
            var writer = ByteWriter()
            writer.writePrefixed(try noise.write(payload))
            return writer.bytes
        } catch {
            throw .noise(error)
        }
    }

    private mutating func read(_ message: [UInt8]) throws(HandshakeError) -> [UInt8] {
        do throws(NoiseError) { return try noise.read(message) } catch { throw .noise(error) }
    }

    private mutating func keys(remote: OnionAddress) throws(HandshakeError) -> LinkKeys {
        do throws(NoiseError) {
            let ciphers = try noise.split()
            return LinkKeys(remote: remote, send: ciphers.send, receive: ciphers.receive)
        } catch {
            throw .noise(error)
        }
    }
}
