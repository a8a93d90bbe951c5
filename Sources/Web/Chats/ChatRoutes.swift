internal import Chat
internal import Domain
internal import EventLoop
internal import HTTP
internal import Mail

/// Conversations: their list, the page of one with its two frames, and what is written.
enum ChatRoutes {
    static let all: [Route] = [
        .page(Path(), .home, showHome),
        .page(Path("chats", of: ConversationID.self), { .chat($0) }, show),
        .page(
            Path("chats", of: ConversationID.self, "stream").query(StreamView.self), { .stream($0.0, $0.1) },
            isActivity: { $0.1.isActivity }, signedOut: signedOutFrame, showStream),
        .page(
            Path("chats", of: ConversationID.self, "composer").query(ComposerView.self), { .composer($0.0, $0.1) },
            signedOut: signedOutFrame, showComposer),
        .form(
            Path("chats", of: ConversationID.self, "messages"), { .messages($0) }, limits: .message, signedOut: keepWords,
            foreign: sendAgain,
            send),
    ]

    @Loop private static func showHome(_ visit: MemberVisit) async -> Response {
        do {
            let home = try await visit.chat.mail.home(of: visit.member)
            let page = HomePage.page(
                home.conversations, waitingRequests: home.waitingRequestCount, viewer: visit.viewer, now: visit.now, note: visit.note)
            return .page(.ok, page, visit.noteShown)
        } catch {
            return visit.problem(error)
        }
    }

    @Loop private static func show(_ id: ConversationID, _ visit: MemberVisit) async -> Response {
        do {
            let conversation = try await visit.chat.mail.conversation(id, of: visit.member)
            return .page(.ok, ChatPage.page(conversation, viewer: visit.viewer, note: visit.note), visit.noteShown)
        } catch {
            return visit.problem(error)
        }
    }

    @Loop private static func showStream(_ named: (id: ConversationID, view: StreamView), _ visit: MemberVisit) async -> Response {
        let (site, member) = (visit.visit.site, visit.member)
        do {
            let conversation = try await site.chat.mail.conversation(named.id, of: member)
            if named.view == .live {
                let page = LivePage(
                    chat: site.chat, member: member, conversation: conversation, words: visit.words, front: site.liveFront,
                    limits: site.liveLimits)
                return Response(.ok, fields: [.html], body: .streamed { body async throws(StreamError) in try await page.write(to: body) })
            }
            let count = site.liveLimits.firstCount
            let messages = try await site.chat.mail.messages(in: named.id, of: member, named.view.messagePage, limit: count + 1)
            var page = StreamPage(conversation, view: named.view, in: visit.words)
            if named.view.showsNewest { site.chat.mail.markRead(named.id, by: member) }
            let shown = messages.suffix(count)
            let opening = page.opening(oldest: messages.count > count ? shown.first?.id : nil)
            return .page(.ok, opening + page.rows(shown) + page.closing())
        } catch {
            return visit.problem(error)
        }
    }

    @Loop private static func showComposer(_ named: (id: ConversationID, view: ComposerView), _ visit: MemberVisit) async -> Response {
        do {
            let conversation = try await visit.chat.mail.conversation(named.id, of: visit.member)
            return .page(.ok, ComposerPage.page(in: conversation.id, view: named.view, token: visit.viewer.token, words: visit.words))
        } catch {
            return visit.problem(error)
        }
    }

    @Loop private static func send(_ id: ConversationID, _ form: Form, _ visit: MemberVisit) async -> Response {
        let view = ComposerView(word: form.text("lines"))
        let text = form.text("text")
        do {
            _ = try await visit.chat.mail.send(text, in: id, as: visit.member)
            return .seeOther(.composer(id, view))
        } catch .notFound {
            return .notFound(in: visit.words)
        } catch .signedOut {
            return .page(.forbidden, ComposerPage.signedOut(text: text, in: visit.words))
        } catch {
            let page = ComposerPage.page(
                in: id, view: view, token: visit.viewer.token, text: text, problem: visit.words.problem(error), words: visit.words)
            return .page(Status(error), page)
        }
    }
}

// MARK: - Who is signed in no more

extension ChatRoutes {
    /// A frame shows a link: the whole window has to go to the log-in page.
    @Loop private static func signedOutFrame(_ visit: Visit) -> Response {
        .page(.forbidden, ComposerPage.signedOut(text: "", in: visit.words))
    }

    /// What was written comes back, to be copied.
    @Loop private static func keepWords(_ form: Form, _ visit: Visit) -> Response {
        .page(.forbidden, ComposerPage.signedOut(text: form.text("text"), in: visit.words))
    }

    /// A form with the token of another sign-in: what was written comes back, ready to send.
    @Loop private static func sendAgain(_ id: ConversationID, _ form: Form, _ visit: MemberVisit) -> Response {
        let page = ComposerPage.page(
            in: id, view: ComposerView(word: form.text("lines")), token: visit.viewer.token, text: form.text("text"),
            problem: visit.words.messagePageTooOld, words: visit.words)
        return .page(.forbidden, page)
    }
}

extension StreamView {
    /// Frames load themselves again and again; they are no sign of life.
    fileprivate var isActivity: Bool {
        switch self {
        case .live, .refreshing: false
        case .still, .before: true
        }
    }

    /// Which messages the domain is asked for.
    fileprivate var messagePage: MessagePage {
        switch self {
        case .live, .refreshing, .still: .latest
        case .before(let id): .before(id)
        }
    }
}
