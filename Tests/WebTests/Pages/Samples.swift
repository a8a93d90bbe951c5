import Accounts
import Chat
import Crypto
import Domain
import Mail

@testable import Web

/// View values that page tests share.
enum Samples {
    static let node = onion(7)
    static let otherNode = onion(9)

    static func onion(_ seed: UInt8) -> OnionAddress {
        do {
            return OnionAddress(publicKey: try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: seed, count: 32))).publicKey)
        } catch {
            preconditionFailure("a seed of 32 bytes is a key")
        }
    }

    static func address(_ name: String, at node: OnionAddress = otherNode) -> MemberAddress {
        do { return MemberAddress(name: try Username(name), node: node) } catch { preconditionFailure("the tests' names are names") }
    }

    static let viewer = viewer(English())
    static let visitor = visitor(.open, English())

    static func viewer(_ words: any Words, vanishesOn: UnixDay? = UnixDay(count: 20_807)) -> Viewer {
        Viewer(address: address("ada", at: node), vanishesOn: vanishesOn, token: "the-token", words: words)
    }

    static func visitor(_ registration: RegistrationPolicy, _ words: any Words) -> Visitor {
        Visitor(token: "t", dormancyDays: 30, registration: registration, words: words)
    }

    static let now = UnixMinute(seconds: 1_794_377_520)  // 2026-11-11 06:12
    static let chat = ConversationID(row: 0x1234_5678_9abc_def0)
    static let request = RequestID(row: 0x42)

    static let conversation = Conversation(id: chat, peer: address("bob"), notice: nil, keyAgreement: .hybrid)

    static func message(_ id: Int64, _ text: String, isMine: Bool = false, state: MessageState = .received, minutesAgo: UInt32 = 0)
        -> Message
    {
        Message(
            id: MessageID(number: id), isMine: isMine, content: state == .notice ? .notice(.keysRenewed) : .text(text),
            minute: UnixMinute(count: now.count - minutesAgo), state: state)
    }

    static let summaries = [
        ConversationSummary(
            id: chat, peer: address("bob"), unreadCount: 3, last: .text("See you at the library at six, then.\nBring tea."),
            minute: UnixMinute(count: now.count - 4)),
        ConversationSummary(
            id: ConversationID(row: 77), peer: address("grace.hopper"), unreadCount: 0, last: .text("مرحبا، كيف حالك اليوم؟"),
            minute: UnixMinute(count: now.count - 1500)),
        ConversationSummary(
            id: ConversationID(row: 78), peer: address("linus-the-very-long-name-of-32ch", at: node), unreadCount: 0,
            last: .text(
                "A long last message that does not fit into one line on a phone, nor even on a screen of middling width, so it is cut off."),
            minute: UnixMinute(count: now.count - 60_000)),
        ConversationSummary(id: ConversationID(row: 79), peer: address("new_one"), unreadCount: 0, last: nil, minute: now),
    ]

    static let requests = Requests(
        incoming: [
            IncomingRequest(
                id: request, from: address("eve.adams"), greeting: "Hello Ada, we met at the reading group.\nMay I write to you here?",
                minute: UnixMinute(count: now.count - 90)),
            IncomingRequest(id: RequestID(row: 43), from: address("mallory"), greeting: "<script>alert(1)</script>", minute: now),
        ],
        outgoing: [OutgoingRequest(to: address("grace"), greeting: "Hi Grace!", minute: UnixMinute(count: now.count - 3000))])

    static let signIns = [
        SignInSummary(id: SignInNumber(row: 1), started: UnixMinute(count: now.count - 30), lastUsed: now, isThis: true),
        SignInSummary(
            id: SignInNumber(row: 2), started: UnixMinute(count: now.count - 200), lastUsed: UnixMinute(count: now.count - 7), isThis: false
        ),
    ]

    static let messages = [
        message(1, "Did the package arrive?", minutesAgo: 1600),
        message(
            2, "Yes! Thank you so much. It came yesterday afternoon, a bit wet but whole.", isMine: true, state: .delivered,
            minutesAgo: 1580),
        message(3, "Good. <b>Not bold</b> & \"quoted\".\nSecond line.\n\n  indented line", minutesAgo: 30),
        message(4, "אני אבוא מחר בשעה 6 עם Ada", minutesAgo: 29),
        message(5, String(repeating: "averyverylongwordwithoutanyspace", count: 5), isMine: true, state: .delivered, minutesAgo: 28),
        message(6, "ok 👍🏽", minutesAgo: 20),
        message(7, "This one never came through.", isMine: true, state: .expired, minutesAgo: 12),
        message(8, "See you at the library at six, then.", isMine: true, state: .queued, minutesAgo: 2),
        message(9, "I’ll bring tea.", isMine: true, state: .queued),
    ]
}
