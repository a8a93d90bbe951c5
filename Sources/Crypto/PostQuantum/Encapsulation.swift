/// What a sender gets who encapsulates to a public key: a secret to use, and the bytes from which the key's holder learns the same secret.
public struct Encapsulation: Sendable {
    /// What both ends share.
    public let secret: SecretBytes
    /// What travels.
    public let ciphertext: [UInt8]
}
