/// A page that says what went wrong. Small, and the same for a thing that is missing and one that is somebody else's.
enum ProblemPage {
    /// A page with `title` and `text`, and a way back.
    static func page(_ title: String, _ text: String, in words: any Words) -> [UInt8] {
        Layout.visitor(title, in: words) {
            Tag.h1(title)
            Tag.p(text)
            Tag.p(.class("aside")) { words.back(Link(.home, target: .wholeWindow)) }
        }
    }

    /// Nothing is there.
    static func notFound(in words: any Words) -> [UInt8] { page(words.notFoundTitle, words.notFound, in: words) }

    /// A form without its number.
    static func unnumberedForm(in words: any Words) -> [UInt8] { page(words.unnumberedFormTitle, words.unnumberedForm, in: words) }

    /// A form without our origin or its token.
    static func foreignForm(in words: any Words) -> [UInt8] { page(words.foreignFormTitle, words.foreignForm, in: words) }
}
