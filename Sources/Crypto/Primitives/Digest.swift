internal import COpenSSL

/// A hash function of OpenSSL, fetched once. Internal: callers say ``SHA256``, ``SHA512``, ``SHA3_256`` or ``SHAKE256``.
struct Digest: Sendable {
    static let sha256 = Digest("SHA2-256", byteCount: 32)
    static let sha512 = Digest("SHA2-512", byteCount: 64)
    static let sha3 = Digest("SHA3-256", byteCount: 32)
    /// Gives as many bytes as are asked for: only by ``SHAKE256``.
    static let shake256 = Digest("SHAKE256", byteCount: 32)

    let byteCount: Int
    private let algorithm: OpenSSLObject

    private init(_ name: String, byteCount: Int) {
        CryptoLibrary.require(CryptoLibrary.isPrepared)
        self.byteCount = byteCount
        self.algorithm = CryptoLibrary.required { () throws(CryptoError) in
            try unsafe OpenSSLObject(EVP_MD_fetch(nil, name, nil), free: EVP_MD_free)
        }
    }

    /// Appends the hash of `input` to `output`.
    func hash(_ input: Span<UInt8>, into output: inout OutputSpan<UInt8>) {
        precondition(output.freeCapacity >= byteCount, "the caller leaves room for the hash")
        unsafe output.fill { place in
            let result = unsafe input.withUnsafeBytes { bytes in
                unsafe EVP_Digest(bytes.baseAddress, bytes.count, place, nil, algorithm.pointer, nil)
            }
            CryptoLibrary.require(result == 1)
            return byteCount
        }
    }

    /// The hash of `bytes`.
    func hash(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](capacity: byteCount) { output in hash(bytes.span, into: &output) }
    }

    /// A new context that has taken nothing in yet.
    func makeContext() -> OpenSSLObject {
        let context = CryptoLibrary.required { () throws(CryptoError) in
            try unsafe OpenSSLObject(EVP_MD_CTX_new(), free: EVP_MD_CTX_free)
        }
        CryptoLibrary.require(unsafe EVP_DigestInit_ex2(context.pointer, algorithm.pointer, nil) == 1)
        return context
    }
}
