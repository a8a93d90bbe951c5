/// Where bytes of any length go, piece by piece: a writer that awaits each ``write(_:)`` is never ahead of the sink by more than one piece.
public protocol ByteSink {
    /// Takes `bytes`; returns when there is room for more.
    ///
    /// **Errors** the sink's own: then it takes nothing any more, and what it got is not whole.
    mutating func write(_ bytes: [UInt8]) async throws
}

extension ByteSource {
    /// Gives all that is left to `sink`, and says how many bytes that were.
    ///
    /// **Errors** those of either. Whether what `sink` then has is kept is for its owner to say, after this.
    public mutating func pour(into sink: inout some ByteSink) async throws -> Int {
        var count = 0
        while let bytes = try await next() {
            try await sink.write(bytes)
            count += bytes.count
        }
        return count
    }
}
