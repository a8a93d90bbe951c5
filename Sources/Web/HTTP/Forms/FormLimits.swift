/// How large a form may be.
struct FormLimits: Sendable, Equatable {
    /// The whole body. Checked against the announced length, before any of it is read.
    var bodyByteCount: Int
    /// One value after decoding.
    var valueByteCount: Int
    /// Our largest form has five fields.
    var fieldCount = 16
    /// Our longest name is `destruction_password`.
    var nameByteCount = 64

    /// Log-in, requests, search: a few short fields. A greeting is 500 characters, percent-encoded up to 6,000 bytes.
    static let short = FormLimits(bodyByteCount: 16 * 1024, valueByteCount: 4096)

    /// A message: 8,000 characters, which percent-encoding can make twelve times as long.
    static let message = FormLimits(bodyByteCount: 128 * 1024, valueByteCount: 64 * 1024)
}
