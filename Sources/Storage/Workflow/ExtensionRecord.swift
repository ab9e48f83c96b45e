public import Reporting

/// A deadline that was extended for a unit, with who did it and why.
public struct ExtensionRecord: Sendable {
    public let number: Int64
    public let what: DeadlineExtension
    public let reason: String
    /// Milliseconds UTC.
    public let madeAt: Int64
    public let by: String

    public init(
        number: Int64 = 0, what: DeadlineExtension, reason: String, madeAt: Int64, by: String
    ) {
        self.number = number
        self.what = what
        self.reason = reason
        self.madeAt = madeAt
        self.by = by
    }
}
