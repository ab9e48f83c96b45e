public import Reporting

/// Why the store did not do what it was asked for.
public enum StoreError: Error, Sendable {
    /// Empty values over a report that has some (422).
    case emptyOverValues
    /// The sender's revision is no longer the latest (412). Nil: there is no report. The values
    /// go by the registry's elements.
    case stale(current: StoredReport?, Registry)
    /// An accepted report changes only after it was reopened (409).
    case accepted
    /// Only a submitted report can be accepted (409).
    case notSubmitted
    /// Only an accepted report can be reopened (409).
    case notAccepted
    /// The month takes no more reports of the unit (409).
    case monthClosed(Closing)
    /// There is no such report, or no standing one (404).
    case noSuchReport
    /// There is no such closing (404).
    case noSuchClosing
    /// Units or catalogue were replaced since the submission was checked: check it again.
    case outdated
    /// Data of an import or catalogue that cannot be taken; each line says where and why.
    case badData([String])
    /// Changes of units that cannot be made, by their place in the list (422).
    case invalidChanges([(index: Int, findings: [Finding])])
    /// There is no change of that number (404).
    case noSuchChange
    /// A change of units that cannot be taken back any more (409).
    case undoRefused(messageVI: String, messageEN: String)
    /// The server is stopping, or was stopped (503).
    case unavailable
    /// The disk is full or the store broke (507, 500): the chain of what happened, for the log.
    case breakdown(String, isFull: Bool)
    /// The disk takes no writes (503), likewise.
    case readOnly(String)
}

extension StoreError {
    /// What the log is to have of it; nil for refusals, which are the sender's affair.
    public var breakdownText: String? {
        switch self {
        case .breakdown(let text, _), .readOnly(let text): text
        default: nil
        }
    }
}
