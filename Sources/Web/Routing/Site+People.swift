internal import Chat
internal import EventLoop

/// Finding people, asking them, and answering.
extension Site {
    func showHome(_ visit: Visit, _ seat: Seat) async -> Response {
        do {
            let conversations = try await chat.conversations(of: seat.member)
            let requests = try await chat.requests(of: seat.member)
            let page = HomePage.page(
                conversations, waitingRequests: requests.incoming.count, viewer: seat.viewer, now: now, note: visit.note)
            return Self.page(.ok, page, visit.noteShown)
        } catch {
            return Self.problem(error)
        }
    }

    func showPeople(_ visit: Visit, _ seat: Seat) async -> Response {
        let form: Form
        do { form = try URLEncodedForm.decode(Array((visit.query ?? "").utf8), limits: .short) } catch {
            return refusal(.badRequest, .form(error))
        }
        let query = form.text("q").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !query.isEmpty else {
            return Self.page(.ok, PeoplePage.page(query: "", outcome: nil, viewer: seat.viewer, note: visit.note), visit.noteShown)
        }
        do {
            let profile = try await chat.search(query, as: seat.member)
            return Self.page(.ok, PeoplePage.page(query: query, outcome: .found(profile), viewer: seat.viewer))
        } catch .signedOut {
            return .seeOther(.login)
        } catch {
            let page = PeoplePage.page(query: query, outcome: .failed(error.description), viewer: seat.viewer)
            return Self.page(error == .notFound ? .ok : Self.status(of: error), page)
        }
    }

    func sendRequest(_ form: Form, _ visit: Visit, _ seat: Seat) async -> Response {
        let greeting = form.text("greeting")
        let address: MemberAddress
        do { address = try MemberAddress(form.text("address")) } catch { return Self.problem(.notAnAddress(error)) }
        do {
            try await chat.sendRequest(to: address, greeting: greeting, as: seat.member)
            return .seeOther(.requests, fields: [visit.leaving(.requestSent)])
        } catch .signedOut {
            return .seeOther(.login)
        } catch {
            let page = PeoplePage.page(
                query: address.description, outcome: .found(Profile(address: address, relation: .stranger)), greeting: greeting,
                problem: error.description, viewer: seat.viewer)
            return Self.page(Self.status(of: error), page)
        }
    }

    func showRequests(_ visit: Visit, _ seat: Seat) async -> Response {
        do {
            let requests = try await chat.requests(of: seat.member)
            return Self.page(.ok, RequestsPage.page(requests, viewer: seat.viewer, now: now, note: visit.note), visit.noteShown)
        } catch {
            return Self.problem(error)
        }
    }

    func acceptRequest(_ id: RecordID, _ visit: Visit, _ seat: Seat) async -> Response {
        do {
            return .seeOther(.chat(try await chat.accept(id, as: seat.member)), fields: [visit.leaving(.requestAccepted)])
        } catch {
            return Self.problem(error)
        }
    }

    func denyRequest(_ id: RecordID, _ visit: Visit, _ seat: Seat) async -> Response {
        do {
            try await chat.deny(id, as: seat.member)
            return .seeOther(.requests, fields: [visit.leaving(.requestDenied)])
        } catch {
            return Self.problem(error)
        }
    }

    func undoDenial(_ id: RecordID, _ visit: Visit, _ seat: Seat) async -> Response {
        do {
            try await chat.undoDenial(id, as: seat.member)
            return .seeOther(.requests, fields: [visit.leaving(.denialUndone)])
        } catch {
            return Self.problem(error)
        }
    }
}
