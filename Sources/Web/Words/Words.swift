internal import Chat

/// All that a person reads in one language: the catalogue that a language's one type conforms to.
///
/// One requirement for each sentence, so a language without it does not compile, and an exhaustive `switch` for each code of the domain, so a new
/// case does not compile without its words. Sentences are whole: nothing is glued together from pieces, since other languages put them in another
/// order. What is marked in them is a ``Sentence``'s part; no catalogue can write a tag.
///
/// Split by feature: ``FrameWords``, ``DateWords``, ``ErrorWords``, ``AccountWords``, ``ChatWords``, ``PeopleWords``, ``RequestWords``,
/// ``PasswordWords``, ``SettingsWords``, `ExportWords`. **Source** decision 36.
protocol Words:
    FrameWords, DateWords, ErrorWords, AccountWords, ChatWords, PeopleWords, RequestWords, PasswordWords, SettingsWords, ExportWords
{
    /// Which language it is.
    var language: Language { get }
}
