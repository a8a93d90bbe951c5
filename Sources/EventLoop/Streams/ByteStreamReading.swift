extension ByteStream {
    /// At least one byte and at most `limit`; `[]` at the end of the stream. What has come is returned without suspending.
    /// **Errors** `.timedOut`, `.cancelled`, `.closed` or `.failed`; no byte is lost by a wait that ended early.
    public func read(atMost limit: Int, within: Duration?) async throws(StreamError) -> [UInt8] {
        precondition(limit > 0, "nothing to read would look like the end")
        try checkReadable()
        if buffer.inputCount == 0 {
            try await waitForInput(1, until: Deadline(after: within))
            if buffer.inputCount == 0 { try checkInputEnd() }
        }
        return buffer.take(limit)
    }

    /// Exactly `count` bytes, in one piece.
    /// **Errors** as ``read(atMost:within:)``, and `.closed` when the stream ends before. Up to ``inputLimit`` no byte is lost then.
    public func readExactly(_ count: Int, within: Duration?) async throws(StreamError) -> [UInt8] {
        try checkReadable()
        if count <= Self.inputLimit {
            if buffer.inputCount < count { try await waitForWhole(count, until: Deadline(after: within)) }
            return buffer.take(count)
        }
        let deadline = Deadline(after: within)
        var bytes: [UInt8] = []
        while bytes.count < count {
            let part = min(count - bytes.count, Self.inputLimit)
            if buffer.inputCount < part { try await waitForWhole(part, until: deadline) }
            bytes += buffer.take(part)
        }
        return bytes
    }

    /// The bytes up to the next CRLF, which is taken off. A line feed alone is part of the line.
    /// **Limits** `limit` is at most ``inputLimit`` - 2.
    /// **Errors** as ``read(atMost:within:)``, `.overLimit` for a longer line, and `.closed` when the stream ends before.
    public func readLine(limit: Int, within: Duration?) async throws(StreamError) -> [UInt8] {
        precondition(limit <= Self.inputLimit - 2, "a line must fit the input's limit")
        try checkReadable()
        var deadline: Deadline?
        var searchedCount = 0
        while true {
            let count = buffer.lineByteCount(skipping: searchedCount)
            if let count, count <= limit {
                let line = buffer.take(count)
                buffer.drop(2)
                return line
            }
            guard count == nil, buffer.inputCount < limit + 2 else { throw .overLimit(limit) }
            // The last byte may be the first half of the end mark.
            searchedCount = max(0, buffer.inputCount - 1)
            let until = deadline ?? Deadline(after: within)
            deadline = until
            try await waitForWhole(buffer.inputCount + 1, until: until)
        }
    }

    /// Waits for `count` unread bytes; the end of the stream before them is `.closed`.
    private func waitForWhole(_ count: Int, until deadline: Deadline) async throws(StreamError) {
        try await waitForInput(count, until: deadline)
        guard buffer.inputCount < count else { return }
        try checkInputEnd()
        throw .closed
    }

    private func checkReadable() throws(StreamError) {
        if Task.isCancelled { throw .cancelled }
    }

    /// Throws why the input broke; returns when it ended in order.
    private func checkInputEnd() throws(StreamError) {
        if case .failed(let error) = inputEnd { throw error }
    }
}
