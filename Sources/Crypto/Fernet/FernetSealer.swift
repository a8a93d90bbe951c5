internal import Bytes

/// Makes a token in one pass: plaintext in, characters out. **Limits** any size, constant memory.
///
/// **Source** fernet/spec, *Generating*.
public struct FernetSealer: ~Copyable, Sendable {
    private var code: HMACSHA256
    private let cipher: CipherContext
    /// Raw bytes on their way to characters: what waits for its group to be whole, and room for a piece.
    private var raw: [UInt8]
    private var waitingCount: Int

    /// Starts a token that says it was made at `time`, in seconds since 1970.
    ///
    /// `initializationVector` has 16 bytes, new and unforeseeable for each token: only tests give one.
    ///
    /// **Errors** ``FernetError/libraryFailure``.
    public init(
        key: FernetKey, time: UInt64, initializationVector: [UInt8] = Random.bytes(AESCBC.blockByteCount)
    ) throws(FernetError) {
        precondition(initializationVector.count == AESCBC.blockByteCount, "an initialization vector has 16 bytes")
        do {
            cipher = try CipherContext(.aes128CBC, .sealing, key: key.encryption, nonce: initializationVector)
        } catch { throw .libraryFailure }
        raw = [Fernet.version] + (0..<8).map { UInt8(truncatingIfNeeded: time >> UInt64(56 - 8 * $0)) } + initializationVector
        waitingCount = raw.count
        code = HMACSHA256(key: key.signing)
        code.update(raw)
        raw.append(contentsOf: repeatElement(0, count: Fernet.pieceByteCount + HMACSHA256.byteCount))
    }

    /// Takes in the next plaintext and appends the characters that are certain to `token`.
    ///
    /// **Errors** ``FernetError/libraryFailure``: drop the token.
    public mutating func update(_ plaintext: Span<UInt8>, into token: inout [UInt8]) throws(FernetError) {
        var position = 0
        while position < plaintext.count {
            let count = min(Fernet.pieceByteCount, plaintext.count - position)
            let piece = plaintext.extracting(position..<position + count)
            let written: Int
            do { written = try cipher.process(piece, into: &raw, at: waitingCount) } catch { throw .libraryFailure }
            code.update(raw, part: waitingCount..<waitingCount + written)
            waitingCount += written
            encodeWholeGroups(into: &token)
            position += count
        }
    }

    /// Appends the rest of the token.
    ///
    /// **Errors** ``FernetError/libraryFailure``: drop the token.
    public consuming func finish(into token: inout [UInt8]) throws(FernetError) {
        let written: Int
        do { written = try cipher.finish(into: &raw, at: waitingCount, failure: .libraryFailure) } catch { throw .libraryFailure }
        code.update(raw, part: waitingCount..<waitingCount + written)
        waitingCount += written
        let tag = [UInt8](capacity: HMACSHA256.byteCount) { output in code.appendCode(to: &output) }
        for byte in tag {
            raw[waitingCount] = byte
            waitingCount += 1
        }
        encodeWholeGroups(into: &token)
        guard waitingCount > 0 else { return }
        let paddingCount = 3 - waitingCount
        for position in waitingCount..<3 { raw[position] = 0 }
        Base64Groups.url.encode(raw.span.extracting(first: 3), into: &token)
        token.removeLast(paddingCount)
        token.append(contentsOf: repeatElement(UInt8(ascii: "="), count: paddingCount))
    }

    private mutating func encodeWholeGroups(into token: inout [UInt8]) {
        let count = waitingCount / 3 * 3
        Base64Groups.url.encode(raw.span.extracting(first: count), into: &token)
        waitingCount -= count
        for position in 0..<waitingCount { raw[position] = raw[count + position] }
    }
}
