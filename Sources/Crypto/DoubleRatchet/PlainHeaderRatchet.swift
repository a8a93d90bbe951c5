/// The same ratchet with headers in the open: a door for the interoperability tests, since no other program encrypts headers as we do.
///
/// It shares everything with ``RatchetSession`` but the sealing of the header. Never used on a link.
package struct PlainHeaderRatchet: Sendable {
    private var core: RatchetCore

    /// The side that sends first.
    package init(
        sendingFirstWith sessionKey: SecretBytes, remoteKey: AgreementPublicKey, ratchetKey: AgreementKey = .generate()
    ) throws(RatchetError) {
        core = try RatchetCore.acceptor(root: Self.root(sessionKey), remoteKey: remoteKey, ratchetKey: ratchetKey)
    }

    /// The side whose prekey the first message is sealed toward.
    package init(waitingWith sessionKey: SecretBytes, prekey: AgreementKey) {
        core = RatchetCore.asker(root: Self.root(sessionKey), signedPrekey: prekey)
    }

    /// Seals the next message: a plain header of 40 bytes and the body.
    package mutating func seal(
        _ plaintext: [UInt8], associatedData: [UInt8]
    ) throws(RatchetError) -> (header: [UInt8], body: [UInt8]) {
        var code = HMACSHA256()
        let (header, _, messageKey) = try core.startSealing(
            plaintextByteCount: plaintext.count, freshKey: AgreementKey.generate, with: &code)
        let body = [UInt8](capacity: RatchetBody.byteCount(forPlaintext: plaintext.count)) { output in
            RatchetBody.seal(
                plaintext, messageKey: messageKey, header: header, associatedData: associatedData, with: &code, into: &output)
        }
        return (header.bytes, body)
    }

    /// Opens a message. On an error nothing has changed.
    package mutating func open(header: [UInt8], body: [UInt8], associatedData: [UInt8], now: Int64) throws(RatchetError) -> [UInt8] {
        let header = try RatchetHeader(decoding: header)
        var next = core
        next.skipped.removeExpired(now: now)
        var code = HMACSHA256()
        let messageKey = try next.messageKey(for: header, at: place(of: header, in: next), now: now, with: &code)
        let plaintext = try RatchetBody.open(
            body, from: 0, messageKey: messageKey, header: header, associatedData: associatedData, with: &code)
        core = next
        return plaintext
    }

    /// A plain header is found by its ratchet key, as in the specification's §3.
    private func place(of header: RatchetHeader, in core: RatchetCore) -> RatchetCore.Place {
        if core.receiving != nil, header.ratchetKey == core.remoteKey { return .current }
        if let index = core.skipped.chains.lastIndex(where: { $0.ratchetKey == header.ratchetKey }) { return .skipped(index) }
        return .next
    }

    /// Header keys exist here too, unused: the store of skipped keys tells chains apart by them.
    private static func root(_ sessionKey: SecretBytes) -> ConnectionRoot {
        let unused = SecretBytes(copying: [UInt8](repeating: 0, count: 32))
        return ConnectionRoot(
            sessionKey: sessionKey, acceptorHeaderKey: unused, askerHeaderKey: unused, presenceKey: unused, repairKey: unused)
    }
}
