/// A labelled field of a form, with a hint that screen readers read with it.
struct Field {
    /// Both the field's name and its id on the page.
    let name: StaticString
    /// The visible label.
    let title: String
    /// The id of the hint and its words.
    var hint: (id: StaticString, words: String)?
    /// What is wrong with it, shown where it is.
    var problem: String?
    /// Whether the page's problem line is about this field.
    var isWrong = false
    /// What else the element says.
    var attributes: [Attribute] = []

    /// One line.
    var input: HTML { around(HTML(.input, shared, .empty)) }

    /// Several lines, holding `text`.
    func area(_ text: String) -> HTML { around(HTML(.textarea, shared, HTML(text))) }

    private var shared: [Attribute] {
        let isMarked = isWrong || problem != nil
        let describing = (hint.map { [$0.id] } ?? []) + (isMarked ? ["problem"] : [])
        return [.id(name), .name(name)] + attributes + (describing.isEmpty ? [] : [.describedBy(describing)]) + (isMarked ? [.invalid] : [])
    }

    private func around(_ element: HTML) -> HTML {
        Tag.div(.class("field")) {
            Tag.label(title, .for(name))
            Layout.problemLine(problem)
            element
            if let hint { Tag.p(hint.words, .class("hint"), .id(hint.id)) }
        }
    }
}
