internal import Synchronization

/// A key of AES-SIV with its schedules made: each use copies a context instead of keying a new one, for as long as this object lives.
///
/// The contexts hold the key on the common heap until it goes, and are wiped with it: keep it for a piece of work, not for a day.
public final class AESSIVSchedule: Sendable {
    /// A keyed context to copy. The first use needs none: a copy pays from the second on.
    private struct Template: ~Copyable {
        private var made: CipherContext?
        private var isUsed = false

        mutating func copy(_ direction: CipherContext.Direction, _ key: SecretBytes) throws(CryptoError) -> CipherContext {
            switch made {
            case .some(let context): return try CipherContext(copying: context)
            case .none: break
            }
            let context = try CipherContext(.aes256SIV, direction, key: key, nonce: [])
            guard isUsed else {
                isUsed = true
                return context
            }
            let copy = try CipherContext(copying: context)
            made = consume context
            return copy
        }
    }

    private let key: SecretBytes
    private let sealing = Mutex(Template())
    private let opening = Mutex(Template())

    /// **Shape** 64 bytes.
    ///
    /// **Errors** ``CryptoError/wrongLength(expected:found:)``.
    public init(_ key: SecretBytes) throws(CryptoError) {
        try requireLength(key.count, AESSIV.keyByteCount)
        self.key = key
    }

    /// As ``AESSIV/seal(_:key:associatedData:)-(Array<UInt8>,_,_)``.
    public func seal(_ plaintext: [UInt8], associatedData: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard !plaintext.isEmpty else { throw .emptyInput }
        let context = try sealing.withLock { (template) throws(CryptoError) in try template.copy(.sealing, key) }
        return try AESSIV.seal(plaintext.span, in: AESSIV.prepare(context, .sealing, associatedData))
    }

    /// As ``AESSIV/open(_:key:associatedData:)``.
    public func open(_ sealed: [UInt8], associatedData: [UInt8]) throws(CryptoError) -> [UInt8] {
        let minimum = AESSIV.tagByteCount + 1
        guard sealed.count >= minimum else { throw .tooShort(minimum: minimum, found: sealed.count) }
        let context = try opening.withLock { (template) throws(CryptoError) in try template.copy(.opening, key) }
        let tag = sealed.span.extracting(first: AESSIV.tagByteCount)
        return try AESSIV.open(sealed, in: AESSIV.prepare(context, .opening, associatedData, tag: tag))
    }
}
