import Chat
import Crypto
import Domain
import Mail

/// Ways to another node that are not what they seem.
extension RequestTests {
    /// Requests arrive, their answers do not.
    struct Deaf: PeerTransport {
        let chat: Chat
        let own: OnionAddress

        func search(_ query: SearchQuery, at node: OnionAddress) async throws(PeerFailure) -> SearchAnswer {
            await chat.mail.answer(query, from: own)
        }
        func request(_ frame: RequestFrame, at node: OnionAddress) async throws(PeerFailure) {
            await chat.mail.receive(frame, from: own)
            throw .timedOut
        }
        func hasMail(for node: OnionAddress) async {}
    }

    /// Takes requests on their way and hands them to nobody.
    actor Tap: PeerTransport {
        let chat: Chat
        let own: OnionAddress
        private(set) var taken: [RequestFrame] = []

        init(chat: Chat, own: OnionAddress) {
            self.chat = chat
            self.own = own
        }

        func search(_ query: SearchQuery, at node: OnionAddress) async throws(PeerFailure) -> SearchAnswer {
            await chat.mail.answer(query, from: own)
        }
        func request(_ frame: RequestFrame, at node: OnionAddress) async throws(PeerFailure) { taken.append(frame) }
        func hasMail(for node: OnionAddress) async {}
    }

    /// A node that answers with another member's card.
    struct Swapped: PeerTransport {
        let chat: Chat
        let own: OnionAddress
        let name: Username

        func search(_ query: SearchQuery, at node: OnionAddress) async throws(PeerFailure) -> SearchAnswer {
            await chat.mail.answer(SearchQuery(name: name, pseudonym: query.pseudonym, invite: query.invite), from: own)
        }
        func request(_ frame: RequestFrame, at node: OnionAddress) async throws(PeerFailure) {}
        func hasMail(for node: OnionAddress) async {}
    }
}
