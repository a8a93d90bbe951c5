/// What people read in German: with "du", plain, and no English in German clothes. A node is "Knoten", a conversation "Chat", the destruction
/// password "Löschpasswort".
struct German: Words {
    var language: Language { .german }

    /// `1 Minute`, `2 Minuten`.
    func count(_ number: Int, _ one: String, _ many: String) -> String { number == 1 ? "1 \(one)" : "\(number) \(many)" }
}
