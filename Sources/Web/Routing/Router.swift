internal import HTTP

/// All routes of the front as one value: finds the one that a request is for.
struct Router: Sendable {
    /// Every page and form of the house, feature by feature.
    static let house = Router(
        StyleRoutes.all + AccountRoutes.all + RegistrationRoutes.all + LanguageChoice.all + ChatRoutes.all + PeopleRoutes.all
            + RequestRoutes.all + SettingsRoutes.all)

    /// In the order of the features.
    let routes: [Route]
    private let byFirstWord: [String: [Route]]

    init(_ routes: [Route]) {
        self.routes = routes
        byFirstWord = Dictionary(grouping: routes) { route in
            if case .word(let word) = route.pattern.segments.first { word } else { "" }
        }
    }

    /// The place that `target` means as a page or as a form, with the answer to it; nil when there is none.
    func match(_ target: RequestTarget, isForm: Bool) -> (place: Place, answer: Route.Answer)? {
        let parts = Array(target.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst())
        for route in byFirstWord[parts.first.map(String.init) ?? ""] ?? [] where route.isForm == isForm {
            if let found = route.pattern.parts(in: parts).flatMap({ route.match($0, target.query) }) { return found }
        }
        return nil
    }
}
