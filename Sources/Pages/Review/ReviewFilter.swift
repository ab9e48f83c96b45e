/// A part of a review that a link chooses: the reports in one state.
public enum ReviewFilter: String, CaseIterable, Sendable {
    case all, accepted, submitted, returned, draft, missing

    public func contains(_ state: ReportState) -> Bool {
        switch self {
        case .all: true
        case .accepted: state == .accepted
        case .submitted: state == .submitted || state == .submittedLate
        case .returned: state == .returned
        case .draft: state == .draft || state == .overdueDraft
        case .missing: state == .due || state == .overdue
        }
    }

    var key: TextKey {
        switch self {
        case .all: .filterAll
        case .accepted: .stateAccepted
        case .submitted: .stateSubmitted
        case .returned: .stateReturned
        case .draft: .stateDraft
        case .missing: .stateDue
        }
    }

    var mark: StateMark? {
        switch self {
        case .all: nil
        case .accepted: .accepted
        case .submitted: .submitted
        case .returned: .returned
        case .draft: .draft
        case .missing: .missing
        }
    }

    /// The class that colours its part of the bar.
    var shade: HTML {
        switch self {
        case .all: ""
        case .accepted: "s-acc"
        case .submitted: "s-sub"
        case .returned: "s-ret"
        case .draft: "s-dra"
        case .missing: "s-mis"
        }
    }
}
