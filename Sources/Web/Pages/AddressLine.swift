internal import Domain

/// A member's address as pages show it: long, so it may break anywhere and is easy to select whole.
enum AddressLine {
    /// The viewer's own, to hand out.
    static func own(_ viewer: Viewer) -> HTML {
        Tag.p(.class("address"), .label(viewer.words.yourAddress)) { Tag.bdi(viewer.address.description) }
    }

    /// Somebody's: the name large, the node small beneath it.
    static func person(_ address: MemberAddress) -> HTML {
        Tag.div(.class("person")) {
            Tag.bdi(address.name.description, .class("name"))
            Tag.span("@\(address.node)", .class("node"))
        }
    }
}
