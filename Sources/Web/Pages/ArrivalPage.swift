/// For somebody who came by a link from another site: then the browser sends no cookie of ours (`SameSite=Strict`), signed in or not. A button of
/// our own makes it send them.
enum ArrivalPage {
    /// The page, with the way on to `place`.
    static func page(to place: Place, in words: any Words) -> [UInt8] {
        Layout.visitor(words.continueButton, in: words) {
            Tag.h1(words.continueTitle)
            Tag.p(words.continueWhy)
            Tag.form(.get(place)) { Tag.button(words.continueButton, .submit, .autofocus) }
        }
    }
}
