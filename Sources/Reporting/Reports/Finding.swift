/// Something wrong at one place of a report, said in both languages.
public struct Finding: Hashable, Sendable {
    /// A JSON pointer (RFC 6901) into the report: `/values/live_births`.
    public let pointer: String
    /// The code of the broken rule, if a rule was broken.
    public let rule: String?
    public let messageVI: String
    public let messageEN: String

    public init(pointer: String, rule: String? = nil, messageVI: String, messageEN: String) {
        self.pointer = pointer
        self.rule = rule
        self.messageVI = messageVI
        self.messageEN = messageEN
    }
}
