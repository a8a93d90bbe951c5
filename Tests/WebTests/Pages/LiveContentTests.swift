import Accounts
import Chat
import Domain
import Mail
import Testing

@testable import Web

@Suite struct LiveContentTests {
    private func mine(_ id: Int64, _ state: MessageState) -> Message { Samples.message(id, "text \(id)", isMine: true, state: state) }

    @Test func `news are shown once and asked for from the last one on`() {
        var content = LiveContent(Samples.conversation, in: English())
        #expect(content.start == MessageID(number: 0))
        _ = content.begin(with: [Samples.message(4, "four")], hasOlder: false)
        #expect(content.start == MessageID(number: 4))
        let (bytes, isStale) = content.update(with: [Samples.message(5, "five")])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("five") && !text.contains("four") && !isStale)
        #expect(content.update(with: [Samples.message(5, "five")]).bytes.isEmpty)
        #expect(content.count == 2)
    }

    @Test func `delivery is told when it is true of all that waited, not before`() {
        var content = LiveContent(Samples.conversation, in: English())
        _ = content.begin(with: [mine(1, .delivered), mine(2, .queued), Samples.message(3, "three"), mine(4, .queued)], hasOlder: false)
        #expect(content.start == MessageID(number: 1))
        #expect(content.update(with: [mine(2, .delivered), Samples.message(3, "three"), mine(4, .queued)]).bytes.isEmpty)
        let (bytes, _) = content.update(with: [mine(2, .delivered), Samples.message(3, "three"), mine(4, .delivered), mine(5, .queued)])
        #expect(bytes.starts(with: content.page.settled()))
        #expect(String(decoding: bytes, as: UTF8.self).contains("text 5"))
        #expect(content.start == MessageID(number: 4))
    }

    @Test(arguments: [MessageState.expired, .failed]) func `a lost message makes the page load anew`(state: MessageState) {
        var content = LiveContent(Samples.conversation, in: English())
        _ = content.begin(with: [mine(1, .queued), mine(2, .queued)], hasOlder: false)
        let (bytes, isStale) = content.update(with: [mine(1, state), mine(2, .delivered)])
        #expect(isStale && bytes.isEmpty)
    }

    @Test func `a new day has a line of its own`() {
        var content = LiveContent(Samples.conversation, in: English())
        let text = String(
            decoding: content.begin(
                with: [Samples.message(1, "a", minutesAgo: 1440), Samples.message(2, "b"), Samples.message(3, "c")], hasOlder: true),
            as: UTF8.self)
        #expect(text.ranges(of: "<li class=\"day\">").count == 2)
        #expect(text.contains("href=\"/chats/123456789abcdef0/stream?before=1\""))
    }
}
