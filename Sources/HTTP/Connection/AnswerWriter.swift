internal import Bytes
internal import EventLoop

/// Writes one answer, piece by piece, no faster than the other side takes it.
@Loop struct AnswerWriter {
    /// What is handed to the stream at once: with as much queued before it, that is all that an answer ever holds of its body.
    static let pieceByteCount = ByteStream.outputLimit

    let stream: ByteStream
    let common: HeaderLines

    /// Writes `response`, without its body if only the head was asked for.
    ///
    /// **Errors** ``HTTPError/unreadable``: nothing was written. ``HTTPError/disconnected``: the answer ends where it is.
    func write(_ response: Response, keepsAlive: Bool, withBody: Bool) async throws(HTTPError) {
        let head = response.head(keepsAlive: keepsAlive, common: common)
        do {
            switch response.body {
            case .whole(let bytes): try await write(withBody ? head + bytes : head)
            case .content(let content, let part):
                if withBody, !part.isEmpty { try await write(content, part, after: head) } else { try await write(head) }
            case .streamed(let produce):
                try await write(head)
                guard withBody else { return }
                try await produce(ChunkedBody(stream))
                try await write(Chunk.last)
            }
        } catch HTTPError.unreadable {
            throw .unreadable
        } catch {
            throw .disconnected
        }
    }

    private func write(_ content: Content, _ part: Range<Int>, after head: [UInt8]) async throws {
        let stream = stream
        let watcher = content.ending.map { ending in
            spawn {
                await ending()
                // Also while a write waits for a browser that takes nothing.
                if !Task.isCancelled { stream.close() }
            }
        }
        defer { watcher?.cancel() }
        var source: any ByteSource
        var piece: [UInt8]?
        // Before the head: what can't be read at all is told by a status.
        do {
            source = try await content.open(part)
            piece = try await source.next()
        } catch {
            throw HTTPError.unreadable
        }
        do {
            try await write(head)
            var left = part.count
            while let bytes = piece {
                left -= bytes.count
                guard left >= 0 else { break }
                try await write(bytes)
                piece = left > 0 ? try await source.next() : nil
            }
            guard left == 0 else { throw StreamError.closed }
        } catch {
            // The length was promised: only a cut tells that it is not whole.
            stream.close()
            throw error
        }
    }

    private func write(_ bytes: [UInt8]) async throws(StreamError) {
        guard bytes.count > Self.pieceByteCount else { return try await stream.write(bytes) }
        var rest = bytes[...]
        while !rest.isEmpty {
            try await stream.write(Array(rest.prefix(Self.pieceByteCount)))
            rest = rest.dropFirst(Self.pieceByteCount)
        }
    }
}
