/// Where a month's report stands, as people see it.
public enum ReportState: String, CaseIterable, Hashable, Sendable {
    /// The month has not begun.
    case future
    /// Nothing has come; the deadline is ahead, or past.
    case due, overdue
    /// Begun but never sent; the deadline is ahead, or past.
    case draft, overdueDraft
    case submitted, submittedLate, accepted, returned
    /// The unit did not exist in that month.
    case absent

    /// Whether the unit that reports still has something to do.
    var isOpen: Bool {
        switch self {
        case .due, .overdue, .draft, .overdueDraft, .returned: true
        case .future, .submitted, .submittedLate, .accepted, .absent: false
        }
    }

    var mark: StateMark {
        switch self {
        case .future, .due, .absent: .unknown
        case .overdue: .missing
        case .draft, .overdueDraft: .draft
        case .submitted, .submittedLate: .submitted
        case .accepted: .accepted
        case .returned: .returned
        }
    }

    var key: TextKey {
        switch self {
        case .future: .stateFuture
        case .due: .stateDue
        case .overdue: .stateOverdue
        case .draft: .stateDraft
        case .overdueDraft: .stateOverdueDraft
        case .submitted: .stateSubmitted
        case .submittedLate: .stateSubmittedLate
        case .accepted: .stateAccepted
        case .returned: .stateReturned
        case .absent: .stateAbsent
        }
    }

    func html(_ wording: Wording) -> HTML {
        mark.html(wording.say(key))
    }

    /// The coloured word without its sign, for long tables.
    func word(_ wording: Wording) -> HTML {
        mark.word(wording.say(key))
    }
}
