internal import HTTP

/// What the forms of the house need beyond ``FormLimits/short``.
extension FormLimits {
    /// A message: 8,000 characters, which percent-encoding can make twelve times as long.
    static let message = FormLimits(bodyByteCount: 128 * 1024, valueByteCount: 64 * 1024)
}
