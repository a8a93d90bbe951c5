/// Connection requests and their answers.
protocol RequestWords: Sendable {
    /// The empty list.
    var nobodyWaits: String { get }
    /// Requests that need keys which this node has no more.
    func locked(_ count: Int) -> String
    /// An answer that needs such keys.
    var answerLocked: String { get }
    var deniedByYou: String { get }
    var deniedHint: String { get }
    var sentByYou: String { get }
    /// When a request was sent whose answer is still to come.
    func sent(_ time: Part) -> Sentence
    /// When a request was sent whose answer can't be opened.
    func sentAndAnswered(_ time: Part) -> Sentence
    /// A button, and what screen readers call it.
    func accept(_ name: String) -> ButtonWords
    func deny(_ name: String) -> ButtonWords
    func undoDenial(_ name: String) -> ButtonWords
}

/// A button among others alike: what is seen on it, and what it is called by who does not see where it stands.
///
/// The name has to begin with what is seen: people who speak to their computer say that. **Source** WCAG 2.2, 2.5.3.
struct ButtonWords: Sendable {
    let shown: String
    let name: String
}
