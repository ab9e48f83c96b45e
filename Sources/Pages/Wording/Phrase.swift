/// A text with places for arguments; see `Wording.say`.
struct Phrase {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    func filled(_ arguments: KeyValuePairs<String, String>) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            result += Self.value(rest[rest.index(after: open)..<close], arguments)
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// The names that the places of this text use, for the test that both languages agree.
    var names: Set<String> {
        var names: Set<String> = []
        for part in text.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
            names.insert(String(part.prefix { $0 != "}" && $0 != "?" }))
        }
        return names
    }

    private static func value(
        _ place: Substring, _ arguments: KeyValuePairs<String, String>
    ) -> String {
        let parts = place.split(separator: "?", maxSplits: 1)
        guard let name = parts.first,
            let value = arguments.first(where: { $0.key == name })?.value
        else { return "{\(place)}" }
        guard parts.count == 2 else { return value }
        let forms = parts[1].split(separator: "|", omittingEmptySubsequences: false)
        let form = (value == "1" ? forms.first : forms.last) ?? ""
        return form.split(separator: "#", omittingEmptySubsequences: false)
            .joined(separator: value)
    }
}
