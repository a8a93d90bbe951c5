internal import Glibc

/// An open file of the folder; closed when nobody has it any more. Its calls block, as those of ``BlobFolder``.
final class BlobFile: Sendable {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// How many bytes it has.
    func byteCount() throws(BlobFileError) -> UInt64 {
        var information = stat()
        guard unsafe fstat(descriptor, &information) == 0 else { throw .last }
        guard information.st_mode & S_IFMT == S_IFREG else { throw .damaged }
        return UInt64(clamping: information.st_size)
    }

    /// The sealed piece number `index`, as it lies there.
    func piece(_ index: UInt64) throws(BlobFileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: PieceSeal.sealedByteCount)
        var count = 0
        while count < bytes.count {
            let offset = BlobFile.offset(of: index) + off_t(count)
            let read = unsafe bytes.withUnsafeMutableBytes { place in
                unsafe pread(descriptor, place.baseAddress?.advanced(by: count), place.count - count, offset)
            }
            if read < 0 && errno == EINTR { continue }
            guard read >= 0 else { throw .last }
            guard read > 0 else { throw .damaged }
            count += read
        }
        return bytes
    }

    /// Writes a sealed piece to its place; not durable before ``synchronise()``.
    func write(_ sealed: [UInt8], asPiece index: UInt64) throws(BlobFileError) {
        var count = 0
        while count < sealed.count {
            let offset = BlobFile.offset(of: index) + off_t(count)
            let written = unsafe sealed.withUnsafeBytes { place in
                unsafe pwrite(descriptor, place.baseAddress?.advanced(by: count), place.count - count, offset)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw .last }
            count += written
        }
    }

    /// Returns when what was written is on the disk.
    func synchronise() throws(BlobFileError) {
        guard fdatasync(descriptor) == 0 else { throw .last }
    }

    private static func offset(of index: UInt64) -> off_t { off_t(index) * off_t(PieceSeal.sealedByteCount) }
}
