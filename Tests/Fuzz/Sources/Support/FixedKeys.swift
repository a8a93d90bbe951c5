import Crypto

/// Keys that are the same in each run: a kept input must mean the same thing tomorrow.
enum FixedKeys {
    /// 32 bytes, each of them `byte`.
    static func secret(_ byte: UInt8) -> SecretBytes { SecretBytes(copying: [UInt8](repeating: byte, count: 32)) }

    static func agreement(_ byte: UInt8) -> AgreementKey { required { try AgreementKey(secret: secret(byte)) } }

    static func signing(_ byte: UInt8) -> SigningKey { required { try SigningKey(seed: secret(byte)) } }

    /// What is made of constants can't fail.
    static func required<Value>(_ body: () throws -> Value) -> Value {
        do { return try body() } catch { fatalError("the ground of a target can't be laid: \(error)") }
    }
}
