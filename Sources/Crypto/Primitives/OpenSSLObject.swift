internal import COpenSSL

/// Owns one object of OpenSSL and frees it: an algorithm, a key, or a context.
///
/// `@unchecked Sendable`: algorithms and keys are immutable and reference-counted with atomics by OpenSSL 3, so any thread may use
/// them at once. A context, and a key that is overwritten, is used by one holder at a time: ``ContextShelf`` lends each to one
/// computation under its lock, and all others stay inside one function call.
@safe final class OpenSSLObject: @unchecked Sendable {
    /// Valid as long as this object lives: callers keep it alive across the call.
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void

    /// Takes over `pointer`; nil is the library's way to say that it failed.
    init(_ pointer: OpaquePointer?, free: @escaping (OpaquePointer?) -> Void) throws(CryptoError) {
        guard let pointer = unsafe pointer else { throw CryptoLibrary.failure() }
        unsafe self.pointer = pointer
        unsafe self.free = free
    }

    deinit { unsafe free(pointer) }
}
