import Crypto
import Glibc

/// What can go wrong with a file.
enum FileError: Error {
    case failed(Int32)
}

/// An open file, read at any place and written at the end.
final class TokenFile: FernetSource, Sendable {
    private let descriptor: Int32
    let byteCount: Int

    /// Opens `path` to read, or makes it anew to write.
    init(_ path: String, isNew: Bool = false) throws {
        descriptor = isNew ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError.failed(errno) }
        byteCount = Int(lseek(descriptor, 0, SEEK_END))
    }

    deinit { close(descriptor) }

    func read(_ range: Range<Int>, into output: inout OutputSpan<UInt8>) throws(FernetError) {
        let result = output.withUnsafeMutableBufferPointer { buffer, initializedCount -> Int in
            let count = pread(descriptor, buffer.baseAddress.map { $0 + initializedCount }, range.count, off_t(range.lowerBound))
            initializedCount += max(count, 0)
            return count
        }
        guard result == range.count else { throw .unreadable }
    }

    func append(_ bytes: [UInt8]) throws {
        var position = 0
        while position < bytes.count {
            let count = bytes[position...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw FileError.failed(errno) }
            position += count
        }
    }
}
