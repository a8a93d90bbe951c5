/// A path of this very server, with its query, as a `Location` names it: never another host, never a line end.
package struct LocalTarget: Sendable, Equatable {
    /// One slash and what follows.
    package let text: String

    /// The target that `text` spells.
    ///
    /// **Limits** our own spelling: one slash at the front (two would name another host), then what a request line may hold.
    package init(_ text: String) {
        let bytes = Array(text.utf8)
        precondition(
            bytes.first == UInt8(ascii: "/") && !bytes.starts(with: "//".utf8) && bytes.allSatisfy(RequestLine.isTargetByte),
            "a target is of our own making")
        self.text = text
    }
}
