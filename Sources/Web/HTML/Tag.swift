/// The elements that pages are made of: a closed list without `script`, `style`, `svg`, `object` or `embed`.
enum Tag: String, Sendable {
    case a, bdi, body, button, details, div, footer, form, h1, h2, head, header, html, iframe, input, label, li, link
    case main, meta, nav, ol, p, section, span, strong, summary, textarea, time, title, ul

    /// Whether it has neither content nor an end tag.
    var isVoid: Bool {
        switch self {
        case .input, .link, .meta: true
        default: false
        }
    }

    /// An element with content.
    func callAsFunction(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML { HTML(self, attributes, content()) }

    /// An element whose content is text.
    func callAsFunction(_ text: String, _ attributes: Attribute...) -> HTML { HTML(self, attributes, HTML(text)) }

    /// An element without content.
    func callAsFunction(_ attributes: Attribute...) -> HTML { HTML(self, attributes, .empty) }
}
