/// Where bytes of any length come from, pulled piece by piece: who asks for the next piece only when there is room for it is never given more.
public protocol ByteSource {
    /// The next bytes, at least one; nil at the end. Not called again after the end or an error.
    ///
    /// **Limits** a piece is of a size that may be held in memory: some tens of KiB.
    /// **Errors** the source's own: the bytes so far are then a part of something that is not whole.
    mutating func next() async throws -> [UInt8]?
}
