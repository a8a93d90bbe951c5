package import EventLoop

/// Reads a request's body as a form, within limits that are checked before the first byte.
@Loop package enum FormReader {
    /// The form.
    package static func read(_ head: RequestHead, _ body: RequestBody, limits: FormLimits) async throws(HTTPError) -> Form {
        guard head.bodyByteCount <= limits.bodyByteCount else { throw .bodyTooLarge(limit: limits.bodyByteCount) }
        do {
            switch FormMediaType(head.text(.contentType)) {
            case .urlEncoded:
                var bytes: [UInt8] = []
                bytes.reserveCapacity(head.bodyByteCount)
                while body.remaining > 0 { bytes += try await body.read() }
                return try URLEncodedForm.decode(bytes, limits: limits)
            case .multipart(let boundary):
                var form = MultipartForm(boundary: boundary, limits: limits)
                while body.remaining > 0 { try form.received(try await body.read()) }
                try form.finish()
                return form.form
            case nil: throw HTTPError.mediaTypeNotSupported
            }
        } catch let error as HTTPError {
            throw error
        } catch let error as FormError {
            throw .form(error)
        } catch {
            throw .disconnected
        }
    }
}
