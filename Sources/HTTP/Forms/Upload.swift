package import EventLoop

/// A form with a file: its small fields, read, and the file, which is still to come.
@Loop package final class Upload {
    /// The small fields, all of them.
    package let form: Form
    /// The file; nil when none was chosen.
    package let file: UploadedFile?
    /// How many bytes the whole body has: what the browser announced.
    package let byteCount: Int

    init(_ form: Form, _ file: UploadedFile?, byteCount: Int) {
        self.form = form
        self.file = file
        self.byteCount = byteCount
    }

    /// Why the file could not be read to its end; nil while nothing is wrong with it. An answer that was made in spite of it must not go out.
    package var failure: HTTPError? { file?.failure }

    /// Whether a byte of the file was asked for.
    package var isBegun: Bool { file?.isBegun ?? true }
}

extension Upload {
    /// Reads `body` until its file begins, or to its end when it has none.
    static func read(_ body: RequestBody, _ parser: UploadParser) async throws(HTTPError) -> Upload {
        var parser = parser
        var content: [[UInt8]] = []
        // More than the beginning of a file may come in one piece, its end too.
        while body.remaining > 0, parser.fileName == nil {
            let bytes = try await body.read()
            content = try HTTPError.ofForm { () throws(FormError) in try parser.received(bytes) }
        }
        guard let name = parser.fileName else {
            try HTTPError.ofForm { () throws(FormError) in try parser.finish() }
            return Upload(parser.form, nil, byteCount: body.byteCount)
        }
        return Upload(parser.form, UploadedFile(name, body, parser, content), byteCount: body.byteCount)
    }
}
