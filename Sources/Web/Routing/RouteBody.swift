internal import EventLoop
internal import HTTP

/// What a route takes behind the head of a request, as a value: nothing is read but what it declares.
struct RouteBody<Content: Sendable>: Sendable {
    /// Which of the kinds it is, with its limits.
    let kind: RouteBodyKind
    /// Reads it.
    let read: @Loop @Sendable (any BodySource) async throws(HTTPError) -> Content
}

/// The kinds of bodies that routes take.
enum RouteBodyKind: Sendable, Equatable {
    /// None: a page.
    case none
    /// A form of small fields.
    case form(FormLimits)
    /// A form with a file at its end, which is read as it comes.
    case upload(UploadShape)
}

extension RouteBody where Content == Void {
    /// No body.
    static var none: RouteBody { RouteBody(kind: .none) { _ async throws(HTTPError) in } }
}

extension RouteBody where Content == Form {
    /// A form within `limits`.
    static func form(_ limits: FormLimits) -> RouteBody {
        RouteBody(kind: .form(limits)) { source async throws(HTTPError) in try await source.form(within: limits) }
    }
}

extension RouteBody where Content == Upload {
    /// A form of `shape`: what comes is the fields, and the file's beginning.
    static func upload(_ shape: UploadShape) -> RouteBody {
        RouteBody(kind: .upload(shape)) { source async throws(HTTPError) in try await source.upload(as: shape) }
    }
}

/// Reads the body of a request as what its route takes.
@Loop protocol BodySource: Sendable {
    /// The form.
    func form(within limits: FormLimits) async throws(HTTPError) -> Form
    /// The form, up to where its file begins.
    func upload(as shape: UploadShape) async throws(HTTPError) -> Upload
}

extension RequestBody: BodySource {}
