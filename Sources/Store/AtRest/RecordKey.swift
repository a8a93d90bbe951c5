public import Crypto

/// The key that the values of one owner are sealed under: the node's, a member's, or one conversation's.
///
/// **Source** protocol §10.4: AES-SIV, deterministic and without a nonce that could repeat. Two equal values in one place
/// look equal; in two places they do not.
public struct RecordKey: Sendable {
    /// The number of bytes of a key.
    public static let byteCount = AESSIV.keyByteCount
    /// The number of bytes that sealing adds: a frame byte and the synthetic IV.
    public static let overheadByteCount = 1 + AESSIV.tagByteCount

    /// Stands before each plaintext: so none is ever empty, which AES-SIV would check against nothing.
    private static let frame: UInt8 = 1

    private let key: SecretBytes
    /// The key's schedules, kept for a piece of work.
    private let schedule: AESSIVSchedule?

    /// **Shape** 64 bytes.
    public init(_ key: SecretBytes) {
        precondition(key.count == Self.byteCount, "a record key has 64 bytes")
        self.key = key
        schedule = nil
    }

    private init(_ key: SecretBytes, _ schedule: AESSIVSchedule?) {
        self.key = key
        self.schedule = schedule
    }

    /// The same key for a piece of work with many values: its schedules are made once, and wiped when the copy goes.
    public func forWork() -> RecordKey { RecordKey(key, try? AESSIVSchedule(key)) }

    /// Seals `plaintext` for one place.
    ///
    /// **Errors** ``StoreError/sealFailed``.
    public func seal(_ plaintext: [UInt8], at place: RecordPlace) throws(StoreError) -> [UInt8] {
        do {
            let framed = [Self.frame] + plaintext
            guard let schedule else { return try AESSIV.seal(framed, key: key, associatedData: place.associatedData) }
            return try schedule.seal(framed, associatedData: place.associatedData)
        } catch {
            throw .sealFailed
        }
    }

    /// Seals a secret for one place: no plain copy of it is made.
    ///
    /// **Errors** ``StoreError/sealFailed``.
    public func seal(_ secret: SecretBytes, at place: RecordPlace) throws(StoreError) -> [UInt8] {
        let framed = SecretBytes(count: 1 + secret.count) { output in
            output.append(Self.frame)
            secret.withSpan { output.append(copying: $0) }
        }
        do {
            return try AESSIV.seal(framed, key: key, associatedData: place.associatedData)
        } catch {
            throw .sealFailed
        }
    }

    /// Opens what a secret was sealed to for this place under this key: no plain copy of it is made.
    ///
    /// **Errors** ``StoreError/sealBroken``.
    public func openSecret(_ sealed: [UInt8], at place: RecordPlace) throws(StoreError) -> SecretBytes {
        guard let framed = try? AESSIV.openSecret(sealed, key: key, associatedData: place.associatedData),
            framed.withSpan({ $0[0] }) == Self.frame
        else { throw .sealBroken }
        return framed[1..<framed.count]
    }

    /// Opens what was sealed for this place under this key.
    ///
    /// **Errors** ``StoreError/sealBroken``.
    public func open(_ sealed: [UInt8], at place: RecordPlace) throws(StoreError) -> [UInt8] {
        let place = place.associatedData
        let opened =
            if let schedule { try? schedule.open(sealed, associatedData: place) } else {
                try? AESSIV.open(sealed, key: key, associatedData: place)
            }
        guard let framed = opened, framed.first == Self.frame else { throw .sealBroken }
        return Array(framed.dropFirst())
    }
}
