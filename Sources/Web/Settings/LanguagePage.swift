/// The language of a member's pages.
enum LanguagePage {
    /// The page.
    ///
    /// - Parameter chosen: nil while they read what the browser asks for.
    static func page(chosen: Language?, viewer: Viewer, problem: String? = nil) -> [UInt8] {
        let words = viewer.words
        return SettingsPage.part(words.name(of: .language), viewer: viewer) {
            Tag.p(words.languageWhy)
            Layout.problemLine(problem)
            Tag.form(.post(.settings(.language)), .class("panel")) {
                Layout.formFields(viewer.token)
                choice("language-of-browser", "", words.languageOfBrowser, isChosen: chosen == nil)
                for language in Language.allCases {
                    choice(id(of: language), language.rawValue, language.ownName, in: language, isChosen: language == chosen)
                }
                Tag.button(words.useLanguage, .submit)
            }
        }
    }

    private static func id(of language: Language) -> StaticString {
        switch language {
        case .english: "language-en"
        case .german: "language-de"
        }
    }

    private static func choice(_ id: StaticString, _ value: String, _ title: String, in language: Language? = nil, isChosen: Bool) -> HTML {
        Tag.div(.class("choice")) {
            HTML(.input, [.id(id), .type(.radio), .name("language"), .value(value)] + (isChosen ? [.checked] : []), .empty)
            HTML(.label, [.for(id)] + (language.map { [.lang($0)] } ?? []), HTML(title))
        }
    }
}
