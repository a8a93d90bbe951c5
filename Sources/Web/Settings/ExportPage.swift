/// Take one's data along.
enum ExportPage {
    /// The page.
    static func page(viewer: Viewer, problem: String? = nil) -> [UInt8] {
        SettingsPage.part("Export my data", viewer: viewer) {
            Tag.p("One file, a tar archive of plain texts: your contacts, your requests, and each conversation with its dates.")
            Tag.p("The file is not encrypted: whoever has it reads it. Nothing of it is left on the node.", .class("notice"))
            Layout.problemLine(problem)
            Tag.form(.post(.settings(.export)), .class("panel")) {
                Layout.formFields(viewer.token)
                SettingsPage.passwordField()
                Tag.button("Export", .submit)
            }
        }
    }
}
