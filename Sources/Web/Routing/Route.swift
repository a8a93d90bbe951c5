internal import Chat
internal import Domain
internal import EventLoop
internal import HTTP

/// One page or one form: its path, who may, its limits, and what then happens.
///
/// A value, made by the functions of ``Route/page(_:_:isActivity:signedOut:_:)``'s kind alone. Each of them runs the checks of its kind before the
/// handler, so a form that changes something without them can't be declared. **Source** protocol §12.2.
struct Route: Sendable {
    /// Who may.
    enum Admission: Sendable, Equatable {
        /// Whoever comes.
        case anyone
        /// Whoever shows the token of the visitor's cookie.
        case visitor
        /// A member: for a page by the cookie of the sign-in, for a form by its token too.
        case member
    }

    /// What happens with a request that came here.
    typealias Answer = @Loop @Sendable (Visit, any BodySource) async throws(HTTPError) -> Response

    /// What it takes behind the head.
    let body: RouteBodyKind
    /// Who may.
    let admission: Admission
    /// Where it is.
    let pattern: PathPattern
    /// The place that a path means, and the answer to whoever asks for it; nil when a part is misspelled.
    let match: @Sendable ([Substring], String?) -> (place: Place, answer: Answer)?

    /// Whether it is a form's (POST); else a page's (GET and HEAD).
    var isForm: Bool { body != .none }

    private init<Value, Content>(
        _ body: RouteBody<Content>, _ admission: Admission, _ path: Path<Value>, _ place: @escaping @Sendable (Value) -> Place,
        answer: @escaping @Loop @Sendable (Value, Visit, @Loop () async throws(HTTPError) -> Content) async throws(HTTPError) -> Response
    ) {
        self.body = body.kind
        self.admission = admission
        pattern = path.pattern
        match = { parts, query in
            path.read(parts, query).map { value in
                (
                    place(value),
                    { visit, source async throws(HTTPError) in
                        try await answer(value, visit) { () async throws(HTTPError) in try await body.read(source) }
                    }
                )
            }
        }
    }
}

// MARK: - Pages

extension Route {
    /// A page for whoever comes.
    static func openPage(
        _ path: Path<Void>, _ place: Place, _ show: @escaping @Loop @Sendable (Visit) async -> Response
    ) -> Route {
        Route(.none, .anyone, path, { place }) { _, visit, _ async throws(HTTPError) in await show(visit) }
    }

    /// A page for members.
    ///
    /// - Parameters:
    ///   - isActivity: whether asking for it shows that somebody is there. A frame that loads itself again and again is no sign of life.
    ///   - signedOut: what others get; the way to the log-in page, when nothing else is said.
    static func page<Value>(
        _ path: Path<Value>, _ place: @escaping @Sendable (Value) -> Place, isActivity: @escaping @Sendable (Value) -> Bool = { _ in true },
        signedOut: @escaping @Loop @Sendable (Visit) -> Response = { $0.signedOut },
        _ show: @escaping @Loop @Sendable (Value, MemberVisit) async -> Response
    ) -> Route {
        Route(.none, .member, path, place) { value, visit, _ async throws(HTTPError) in
            guard let member = await visit.member(isActivity: isActivity(value)) else { return signedOut(visit) }
            return await show(value, member)
        }
    }

    /// A page for members at a path without variable parts.
    static func page(_ path: Path<Void>, _ place: Place, _ show: @escaping @Loop @Sendable (MemberVisit) async -> Response) -> Route {
        page(path, { place }) { _, visit in await show(visit) }
    }
}

// MARK: - Forms

extension Route {
    /// A form of people who are not signed in: our own origin, the token of the visitor's cookie, then a number, so that it takes effect once.
    ///
    /// - Parameter foreign: the answer to a form without that token, as a rule from a page that is older than this run of the node.
    static func visitorForm(
        _ path: Path<Void>, _ place: Place, limits: FormLimits = .short,
        foreign: @escaping @Loop @Sendable (Form, Visit) async -> Response,
        _ submit: @escaping @Loop @Sendable (Form, Visit) async -> Response
    ) -> Route {
        Route(.form(limits), .visitor, path, { place }) { _, visit, read async throws(HTTPError) in
            // Before a byte of the body: a page elsewhere must not even make us read.
            guard visit.isFromOurPage else { return .foreignForm(in: visit.words) }
            let form = try await read()
            guard visit.holdsVisitorToken(form) else { return await foreign(form, visit) }
            guard let sending = FormSending(form, to: visit.place) else { return .unnumberedForm(in: visit.words) }
            return await visit.site.formNumbers.once(sending, by: .visitor(sending.visitor), on: visit.host) { await submit(form, visit) }
        }
    }

