/// What people read in English.
struct English: Words {
    var language: Language { .english }

    /// `1 minute`, `2 minutes`.
    func count(_ number: Int, _ one: String, _ many: String) -> String { number == 1 ? "1 \(one)" : "\(number) \(many)" }
}
