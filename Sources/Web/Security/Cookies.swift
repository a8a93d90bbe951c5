/// The cookies of ours that came with a request.
struct Cookies: Sendable, Equatable {
    private var values: [CookieName: String] = [:]

    /// Reads a `Cookie` header. A name that came twice counts as not sent: one of the two is not from us.
    init(_ header: String?, on host: WebHost) {
        guard let header else { return }
        var seen: Set<CookieName> = []
        for pair in header.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let spelled = parts[0].drop { $0 == " " }
            guard parts.count == 2, let name = CookieName.allCases.first(where: { $0.text(on: host) == spelled }) else { continue }
            values[name] = seen.insert(name).inserted ? String(parts[1]) : nil
        }
    }

    /// The value of a cookie; nil when it was not sent.
    subscript(_ name: CookieName) -> String? { values[name] }
}
