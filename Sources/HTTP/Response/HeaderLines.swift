/// Lines that every answer of a server carries, spelled once.
package struct HeaderLines: Sendable {
    /// As they are sent.
    let text: String

    /// The lines of `fields`, by name and value.
    ///
    /// **Limits** names are literals; values are printable ASCII of our own making.
    package init(_ fields: [(name: StaticString, value: String)]) {
        precondition(
            fields.allSatisfy { $0.value.utf8.allSatisfy { (0x20...0x7e).contains($0) } }, "a header's value is one line of printable ASCII"
        )
        text = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    }
}
