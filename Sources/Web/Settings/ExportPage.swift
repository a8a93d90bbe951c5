/// Take one's data along.
enum ExportPage {
    /// The page.
    static func page(viewer: Viewer, problem: String? = nil) -> [UInt8] {
        let words = viewer.words
        return SettingsPage.part(words.name(of: .export), viewer: viewer) {
            Tag.p(words.exportWhat)
            Tag.p(words.exportUnencrypted, .class("notice"))
            Layout.problemLine(problem)
            Tag.form(.post(.settings(.export)), .class("panel")) {
                Layout.formFields(viewer.token)
                SettingsPage.passwordField(title: words.password, in: words)
                Tag.button(words.export, .submit)
            }
        }
    }
}
