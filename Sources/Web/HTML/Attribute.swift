/// The attributes that elements may have: a closed list without event handlers and `style`.
///
/// URLs are ``Place``s. What names, classes and roles say are literals; only a few carry text from outside, and that is escaped.
enum Attribute: Sendable {
    /// The kinds of `<input>` in use.
    enum InputType: String, Sendable { case text, password, search, hidden, radio }

    /// Where a link opens.
    enum Target: String, Sendable {
        case wholeWindow = "_top"
        case streamFrame = "stream"
    }

    case lang(Language), charset, viewport
    case id(StaticString), `class`(StaticString), role(StaticString)
    case href(Place), anchor(StaticString), stylesheet, src(Place), target(Target)
    case get(Place), post(Place), postMultipart(Place), postComingBackTo(StaticString, Place)
    case type(InputType), submit, name(StaticString), value(String), `for`(StaticString)
    case required, checked, autofocus, maxLength(Int), rows(Int), autocomplete(StaticString), plainTyping
    case placeholder(String)
    case title(String), label(String), describedBy([StaticString]), invalid, live(StaticString), current, hiddenFromReaders, directionOfText
    case dateTime(String), refresh(seconds: Int)

    /// Appends a space and the attribute.
    func write(to out: inout [UInt8]) {
        switch self {
        case .lang(let language): Self.write("lang", text: language.rawValue, &out)
        case .charset: Self.write("charset", "utf-8", &out)
        case .viewport:
            Self.write("name", "viewport", &out)
            Self.write("content", "width=device-width, initial-scale=1", &out)
        case .id(let id): Self.write("id", id, &out)
        case .class(let name): Self.write("class", name, &out)
        case .role(let role): Self.write("role", role, &out)
        case .href(let place): Self.write("href", text: place.text, &out)
        case .anchor(let id): Self.write("href", text: "#\(id)", &out)
        case .stylesheet:
            Self.write("rel", "stylesheet", &out)
            Self.write("href", text: Place.stylesheet.text, &out)
        case .src(let place): Self.write("src", text: place.text, &out)
        case .target(let target): Self.write("target", text: target.rawValue, &out)
        case .get(let place): Self.write("action", text: place.text, &out)
        case .post(let place): Self.writePost(place, &out)
        case .postMultipart(let place):
            Self.writePost(place, &out)
            Self.write("enctype", "multipart/form-data", &out)
        case .postComingBackTo(let id, let place): Self.write("formaction", text: "\(place.text)#\(id)", &out)
        case .type(let type): Self.write("type", text: type.rawValue, &out)
        case .submit: Self.write("type", "submit", &out)
        case .name(let name): Self.write("name", name, &out)
        case .value(let value): Self.write("value", text: value, &out)
        case .for(let id): Self.write("for", id, &out)
        case .required: Self.writeFlag("required", &out)
        case .checked: Self.writeFlag("checked", &out)
        case .autofocus: Self.writeFlag("autofocus", &out)
        case .maxLength(let count): Self.write("maxlength", text: "\(count)", &out)
        case .rows(let count): Self.write("rows", text: "\(count)", &out)
        case .autocomplete(let kind): Self.write("autocomplete", kind, &out)
        case .plainTyping:
            Self.write("autocapitalize", "none", &out)
            Self.write("spellcheck", "false", &out)
        case .placeholder(let text): Self.write("placeholder", text: text, &out)
        case .title(let text): Self.write("title", text: text, &out)
        case .label(let text): Self.write("aria-label", text: text, &out)
        case .describedBy(let ids): Self.write("aria-describedby", text: ids.map(\.description).joined(separator: " "), &out)
        case .invalid: Self.write("aria-invalid", "true", &out)
        case .live(let manner): Self.write("aria-live", manner, &out)
        case .current: Self.write("aria-current", "page", &out)
        case .hiddenFromReaders: Self.write("aria-hidden", "true", &out)
        case .directionOfText: Self.write("dir", "auto", &out)
        case .dateTime(let text): Self.write("datetime", text: text, &out)
        case .refresh(let seconds):
            Self.write("http-equiv", "refresh", &out)
            Self.write("content", text: "\(seconds)", &out)
        }
    }

    private static func writePost(_ place: Place, _ out: inout [UInt8]) {
        write("method", "post", &out)
        write("action", text: place.text, &out)
    }

    private static func write(_ name: StaticString, _ literal: StaticString, _ out: inout [UInt8]) {
        writeFlag(name, &out)
        Escape.literal("=\"", to: &out)
        Escape.literal(literal, to: &out)
        out.append(UInt8(ascii: "\""))
    }

    private static func write(_ name: StaticString, text: String, _ out: inout [UInt8]) {
        writeFlag(name, &out)
        Escape.literal("=\"", to: &out)
        Escape.text(text, to: &out)
        out.append(UInt8(ascii: "\""))
    }

    private static func writeFlag(_ name: StaticString, _ out: inout [UInt8]) {
        out.append(UInt8(ascii: " "))
        Escape.literal(name, to: &out)
    }
}
