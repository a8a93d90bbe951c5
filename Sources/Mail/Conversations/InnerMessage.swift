internal import Bytes
internal import Crypto
internal import Domain

/// What a ratchet message says once it is open.
///
/// **Layout** kind u8 ‖ flags u8 ‖ id 16 ‖ sequence u64 ‖ minute u32 ‖ expiry u32 ‖ body (u32 length); padded with 0x80 00* to one of
/// ``paddedByteCounts``. **Source** protocol §8.3.
struct InnerMessage: Sendable, Equatable {
    /// What is said beside the content. A bit that this version does not know changes nothing.
    struct Flags: OptionSet, Sendable, Equatable {
        let rawValue: UInt8
        /// Sealed anew after a renewal: it may have come before.
        static let repeated = Flags(rawValue: 1)
    }

    /// The kind of the acceptor's first message: the connection stands. All other kinds are of ``ContentKind``.
    static let acceptedKind: UInt8 = 0

    /// Sizes before encryption that fill an envelope of 1, 4 or 16 cells.
    static let paddedByteCounts = DeliverFrame.envelopeByteCounts.map { byteCount in
        // The largest plaintext whose ratchet message is not larger than the envelope: AES-CBC works in blocks of 16.
        var count = byteCount
        while RatchetSession.envelopeByteCount(forPlaintext: count) > byteCount { count -= 1 }
        return count
    }
    /// The first message inside an ACCEPT, which is padded whole.
    static let acceptedByteCount = 64
    private static let headByteCount = 1 + 1 + 16 + 8 + 4 + 4 + 4
    /// The most bytes of a text: 8,000 characters of up to four bytes would not fit four cells; these do in any script people write.
    static let bodyByteLimit = 32_000

    let kind: UInt8
    let flags: Flags
    let id: [UInt8]
    let sequence: UInt64
    let minute: UnixMinute
    let expiry: UnixMinute
    let body: [UInt8]

    init(
        kind: UInt8, _ flags: Flags = [], id: [UInt8] = Random.bytes(16), sequence: UInt64, minute: UnixMinute, expiry: UnixMinute,
        body: [UInt8]
    ) {
        self.kind = kind
        self.flags = flags
        self.id = id
        self.sequence = sequence
        self.minute = minute
        self.expiry = expiry
        self.body = body
    }

    /// The bytes, padded to `byteCount`, or to the smallest of ``paddedByteCounts`` that holds them; nil when none does.
    func encodePadded(to byteCount: Int? = nil) -> [UInt8]? {
        var writer = ByteWriter(capacity: InnerMessage.headByteCount + body.count)
        writer.write(kind)
        writer.write(flags.rawValue)
        writer.write(id)
        writer.write(sequence)
        writer.write(minute.count)
        writer.write(expiry.count)
        writer.writeLongPrefixed(body)
        guard let size = byteCount ?? InnerMessage.paddedByteCounts.first(where: { $0 > writer.bytes.count }) else { return nil }
        return Padding.pad(writer.bytes, to: size)
    }

    init(decodingPadded padded: [UInt8]) throws(ByteReaderError) {
        guard let bytes = Padding.unpad(padded) else { throw .invalidValue }
        var reader = ByteReader(bytes)
        kind = try reader.readUInt8()
        flags = Flags(rawValue: try reader.readUInt8())
        id = try reader.read(16)
        sequence = try reader.readUInt64()
        minute = UnixMinute(count: try reader.readUInt32())
        expiry = UnixMinute(count: try reader.readUInt32())
        body = try reader.readLongPrefixed(limit: DeliverFrame.envelopeByteCounts[2])
        try reader.finish()
    }
}
