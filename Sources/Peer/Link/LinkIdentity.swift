import Crypto

/// What one handshake shows of this node: a static key and the onion's word for it.
struct LinkCredential: Sendable {
    /// The static key of the handshake.
    let staticKey: AgreementKey
    /// The onion's certificate for it.
    let certificate: LinkCertificate
}

/// A node's identity on links: its onion key, and a static key that lives in memory only and is renewed daily.
///
/// A value without a clock: the second is an argument. A handshake under way keeps the credential that it began with.
/// **Source** protocol §4.2.
struct LinkIdentity: Sendable {
    /// The address that this identity answers under.
    let address: OnionAddress
    private let key: SigningKey
    private var credential: LinkCredential?
    private var madeAt: Int64 = 0

    /// The identity of the node whose onion has `key`.
    init(key: SigningKey) {
        self.key = key
        address = OnionAddress(publicKey: key.publicKey)
    }

    /// The credential for a handshake that begins at the second `now`, made anew when a day has passed or the clock was set back.
    mutating func credential(at now: Int64) -> LinkCredential {
        if let credential, now >= madeAt, now - madeAt < LinkLimits.renewalSeconds { return credential }
        let staticKey = AgreementKey.generate()
        let certificate = LinkCertificate(of: staticKey.publicKey, notAfter: now + LinkLimits.certificateSeconds, signedBy: key)
        let fresh = LinkCredential(staticKey: staticKey, certificate: certificate)
        credential = fresh
        madeAt = now
        return fresh
    }
}
