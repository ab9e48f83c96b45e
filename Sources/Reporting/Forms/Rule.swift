/// A rule between the elements of one report.
public struct Rule: Sendable {
    public enum Severity: String, Sendable {
        /// A submitted report that breaks it is refused.
        case error
        /// The report is stored; the finding goes with it and wants an explanation.
        case warning
    }

    public let code: String
    public let expression: RuleExpression
    public let severity: Severity
    public let messageVI: String
    public let messageEN: String

    public init(
        code: String, expression: RuleExpression, severity: Severity, messageVI: String,
        messageEN: String
    ) {
        self.code = code
        self.expression = expression
        self.severity = severity
        self.messageVI = messageVI
        self.messageEN = messageEN
    }
}
