/// A language that the pages speak.
public enum Language: String, CaseIterable, Hashable, Sendable {
    case vietnamese = "vi"
    case english = "en"

    /// BCP 47, as in `lang` and `?lang=`.
    public var code: String { rawValue }

    public var other: Language { self == .vietnamese ? .english : .vietnamese }

    /// The language of a page: an explicit choice, then the cookie, then what the browser
    /// prefers, and Vietnamese where nothing says otherwise.
    /// - Parameter accepted: Language tags of `Accept-Language`, best first.
    public static func chosen(query: String?, cookie: String?, accepted: [String]) -> Language {
        let wishes = [query, cookie].compactMap { $0 } + accepted
        for wish in wishes {
            let primary = wish.prefix { $0 != "-" }.lowercased()
            if let language = Language(rawValue: primary) { return language }
        }
        return .vietnamese
    }
}
