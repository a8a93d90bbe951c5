import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail
@testable import Crypto
@testable import Store

/// What lies on the disk: sealed values in their places, texts inside them, password slots.
let storedTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "sealed-value", longestInput: 256,
        seeds: { [[0] + Stored.sealed, [1], [1, 0, 3, 1], [2], [2] + [UInt8](repeating: 7, count: 40)] }, run: Stored.runSealed),
    FuzzTarget(
        name: "stored-message", longestInput: 512,
        seeds: {
            [0, 50, 102, 103, 300].map { count in
                StoredMessage(
                    author: .peer, kind: ContentKind.text, minute: UnixMinute(count: 29_000_000), id: [UInt8](repeating: 4, count: 16),
                    body: [UInt8](repeating: 0x61, count: count)
                ).encodePadded()
            }
        },
        run: Stored.runText),
    FuzzTarget(
        name: "conversation-record", longestInput: ConversationRecord.paddedByteCount + 64,
        seeds: { Stored.conversations }, run: Stored.runConversation),
    FuzzTarget(
        name: "password-slots", longestInput: 2 * PasswordSlots.slotByteCount + 1,
        seeds: {
            [[0] + [UInt8](repeating: 5, count: 2 * PasswordSlots.slotByteCount), [1], [1, 0, 3, 1], [1, 0, 60, 1], [1, 0, 33, 4]]
        },
        run: Stored.runSlots),
]

private enum Stored {
    private static let key = RecordKey(SecretBytes(copying: [UInt8](1...64)))
    private static let place = RecordPlace(table: "message", row: 7, column: "sealed")
    private static let plaintext = Array("what was stored".utf8)
    static let sealed = FixedKeys.required { try key.seal(plaintext, at: place) }

    /// First byte: 0 the rest is the sealed value, 1 it changes a true one, else it is a plaintext.
    static func runSealed(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let rest = Array(input.dropFirst())
        guard mode < 2 else {
            let sealed = FixedKeys.required { try key.seal(rest, at: place) }
            claim(sealed.count == rest.count + RecordKey.overheadByteCount, "sealing adds what it says")
            claim((try? key.open(sealed, at: place)) == rest, "what was sealed opens")
            for other in [
                RecordPlace(table: "message", row: 8, column: "sealed"), RecordPlace(table: "message", row: 7, column: "record"),
                RecordPlace(table: "messages", row: 7, column: "ealed"),
                RecordPlace(table: "message", row: 7, column: "sealed", version: 2),
            ] {
                claim((try? key.open(sealed, at: other)) == nil, "a value opens in its own place alone")
            }
            return
        }
        let candidate = mode == 0 ? rest : sealed.patched(rest[...])
        claim((try? key.open(candidate, at: place)) == (candidate == sealed ? plaintext : nil), "the true value opens, and no other")
    }

    /// A conversation without a message, one whose last is a text, one whose last is a notice.
    static let conversations: [[UInt8]] = {
        var record = FixedKeys.required { try ConversationRecord(decodingPadded: Stored.conversation) }
        let minute = UnixMinute(count: 29_000_000)
        record.last = ConversationRecord.Last(
            StoredMessage(author: .me, kind: ContentKind.text, minute: minute, id: [], body: Array("a few words".utf8)))
        let text = record.encodePadded()
        record.last = ConversationRecord.Last(.notice(.keysRenewed, minute: minute))
        return [Stored.conversation, text, record.encodePadded()]
    }()

    private static let conversation = FixedKeys.required {
        ConversationRecord(
            peer: try MemberAddress(name: Username("ana"), node: OnionAddress(publicKey: SigningKey(seed: FixedKeys.secret(5)).publicKey)),
            since: UnixMinute(count: 29_000_000)
        ).encodePadded()
    }

    static func runConversation(_ input: [UInt8]) {
        guard let record = try? ConversationRecord(decodingPadded: input) else { return }
        claim(record.encodePadded() == input, "a conversation has one spelling")
        claim(input.count == ConversationRecord.paddedByteCount, "every conversation has one size")
        claim(record.last.map { $0.preview.count <= ConversationRecord.previewByteLimit } ?? true, "a preview keeps its limit")
    }

    static func runText(_ input: [UInt8]) {
        guard let text = try? StoredMessage(decodingPadded: input) else { return }
        claim(text.encodePadded() == input, "a message has one spelling")
        if case .text(let words) = text.content { claim(words.utf8.count >= text.body.count / 3, "a text is what was written") }
        claim(input.count.isMultiple(of: 128), "the disk tells no text's exact length")
    }

    private static let half = FixedKeys.secret(1)
    private static let hashes = [FixedKeys.secret(2), FixedKeys.secret(3)]
    private static let accountKey = AccountKey(FixedKeys.secret(4))
    private static let slots = FixedKeys.required {
        try PasswordSlots(login: hashes[0], destruction: hashes[1], half: half, accountKey: accountKey)
    }

    private static func opens(_ slots: PasswordSlots, _ hash: SecretBytes) -> (isAccount: Bool, isDestruction: Bool) {
        switch slots.open(hash, half: half) {
        case .account(let key)?:
            claim(key.secret == accountKey.secret, "what the login password opens is the account's key")
            return (true, false)
        case .destruction?: return (false, true)
        case nil: return (false, false)
        }
    }

    /// First byte: 0 the rest is both slots, else it changes the true ones.
    static func runSlots(_ input: [UInt8]) {
        guard let mode = input.first else { return }
        let size = PasswordSlots.slotByteCount
        let genuine = slots.first + slots.second
        let bytes = mode == 0 ? Array(input.dropFirst()) : genuine.patched(input.dropFirst())
        let changed = PasswordSlots(first: Array(bytes.prefix(size)), second: Array(bytes.dropFirst(size)))
        let login = opens(changed, hashes[0])
        let destruction = opens(changed, hashes[1])
        claim(!login.isDestruction && !destruction.isAccount, "no password opens the other's slot")
        let kept = [changed.first == slots.first, changed.second == slots.second]
        let found = [login.isAccount, destruction.isDestruction]
        claim(bytes.count == genuine.count || found == [false, false], "two slots have their size")
        if bytes.count == genuine.count { claim(found.count { $0 } == kept.count { $0 }, "a slot opens while it is as it was made") }
        claim(opens(changed, FixedKeys.secret(9)) == (false, false), "another password opens nothing")
    }
}
