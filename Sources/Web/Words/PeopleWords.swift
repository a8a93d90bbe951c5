/// Finding people, and asking for a connection.
protocol PeopleWords: Sendable {
    /// The search field.
    var usernameOrAddress: String { get }
    var usernameOrAddressHint: String { get }
    var search: String { get }
    /// What a search came to, for screen readers.
    var result: String { get }
    /// Heading of the own address.
    var yourAddress: String { get }
    var yourAddressWhy: String { get }
    /// The one who was found has a request of yours.
    var requestWaits: String { get }
    /// The one who was found asked first.
    func asked(_ requests: Link) -> Sentence
    /// The one who was found is a contact.
    func contact(_ conversation: Link) -> Sentence
    /// The one who was found is whoever looks.
    var you: String { get }
    /// The field of a request.
    var greeting: String { get }
    func greetingHint(limit: Int) -> String
    /// The button.
    var sendRequest: String { get }
}
