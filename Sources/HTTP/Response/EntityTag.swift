/// A strong name of one content: the same bytes under one URL, or another name.
///
/// **Source** RFC 9110 §8.8.3.
package struct EntityTag: Sendable, Equatable {
    /// As headers carry it, in quotes.
    package let text: String

    /// The tag of `word`, which should tell nothing of the machine that made it.
    ///
    /// **Limits** the characters of a token, of our own making.
    package init(_ word: String) {
        precondition(!word.isEmpty && word.utf8.allSatisfy(RequestHeadParser.isTokenByte), "a tag is a word of our own making")
        text = "\"\(word)\""
    }
}
