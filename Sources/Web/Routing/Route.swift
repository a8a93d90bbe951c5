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

    /// Reads the form of a request, within limits.
    typealias FormSource = @Loop @Sendable (FormLimits) async throws(HTTPError) -> Form
    /// What happens with a request that came here.
    typealias Answer = @Loop @Sendable (Visit, FormSource) async throws(HTTPError) -> Response

    /// Whether it is a form's (POST); else a page's (GET and HEAD).
    let isForm: Bool
    /// Who may.
    let admission: Admission
    /// Where it is.
    let pattern: PathPattern
    /// The place that a path means, and the answer to whoever asks for it; nil when a part is misspelled.
    let match: @Sendable ([Substring], String?) -> (place: Place, answer: Answer)?

    private init<Value>(
        isForm: Bool, _ admission: Admission, _ path: Path<Value>, _ place: @escaping @Sendable (Value) -> Place,
        answer: @escaping @Loop @Sendable (Value, Visit, FormSource) async throws(HTTPError) -> Response
    ) {
        self.isForm = isForm
        self.admission = admission
        pattern = path.pattern
        match = { parts, query in
            path.read(parts, query).map { value in
                (place(value), { visit, form async throws(HTTPError) in try await answer(value, visit, form) })
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
        Route(isForm: false, .anyone, path, { place }) { _, visit, _ async throws(HTTPError) in await show(visit) }
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
        Route(isForm: false, .member, path, place) { value, visit, _ async throws(HTTPError) in
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
        Route(isForm: true, .visitor, path, { place }) { _, visit, source async throws(HTTPError) in
            // Before a byte of the body: a page elsewhere must not even make us read.
            guard visit.isFromOurPage else { return .foreignForm(in: visit.words) }
            let form = try await source(limits)
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
        Route(isForm: true, .member, path, place) { value, visit, source async throws(HTTPError) in
            guard visit.isFromOurPage else { return .foreignForm(in: visit.words) }
            let form = try await source(limits)
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
