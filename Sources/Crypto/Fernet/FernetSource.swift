/// The characters of a token, wherever they lie: in memory, in a file. This module does no I/O; who does implements this.
///
/// The characters must stay the same while a token over them is used: what was verified once is not verified again.
public protocol FernetSource: Sendable {
    /// How many characters there are.
    var byteCount: Int { get }

    /// Appends the characters `range`, which lie within, to `output`, which has room for them.
    ///
    /// **Errors** ``FernetError/unreadable`` when they can't be had.
    func read(_ range: Range<Int>, into output: inout OutputSpan<UInt8>) throws(FernetError)
}

/// A token in memory.
extension [UInt8]: FernetSource {
    /// How many characters there are.
    public var byteCount: Int { count }

    /// Appends a copy of the characters `range`.
    public func read(_ range: Range<Int>, into output: inout OutputSpan<UInt8>) throws(FernetError) {
        output.append(copying: span.extracting(range))
    }
}
