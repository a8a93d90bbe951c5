internal import Bytes
internal import Crypto
internal import Domain

/// The codes that prove the key of a queue: they alone decide, whichever link carried the frame.
///
/// **Shape** 16 bytes each: HMAC-SHA256 under the queue key, cut. **Source** protocol §9.1.
enum QueueCode {
    static func deliver(
        _ key: SecretBytes, queue: QueueID, sequence: UInt64, expiry: UnixMinute, kind: UInt8, envelope: [UInt8]
    ) -> [UInt8] {
        code(key, "deliver") { writer in
            writer.write(queue)
            writer.write(sequence)
            writer.write(expiry.count)
            writer.write(kind)
            writer.write(SHA256.hash(envelope))
        }
    }

    static func stored(_ key: SecretBytes, queue: QueueID, sequence: UInt64, status: UInt8) -> [UInt8] {
        code(key, "stored") { writer in
            writer.write(queue)
            writer.write(sequence)
            writer.write(status)
        }
    }

    static func mark(_ key: SecretBytes, queue: QueueID, nonce: [UInt8]) -> [UInt8] {
        code(key, "mark") { writer in
            writer.write(queue)
            writer.write(nonce)
        }
    }

    static func marked(_ key: SecretBytes, queue: QueueID, nonce: [UInt8], highest: UInt64, epoch: UInt32) -> [UInt8] {
        code(key, "marked") { writer in
            writer.write(queue)
            writer.write(nonce)
            writer.write(highest)
            writer.write(epoch)
        }
    }

    private static func code(_ key: SecretBytes, _ purpose: String, _ fields: (inout ByteWriter) -> Void) -> [UInt8] {
        var writer = ByteWriter(capacity: 128)
        writer.write(Array("ONION1/\(purpose)\0".utf8))
        fields(&writer)
        return Array(HMACSHA256.code(writer.bytes, key: key).prefix(16))
    }
}
