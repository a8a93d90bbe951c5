extension English {
    var usernameOrAddress: String { "Username or address" }
    var usernameOrAddressHint: String { "A username on this node, or name@address.onion. Only the exact name finds somebody." }
    var search: String { "Search" }
    var result: String { "Result" }
    var yourAddress: String { "Your address" }
    var yourAddressWhy: String { "Others find you by it from their own nodes." }
    var requestWaits: String { "Your request waits for an answer." }
    func asked(_ requests: Link) -> Sentence { "This person asked you: \(requests("answer the request"))." }
    func contact(_ conversation: Link) -> Sentence { "\(conversation("Open the conversation"))" }
    var you: String { "This is you." }
    var greeting: String { "Greeting" }
    func greetingHint(limit: Int) -> String { "Say who you are: up to \(limit) characters, read before the request is answered." }
    var sendRequest: String { "Send request" }

    var nobodyWaits: String { "Nobody waits for your answer." }
    func locked(_ count: Int) -> String {
        count == 1
            ? "A request is here and can’t be opened: it needs \(Self.lostKeys)"
            : "\(count) requests are here and can’t be opened: they need \(Self.lostKeys)"
    }
    var answerLocked: String { "The answer is here and can’t be opened: it needs \(Self.lostKeys)" }
    private static let lostKeys =
        "post-quantum keys, and this node’s OpenSSL has none any more. Its operator can help: OpenSSL 3.5 or newer has them."
    var deniedByYou: String { "Denied by you" }
    var deniedHint: String { "To this account you can’t be found. A new account would be a new person." }
    var sentByYou: String { "Sent by you" }
    func sent(_ time: Part) -> Sentence { "Sent \(time), waits for an answer" }
    func sentAndAnswered(_ time: Part) -> Sentence { "Sent \(time)" }
    func accept(_ name: String) -> ButtonWords { ButtonWords(shown: "Accept", name: "Accept the request of \(name)") }
    func deny(_ name: String) -> ButtonWords { ButtonWords(shown: "Deny", name: "Deny the request of \(name)") }
    func undoDenial(_ name: String) -> ButtonWords { ButtonWords(shown: "Take back", name: "Take back the denial of \(name)") }
}
