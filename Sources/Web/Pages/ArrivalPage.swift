/// For somebody who came by a link from another site: then the browser sends no cookie of ours (`SameSite=Strict`), signed in or not. A button of
/// our own makes it send them.
enum ArrivalPage {
    /// The page, with the way on to `place`.
    static func page(to place: Place) -> [UInt8] {
        Layout.visitor("Continue") {
            Tag.h1("Continue to your account")
            Tag.p(
                "You came by a link from another site. On such a way your browser does not tell us whether you are logged in, so that no other site can act in your name."
            )
            Tag.form(.get(place)) { Tag.button("Continue", .submit, .autofocus) }
        }
    }
}
