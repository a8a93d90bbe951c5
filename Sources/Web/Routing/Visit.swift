/// A request that has a page: where to, and which of our cookies came with it.
struct Visit: Sendable {
    /// The page.
    let place: Place
    /// Behind the question mark, undecoded.
    let query: String?
    /// Ours only.
    let cookies: Cookies
    /// The front it came to.
    let host: WebHost
    /// Whether the headers alone are asked for.
    var isHead = false
    /// Whether the browser says that a page of another site sent it here.
    var isFromElsewhere = false

    /// What the page says once, when the last form left a note.
    var note: Note? { cookies[.note].flatMap { Note(rawValue: $0) } }

    /// Headers of a page that showed ``note``: it is shown once.
    var noteShown: [ResponseField] { cookies[.note] == nil ? [] : [.setCookie(.remove(.note, on: host))] }

    /// The header that leaves `note` for the next page.
    func leaving(_ note: Note) -> ResponseField { .setCookie(.set(.note, note.rawValue, on: host)) }
}
