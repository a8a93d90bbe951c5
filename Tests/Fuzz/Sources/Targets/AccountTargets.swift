import Bytes

@testable import Accounts
@testable import Chat
@testable import Domain
@testable import Mail

/// What is remembered of wrong passwords, and what operators type.
let accountTargets: [FuzzTarget] = [
    FuzzTarget(
        name: "back-off", longestInput: 64,
        seeds: {
            [
                BackOff().encode(), [5, 1] + [UInt8](repeating: 0, count: 8) + [0, 1, 9, 9],
                [5, 5, 0x7f] + [UInt8](repeating: 0xff, count: 20),
                [4, 0, 0x80] + [UInt8](repeating: 0, count: 20),
            ]
        },
        run: Accounts.runBackOff),
    FuzzTarget(
        name: "settings", longestInput: 80,
        seeds: { ["30", "closed", "default", "+7", "07", "invite", "99999999999999999999"].map { Array($0.utf8) } },
        run: Accounts.runSettings),
]

private enum Accounts {
    /// Ten bytes are the state; each of the next is an attempt: its lowest bit whether the password is right, the others the seconds since the last.
    static func runBackOff(_ input: [UInt8]) {
        guard var state = BackOff(decoding: Array(input.prefix(BackOff.byteCount))) else { return }
        claim(state.encode() == Array(input.prefix(BackOff.byteCount)), "a state has one spelling")
        var now: Int64 = 1_795_000_000
        for attempt in input.dropFirst(BackOff.byteCount) {
            now += Int64(attempt >> 1) * (attempt & 2 == 0 ? 1 : 600)
            let wasClosed = state.isClosed(at: now)
            let next = state.after(isRight: attempt & 1 == 1, at: now)
            claim(!wasClosed || next == state, "no attempt makes a closed turn longer")
            claim(wasClosed || attempt & 1 == 0 || next == BackOff(), "the right password forgets, when the name is open")
            claim(BackOff(decoding: next.encode()) == next, "what comes after can be read back")
            state = next
        }
        // Whatever was remembered, a member who waits gets in: 75 seconds after an attempt the name has been open.
        let isOpenSoon = (0...75).contains { !state.isClosed(at: now + Int64($0)) }
        claim(isOpenSoon, "nobody is kept out for longer than a minute and a quarter")
    }

    static func runSettings(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        for key in SettingKey.allCases {
            var settings = NodeSettings()
            guard (try? settings.set(key, to: text)) != nil else {
                claim(settings == NodeSettings(), "a value that is none changes nothing")
                continue
            }
            let isDefault = text == SettingKey.defaultWord
            claim(settings.text(of: key) == (isDefault ? NodeSettings().text(of: key) : text), "a value has one spelling")
            for other in SettingKey.allCases where other != key {
                claim(settings.text(of: other) == NodeSettings().text(of: other), "a value is one key's")
            }
        }
    }
}
