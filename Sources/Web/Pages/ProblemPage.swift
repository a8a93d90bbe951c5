/// A page that says what went wrong. Small, and the same for a thing that is missing and one that is somebody else's.
enum ProblemPage {
    /// A page with `title` and `words`, and a way back.
    static func page(_ title: String, _ words: String) -> [UInt8] {
        Layout.visitor(title) {
            Tag.h1(title)
            Tag.p(Layout.sentence(words))
            Tag.p(.class("aside")) { Tag.a("Back to the start", .href(.home), .target(.wholeWindow)) }
        }
    }

    /// Nothing is there.
    static let notFound = page("Not found", "there is no such page, or it is not yours")

    /// A form without its number.
    static let unnumberedForm = page(
        "Nothing was done", "this form came without its number, so nothing was done: open the page again and send it from there")

    /// A form without our origin or its token.
    static let foreignForm = page("Not from here", "this form was not sent by a page of this node, or the page is too old: open it again")
}
