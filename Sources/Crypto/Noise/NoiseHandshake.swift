/// The XX pattern while it runs: whose turn it is, the keys of both ends and the symmetric state.
///
/// ```
/// -> e
/// <- e, ee, s, es
/// -> s, se
/// ```
/// **Source** The Noise Protocol Framework, revision 34, §5.3 and §7.5.
struct NoiseHandshake: Sendable {
    private enum Token: Sendable { case e, s, ee, es, se }
    private static let pattern: [[Token]] = [[.e], [.e, .ee, .s, .es], [.s, .se]]
    private static let keyByteCount = 32

    private let role: NoiseXX.Role
    private let staticKey: AgreementKey
    private let ephemeral: AgreementKey
    private var remoteEphemeral: AgreementPublicKey?
    private(set) var remoteStatic: AgreementPublicKey?
    private var symmetric: NoiseSymmetricState
    private var messageIndex = 0

    init(role: NoiseXX.Role, staticKey: AgreementKey, prologue: [UInt8], ephemeral: AgreementKey) {
        self.role = role
        self.staticKey = staticKey
        self.ephemeral = ephemeral
        symmetric = NoiseSymmetricState(prologue: prologue)
    }

    /// Whether the next message is this end's to write. The initiator writes messages 0 and 2.
    var isOurTurn: Bool { messageIndex.isMultiple(of: 2) == (role == .initiator) }

    var isFinished: Bool { messageIndex == Self.pattern.count }

    /// What the pattern's keys and tags add to the payload of the next message.
    var overhead: Int {
        var tag = symmetric.tagByteCount
        var count = 0
        for token in Self.pattern[messageIndex] {
            switch token {
            case .e: count += Self.keyByteCount
            case .s: count += Self.keyByteCount + tag
            case .ee, .es, .se: tag = NoiseCipher.tagByteCount
            }
        }
        return count + tag
    }

    mutating func write(_ payload: [UInt8]) throws(NoiseError) -> [UInt8] {
        var message: [UInt8] = []
        for token in Self.pattern[messageIndex] {
            switch token {
            case .e:
                symmetric.mixHash(ephemeral.publicKey.bytes)
                message += ephemeral.publicKey.bytes
            case .s: message += try symmetric.seal(staticKey.publicKey.bytes)
            case .ee, .es, .se: try mix(token)
            }
        }
        message += try symmetric.seal(payload)
        messageIndex += 1
        return message
    }

    mutating func read(_ message: [UInt8]) throws(NoiseError) -> [UInt8] {
        var rest = message[...]
        for token in Self.pattern[messageIndex] {
            switch token {
            case .e:
                let bytes = Array(rest.prefix(Self.keyByteCount))
                remoteEphemeral = try Self.publicKey(bytes)
                symmetric.mixHash(bytes)
                rest = rest.dropFirst(Self.keyByteCount)
            case .s:
                let count = Self.keyByteCount + symmetric.tagByteCount
                remoteStatic = try Self.publicKey(try symmetric.open(Array(rest.prefix(count))))
                rest = rest.dropFirst(count)
            case .ee, .es, .se: try mix(token)
            }
        }
        let payload = try symmetric.open(Array(rest))
        messageIndex += 1
        return payload
    }

    /// The channel that the finished handshake leads to, from this end's side.
    func split() -> (send: NoiseCipher, receive: NoiseCipher, hash: [UInt8]) {
        let ciphers = symmetric.split()
        return switch role {
        case .initiator: (ciphers.initiator, ciphers.responder, symmetric.hash)
        case .responder: (ciphers.responder, ciphers.initiator, symmetric.hash)
        }
    }

    /// Mixes in the agreement a token names: its first letter is the initiator's key, its second the responder's.
    private mutating func mix(_ token: Token) throws(NoiseError) {
        let (own, remote) =
            switch (token, role) {
            case (.es, .initiator), (.se, .responder): (ephemeral, remoteStatic)
            case (.es, .responder), (.se, .initiator): (staticKey, remoteEphemeral)
            default: (ephemeral, remoteEphemeral)
            }
        guard let remote, let secret = try? own.agree(with: remote) else { throw .unusableKey }
        symmetric.mixKey(secret)
    }

    private static func publicKey(_ bytes: [UInt8]) throws(NoiseError) -> AgreementPublicKey {
        guard let key = try? AgreementPublicKey(bytes) else { throw .unusableKey }
        return key
    }
}
