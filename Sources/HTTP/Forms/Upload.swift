package import EventLoop

/// A form with a file: its small fields, read, and the file, which is still to come.
@Loop package final class Upload {
    /// The small fields, all of them.
    package let form: Form
    /// The file; nil when none was chosen.
    package let file: UploadedFile?
    /// How many bytes the whole body has: what the browser announced.
    package let byteCount: Int

    init(_ body: RequestBody, _ parser: UploadParser) async throws(HTTPError) {
        var parser = parser
        var content: [[UInt8]] = []
        while body.remaining > 0, parser.stage == .fields {
            let bytes = try await body.read()
            content = try HTTPError.ofForm { () throws(FormError) in try parser.received(bytes) }
        }
        // More than the beginning of a file may have come in the same piece, its end too.
        if parser.fileName == nil {
            while body.remaining > 0 {
                let bytes = try await body.read()
                _ = try HTTPError.ofForm { () throws(FormError) in try parser.received(bytes) }
            }
            try HTTPError.ofForm { () throws(FormError) in try parser.finish() }
        }
        form = parser.form
        byteCount = body.byteCount
        file = parser.fileName.map { UploadedFile($0, body, parser, content) }
    }

    /// Why the file could not be read to its end; nil while nothing is wrong with it. An answer that was made in spite of it must not go out.
    package var failure: HTTPError? { file?.failure }

    /// Whether a byte of the file was asked for.
    package var isBegun: Bool { file?.isBegun ?? true }
}
