/// How one language says the texts, numbers, dates and periods of the pages.
public struct Wording: Hashable, Sendable {
    public let language: Language

    public init(_ language: Language) {
        self.language = language
    }

    /// A text of the table of this language.
    ///
    /// `{name}` stands for the argument of that name; `{name?one|many}` for the first form if
    /// that argument is `1`, else for the second, in which `#` is the argument.
    func say(
        _ key: TextKey, _ arguments: KeyValuePairs<String, String> = [:]
    ) -> String {
        let text = language == .vietnamese ? key.vietnamese : key.english
        return arguments.isEmpty ? text : Phrase(text).filled(arguments)
    }

    /// The one of two catalogue texts that this language shows; Vietnamese where English lacks.
    public func label(_ vietnamese: String, _ english: String) -> String {
        language == .english && !english.isEmpty ? english : vietnamese
    }
}
