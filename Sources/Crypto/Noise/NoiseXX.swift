/// The handshake of a link: mutual authentication by static keys that both ends learn on the way.
///
/// A value: bytes in, bytes out. It knows no socket and no clock, and it does not judge the other end's static key: the caller reads
/// ``remoteStatic`` and the payload before it goes on.
///
/// **Shape** three messages: initiator, responder, initiator. They add 32, 96 and 64 bytes to their payloads.
/// **Limits** each message, payload included, is at most ``maximumMessageByteCount``.
/// **Errors** ``NoiseError``. A failed ``read(_:)`` ends the handshake: each later call throws ``NoiseError/failed``.
/// **Source** The Noise Protocol Framework, revision 34; `Noise_XX_25519_ChaChaPoly_SHA256`.
public struct NoiseXX: Sendable {
    /// Which end this is: the one that dials is the initiator.
    public enum Role: Equatable, Sendable { case initiator, responder }

    /// The longest Noise message, handshake or channel (revision 34, §3).
    public static let maximumMessageByteCount = 65_535

    private enum State: Sendable {
        case running(NoiseHandshake)
        case finished(send: NoiseCipher, receive: NoiseCipher)
        case split
        case failed
    }

    /// This end's role.
    public let role: Role
    /// The other end's static key, once the message that carries it has been read and found authentic.
    public private(set) var remoteStatic: AgreementPublicKey?
    /// The hash that binds both ends to this very handshake; nil until it is finished.
    public private(set) var handshakeHash: [UInt8]?
    private var state: State

    /// Starts a handshake. Both ends must give the same `prologue`. `ephemeral` must be used once only: the default is fresh.
    public init(role: Role, staticKey: AgreementKey, prologue: [UInt8], ephemeral: AgreementKey = .generate()) {
        self.role = role
        state = .running(NoiseHandshake(role: role, staticKey: staticKey, prologue: prologue, ephemeral: ephemeral))
    }

    /// Whether all three messages have passed.
    public var isFinished: Bool { handshakeHash != nil }

    /// The next message, with `payload` inside. The first message's payload travels in the open.
    public mutating func write(_ payload: [UInt8]) throws(NoiseError) -> [UInt8] {
        var handshake = try runningHandshake()
        guard handshake.isOurTurn else { throw .wrongTurn }
        let count = payload.count + handshake.overhead
        guard count <= Self.maximumMessageByteCount else {
            throw .messageTooLong(found: count, limit: Self.maximumMessageByteCount)
        }
        let message = try handshake.write(payload)
        keep(handshake)
        return message
    }

    /// Reads the other end's next message and returns its payload.
    public mutating func read(_ message: [UInt8]) throws(NoiseError) -> [UInt8] {
        var handshake = try runningHandshake()
        // Whatever goes wrong below, the keys of this handshake are gone and nobody can try a second message on them.
        state = .failed
        guard !handshake.isOurTurn else { throw .wrongTurn }
        guard message.count <= Self.maximumMessageByteCount else {
            throw .messageTooLong(found: message.count, limit: Self.maximumMessageByteCount)
        }
        guard message.count >= handshake.overhead else {
            throw .messageTooShort(found: message.count, needed: handshake.overhead)
        }
        let payload = try handshake.read(message)
        keep(handshake)
        return payload
    }

    /// Hands out the two ciphers of the finished handshake, once.
    public mutating func split() throws(NoiseError) -> (send: NoiseCipher, receive: NoiseCipher) {
        switch state {
        case .running: throw .unfinished
        case .failed: throw .failed
        case .split: throw .alreadySplit
        case .finished(let send, let receive):
            state = .split
            return (send, receive)
        }
    }

    private func runningHandshake() throws(NoiseError) -> NoiseHandshake {
        switch state {
        case .running(let handshake): return handshake
        case .finished, .split: throw .wrongTurn
        case .failed: throw .failed
        }
    }

    private mutating func keep(_ handshake: NoiseHandshake) {
        remoteStatic = handshake.remoteStatic
        guard handshake.isFinished else {
            state = .running(handshake)
            return
        }
        let channel = handshake.split()
        handshakeHash = channel.hash
        state = .finished(send: channel.send, receive: channel.receive)
    }
}
