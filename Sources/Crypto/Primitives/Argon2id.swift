internal import CArgon2

/// Argon2id: a key from a password, at a price in memory and time that guessing pays too.
///
/// **Shape** salt 8 to 64 bytes, result 32 bytes. **Source** RFC 9106; protocol §11.1.
///
/// It blocks for as long as it takes: call it in the password pool, never on the loop or the store thread.
public enum Argon2id {
    /// The number of bytes of a result.
    public static let byteCount = 32
    /// The fewest bytes of salt the algorithm takes.
    public static let minimumSaltByteCount = 8
    /// The most bytes of salt: ours have 16.
    public static let maximumSaltByteCount = 64
    /// The most bytes of a password or a pepper, far above what members may choose: hashing more would only cost time.
    public static let maximumSecretByteCount = 1024

    /// What one evaluation costs. Stored with each account, so it is checked like anything that is read back.
    public struct Parameters: Sendable, Equatable, Hashable {
        /// 1 GiB: more would let one damaged row stop the node.
        public static let maximumMemoryKiB: UInt32 = 1 << 20
        /// The algorithm's own least: eight blocks of 1 KiB a lane.
        public static let minimumMemoryKiBPerLane: UInt32 = 8
        /// With the memory above, more would hold a password thread for minutes.
        public static let maximumPasses: UInt32 = 16
        /// As many cores as a node can be thought to have to spare.
        public static let maximumLanes: UInt32 = 16

        /// The memory, in KiB.
        public let memoryKiB: UInt32
        /// How often the memory is gone over.
        public let passes: UInt32
        /// Into how many lanes the memory is cut. Part of the result.
        public let lanes: UInt32
        /// How many threads work on the lanes. Not part of the result.
        public let threads: UInt32

        /// 64 MiB, 3 passes, 4 lanes (the second choice of RFC 9106 §4), on one thread.
        public static let standard = Parameters(unchecked: 64 << 10, passes: 3, lanes: 4, threads: 1)

        /// Parameters within the named limits, with at most one thread a lane.
        ///
        /// **Errors** ``CryptoError/parameterOutOfRange``.
        public init(memoryKiB: UInt32, passes: UInt32, lanes: UInt32, threads: UInt32 = 1) throws(CryptoError) {
            guard (1...Self.maximumLanes).contains(lanes), (1...lanes).contains(threads), (1...Self.maximumPasses).contains(passes),
                (Self.minimumMemoryKiBPerLane * lanes...Self.maximumMemoryKiB).contains(memoryKiB)
            else { throw .parameterOutOfRange }
            self.init(unchecked: memoryKiB, passes: passes, lanes: lanes, threads: threads)
        }

        private init(unchecked memoryKiB: UInt32, passes: UInt32, lanes: UInt32, threads: UInt32) {
            self.memoryKiB = memoryKiB
            self.passes = passes
            self.lanes = lanes
            self.threads = threads
        }
    }

    /// The 32-byte key of `password` with `salt`, under the node's `pepper`.
    ///
    /// **Errors** ``CryptoError/tooShort(minimum:found:)``, ``CryptoError/overLimit(limit:found:)``, ``CryptoError/libraryFailure``
    /// when the memory can't be had.
    public static func derive(
        password: SecretBytes, salt: [UInt8], pepper: SecretBytes, parameters: Parameters
    ) throws(CryptoError) -> SecretBytes {
        try derive(password: password, salt: salt, pepper: pepper, associatedData: [], parameters: parameters)
    }

    /// The same with associated data: for the vectors of RFC 9106 only.
    package static func derive(
        password: SecretBytes, salt: [UInt8], pepper: SecretBytes, associatedData: [UInt8], parameters: Parameters
    ) throws(CryptoError) -> SecretBytes {
        guard salt.count >= minimumSaltByteCount else { throw .tooShort(minimum: minimumSaltByteCount, found: salt.count) }
        guard salt.count <= maximumSaltByteCount else { throw .overLimit(limit: maximumSaltByteCount, found: salt.count) }
        for count in [password.count, pepper.count, associatedData.count] where count > maximumSecretByteCount {
            throw .overLimit(limit: maximumSecretByteCount, found: count)
        }
        var result = Int32(ARGON2_OK.rawValue)
        let derived = SecretBytes(count: byteCount) { output in
            unsafe output.fill { place in
                // Zeros stand where a refused derivation writes nothing.
                unsafe place?.update(repeating: 0, count: byteCount)
                result = unsafe password.withPointer { password, passwordCount in
                    unsafe pepper.withPointer { pepper, pepperCount in
                        unsafe onion_argon2id(
                            place, UInt32(byteCount), password, UInt32(passwordCount), salt, UInt32(salt.count), pepper,
                            UInt32(pepperCount), associatedData, UInt32(associatedData.count), parameters.memoryKiB,
                            parameters.passes, parameters.lanes, parameters.threads)
                    }
                }
                return byteCount
            }
        }
        guard result == Int32(ARGON2_OK.rawValue) else { throw .libraryFailure }
        return derived
    }
}
