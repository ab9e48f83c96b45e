/// What a person or token may do within its scope.
public enum Role: String, Sendable, CaseIterable {
    /// Sends reports.
    case reporter
    /// Accepts and returns reports.
    case reviewer
    /// Reads.
    case viewer
    /// Everything.
    case admin

    public var maySubmit: Bool { self == .reporter || self == .admin }
    public var mayReview: Bool { self == .reviewer || self == .admin }
}
