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

    /// Whether it allows everything that another one does, so that who has it may pass that on.
    public func includes(_ other: Role) -> Bool {
        self == other || self == .admin || other == .viewer
    }
}