    /// A form of a member: our own origin, the sign-in, its token, then a number, so that it takes effect once (``FormNumbers``).
    ///
    /// - Parameters:
    ///   - signedOut: the answer when nobody is signed in any more.
    ///   - foreign: the answer to a form without the token of this sign-in.
    static func form<Value>(
        _ path: Path<Value>, _ place: @escaping @Sendable (Value) -> Place, limits: FormLimits = .short,
        signedOut: @escaping @Loop @Sendable (Form, Visit) -> Response = { _, visit in visit.signedOut },
        foreign: @escaping @Loop @Sendable (Value, Form, MemberVisit) -> Response = { _, _, visit in .foreignForm(in: visit.words) },
        _ submit: @escaping @Loop @Sendable (Value, Form, MemberVisit) async -> Response
    ) -> Route {
        Route(.form(limits), .member, path, place) { value, visit, read async throws(HTTPError) in
            guard visit.isFromOurPage else { return .foreignForm(in: visit.words) }
            let form = try await read()
            guard let member = await visit.member(isActivity: true) else { return signedOut(form, visit) }
            guard member.holdsToken(form) else { return foreign(value, form, member) }
            guard let sending = FormSending(form, to: visit.place) else { return .unnumberedForm(in: visit.words) }
            return await visit.site.formNumbers.once(sending, by: .signIn(member.signIn), on: visit.host) {
                await submit(value, form, member)
            }
        }
    }

    /// A form of a member at a path without variable parts.
    static func form(
        _ path: Path<Void>, _ place: Place, limits: FormLimits = .short,
        signedOut: @escaping @Loop @Sendable (Form, Visit) -> Response = { _, visit in visit.signedOut },
        _ submit: @escaping @Loop @Sendable (Form, MemberVisit) async -> Response
    ) -> Route {
        form(path, { place }, limits: limits, signedOut: signedOut) { _, form, visit in await submit(form, visit) }
    }
}

// MARK: - Uploads

extension Route {
    /// A form of a member with a file at its end: our own origin, the sign-in, then of the small fields its token and a number, so that it takes
    /// effect once; only then the file.
    ///
    /// The sign-in is asked before a byte of the body: who has none can't make us read what may be large. A file that breaks off, or comes too slowly,
    /// is answered so whatever `submit` says, and its number may be used again. **Source** protocol §12.9, decision 28.
    ///
    /// - Parameters:
    ///   - file: the name of the file's field.
    ///   - bodyByteCount: the most that the whole form may have.
    ///   - signedOut: the answer when nobody is signed in (any more).
    ///   - foreign: the answer to a form without the token of this sign-in.
    ///   - submit: reads the file; one that it does not begin is read and dropped, so that its answer arrives, one that it leaves midway ends the connection.
    static func upload<Value>(
        _ path: Path<Value>, _ place: @escaping @Sendable (Value) -> Place, file: StaticString, bodyByteCount: Int,
        fields: FormLimits = .short, signedOut: @escaping @Loop @Sendable (Visit) -> Response = { $0.signedOut },
        foreign: @escaping @Loop @Sendable (Value, Form, MemberVisit) -> Response = { _, _, visit in .foreignForm(in: visit.words) },
        _ submit: @escaping @Loop @Sendable (Value, Upload, MemberVisit) async -> Response
    ) -> Route {
        let shape = UploadShape(
            file: file.description, after: ["token", FormNumber.fieldName.description], bodyByteCount: bodyByteCount, fields: fields)
        return Route(.upload(shape), .member, path, place) { value, visit, read async throws(HTTPError) in
            guard visit.isFromOurPage else { return .foreignForm(in: visit.words) }
            guard let member = await visit.member(isActivity: true) else { return signedOut(visit) }
            let upload = try await read()
            // That took as long as the browser liked.
            guard visit.site.chat.isSignedIn(member.signIn) else { return signedOut(visit) }
            guard member.holdsToken(upload.form) else { return foreign(value, upload.form, member) }
            guard let sending = FormSending(upload, to: visit.place) else { return .unnumberedForm(in: visit.words) }
            let numbers = visit.site.formNumbers
            guard numbers.waiterCount(of: sending) < FormNumbers.waitersPerUpload else { throw .underWay }
            let response = try await numbers.once(sending, by: .signIn(member.signIn), on: visit.host) { () async throws(HTTPError) in
                let response = await submit(value, upload, member)
                if let failure = upload.failure { throw failure }
                return response
            }
            // Answered without it, as the same form was before or by a refusal: a browser that still sends hears of it when it has sent all.
            if !upload.isBegun { try await upload.file?.drop() }
            return response
        }
    }
}
