internal import Chat
internal import EventLoop

/// Conversations: the page, its two frames, and what is written.
extension Site {
    func showChat(_ id: RecordID, _ visit: Visit, _ seat: Seat) async -> Response {
        do {
            let conversation = try await chat.conversation(id, of: seat.member)
            return Self.page(.ok, ChatPage.page(conversation, viewer: seat.viewer, note: visit.note), visit.noteShown)
        } catch {
            return Self.problem(error)
        }
    }

    func showStream(_ id: RecordID, _ view: StreamView, _ seat: Seat) async -> Response {
        do {
            let conversation = try await chat.conversation(id, of: seat.member)
            if view == .live {
                let page = LivePage(chat: chat, member: seat.member, conversation: conversation, pages: livePages, limits: liveLimits)
                return Response(.ok, fields: [.html], body: .streamed { body async throws(StreamError) in try await page.write(to: body) })
            }
            let count = liveLimits.firstCount
            let messages = try await chat.messages(in: id, of: seat.member, view.messagePage, limit: count + 1)
            var page = StreamPage(conversation, view: view)
            let shown = messages.suffix(count)
            let opening = page.opening(oldest: messages.count > count ? shown.first?.id : nil)
            return Self.page(.ok, opening + page.rows(shown) + page.closing())
        } catch {
            return Self.problem(error)
        }
    }

    func showComposer(_ id: RecordID, _ view: ComposerView, _ seat: Seat) async -> Response {
        do {
            let conversation = try await chat.conversation(id, of: seat.member)
            return Self.page(.ok, ComposerPage.page(in: conversation.id, view: view, token: seat.cookie.formToken()))
        } catch {
            return Self.problem(error)
        }
    }

    func sendMessage(_ form: Form, in id: RecordID, _ seat: Seat) async -> Response {
        let view = ComposerView(word: form.text("lines"))
        let text = form.text("text")
        do {
            _ = try await chat.send(text, in: id, as: seat.member)
            return .seeOther(.composer(id, view))
        } catch .notFound {
            return Self.notFound
        } catch .signedOut {
            return Self.page(.forbidden, ComposerPage.signedOut(text: text))
        } catch {
            let page = ComposerPage.page(in: id, view: view, token: seat.cookie.formToken(), text: text, problem: error.description)
            return Self.page(Self.status(of: error), page)
        }
    }
}

extension StreamView {
    /// Which messages the domain is asked for.
    fileprivate var messagePage: MessagePage {
        switch self {
        case .live, .refreshing, .still: .latest
        case .before(let id): .before(id)
        }
    }
}
