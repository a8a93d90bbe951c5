internal import COpenSSL

/// Bytes that must not leak: a key, a seed, a password.
///
/// Immutable. They live on OpenSSL's secure heap, or in ordinary memory when it is full; both are wiped at the end of their life.
/// Compared in constant time; printing them tells their number only.
///
/// `@unchecked Sendable`: the memory is written inside the initializer alone and only read afterwards.
@safe public final class SecretBytes: @unchecked Sendable {
    /// How many bytes there are. Not a secret.
    public let count: Int
    private let storage: UnsafeMutableRawPointer
    private let isOnSecureHeap: Bool

    /// `count` bytes written by `body`, which must fill them all: they never lie anywhere else.
    package init(count: Int, initializingWith body: (inout OutputSpan<UInt8>) -> Void) {
        precondition(count >= 0, "a secret has no negative number of bytes")
        self.count = count
        let capacity = max(count, 1)
        if let place = unsafe SecureHeap.allocate(capacity) {
            unsafe storage = place
            isOnSecureHeap = true
        } else {
            unsafe storage = .allocate(byteCount: capacity, alignment: MemoryLayout<UInt64>.alignment)
            isOnSecureHeap = false
        }
        let buffer = unsafe UnsafeMutableBufferPointer(start: storage.bindMemory(to: UInt8.self, capacity: capacity), count: count)
        var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
        body(&output)
        precondition(output.isFull, "a secret is written whole")
        _ = unsafe output.finalize(for: buffer)
    }

    /// A copy of `bytes`. The original is the caller's to forget soon.
    public convenience init(copying bytes: [UInt8]) {
        self.init(count: bytes.count) { output in output.append(copying: bytes.span) }
    }

    deinit {
        let capacity = max(count, 1)
        if isOnSecureHeap {
            unsafe SecureHeap.free(storage, capacity)
        } else {
            unsafe OPENSSL_cleanse(storage, capacity)
            unsafe storage.deallocate()
        }
    }

    /// `count` bytes that nobody can guess, from the generator kept for private values.
    public static func random(_ count: Int) -> SecretBytes {
        SecretBytes(count: count) { output in
            unsafe output.fill { place in
                CryptoLibrary.require(unsafe RAND_priv_bytes(place, Int32(count)) == 1)
                return count
            }
        }
    }

    /// The secrets one after the other.
    public static func joined(_ parts: [SecretBytes]) -> SecretBytes {
        SecretBytes(count: parts.reduce(0) { $0 + $1.count }) { output in
            for part in parts { part.withSpan { output.append(copying: $0) } }
        }
    }

    /// A copy of the part `range`, which must lie inside: ranges are constants of ours, never a peer's.
    public subscript(range: Range<Int>) -> SecretBytes {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "the part lies inside the secret")
        return SecretBytes(count: range.count) { output in
            withSpan { output.append(copying: $0.extracting(range)) }
        }
    }

    /// Reads the bytes in place. They must not be kept.
    package func withSpan<Result: ~Copyable, Failure: Error>(_ body: (Span<UInt8>) throws(Failure) -> Result) throws(Failure) -> Result {
        let buffer = unsafe UnsafeRawBufferPointer(start: storage, count: count)
        return try body(unsafe Span(_unsafeBytes: buffer))
    }

    /// Lends the place and the count to a C call. The pointer must not be kept.
    func withPointer<Result>(_ body: (UnsafePointer<UInt8>, Int) -> Result) -> Result {
        unsafe body(UnsafePointer(storage.assumingMemoryBound(to: UInt8.self)), count)
    }

    /// A copy as plain bytes, for encoders and for interfaces that need bytes. Every use of this name is one to audit.
    public func exposed() -> [UInt8] {
        [UInt8](capacity: count) { output in withSpan { output.append(copying: $0) } }
    }

    /// Whether both hold the same bytes, in a time that depends on the counts alone.
    public func isEqual(to other: SecretBytes) -> Bool {
        guard count == other.count else { return false }
        return unsafe CRYPTO_memcmp(storage, other.storage, count) == 0
    }
}

extension SecretBytes: Equatable {
    /// Whether both hold the same bytes, in constant time.
    public static func == (left: SecretBytes, right: SecretBytes) -> Bool { left.isEqual(to: right) }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The number of bytes, nothing else.
    public var description: String { "SecretBytes(\(count) bytes)" }
    /// The number of bytes, nothing else.
    public var debugDescription: String { description }
    /// The number of bytes, nothing else.
    public var customMirror: Mirror { Mirror(self, children: ["count": count]) }
}
