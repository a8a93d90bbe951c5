/// The body as what a page takes, within limits that are checked before the first byte.
extension RequestBody {
    /// A form of small fields.
    ///
    /// **Errors** ``HTTPError/bodyTooLarge(limit:)``, ``HTTPError/mediaTypeNotSupported``, ``HTTPError/form(_:)``, those of ``read()``.
    package func form(within limits: FormLimits) async throws(HTTPError) -> Form {
        guard byteCount <= limits.bodyByteCount else { throw .bodyTooLarge(limit: limits.bodyByteCount) }
        switch mediaType {
        case .urlEncoded:
            var bytes: [UInt8] = []
            bytes.reserveCapacity(byteCount)
            while remaining > 0 { bytes += try await read() }
            return try HTTPError.ofForm { () throws(FormError) in try URLEncodedForm.decode(bytes, limits: limits) }
        case .multipart(let boundary):
            var form = MultipartForm(boundary: boundary, limits: limits)
            while remaining > 0 {
                let bytes = try await read()
                try HTTPError.ofForm { () throws(FormError) in try form.received(bytes) }
            }
            try HTTPError.ofForm { () throws(FormError) in try form.finish() }
            return form.form
        case nil: throw .mediaTypeNotSupported
        }
    }

    /// A form with a file at its end: returns when the small fields have come and the file begins.
    ///
    /// **Errors** as ``form(within:)``.
    package func upload(as shape: UploadShape) async throws(HTTPError) -> Upload {
        guard byteCount <= shape.bodyByteCount else { throw .bodyTooLarge(limit: shape.bodyByteCount) }
        guard case .multipart(let boundary) = mediaType else { throw .mediaTypeNotSupported }
        return try await Upload.read(self, UploadParser(boundary: boundary, shape: shape))
    }
}

extension HTTPError {
    /// What `body` gives; its error as one of the request's.
    static func ofForm<Value>(_ body: () throws(FormError) -> Value) throws(HTTPError) -> Value {
        do { return try body() } catch { throw .form(error) }
    }
}
