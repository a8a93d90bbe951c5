internal import COpenSSL

/// Whether both runs are the same bytes, in a time that depends on their counts alone: for tags, tokens and codes.
public func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe CRYPTO_memcmp(left, right, left.count) == 0
}
