internal import Chat
internal import Domain
internal import EventLoop
internal import HTTP
internal import Mail

/// Finding people, and asking them for a connection.
enum PeopleRoutes {
    static let all: [Route] = [
        .page(Path("people"), .people, show),
        .form(Path("people", "request"), .sendRequest, sendRequest),
    ]

    @Loop private static func show(_ visit: MemberVisit) async -> Response {
        let form: Form
        do { form = try URLEncodedForm.decode(Array((visit.visit.query ?? "").utf8), limits: .short) } catch {
            return .refused(.badRequest, .form(error), in: visit.words)
        }
        let query = form.text("q").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !query.isEmpty else {
            return .page(.ok, PeoplePage.page(query: "", outcome: nil, viewer: visit.viewer, note: visit.note), visit.noteShown)
        }
        do {
            let profile = try await visit.chat.mail.search(query, as: visit.member)
            return .page(.ok, PeoplePage.page(query: query, outcome: .found(profile), viewer: visit.viewer))
        } catch .signedOut {
            return .seeOther(.login)
        } catch {
            let problem = error == .notFound ? visit.words.nobodyFound : visit.words.problem(error)
            let page = PeoplePage.page(query: query, outcome: .failed(problem), viewer: visit.viewer)
            return .page(error == .notFound ? .ok : Status(error), page)
        }
    }

    @Loop private static func sendRequest(_ form: Form, _ visit: MemberVisit) async -> Response {
        let greeting = form.text("greeting")
        let address: MemberAddress
        do { address = try MemberAddress(form.text("address")) } catch { return visit.problem(.notAnAddress(error)) }
        do {
            try await visit.chat.mail.sendRequest(to: address, greeting: greeting, as: visit.member)
            return .seeOther(.requests, fields: [visit.leaving(.requestSent)])
        } catch .signedOut {
            return .seeOther(.login)
        } catch {
            let page = PeoplePage.page(
                query: address.description, outcome: .found(Profile(address: address, relation: .stranger)), greeting: greeting,
                problem: visit.words.problem(error), viewer: visit.viewer)
            return .page(Status(error), page)
        }
    }
}
