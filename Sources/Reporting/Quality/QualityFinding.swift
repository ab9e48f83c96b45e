/// A place of a month's reports where somebody should look: not an error, a question.
public struct QualityFinding: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The report has no number at all.
        case empty
        /// A rule of the form is broken.
        case rule
        /// Sums or forms that contradict each other.
        case contradiction
        /// The report of another month was sent again.
        case copied
        /// The same number month after month.
        case repeated
        /// No number, or no case, where the unit always has some.
        case blank, zero
        /// Said not to apply where every report before had a number.
        case notApplicable = "not_applicable"
        /// Far from the unit's own last months.
        case outlier
        /// Far from the month before.
        case jump
        /// More than the largest group of people that the unit counts.
        case size
        /// Too many round numbers in a unit's year.
        case heaped
    }

    /// The numbers that speak for it.
    public enum Evidence: Hashable, Sendable {
        case empty
        case rule(RuleSides, severity: Rule.Severity, isExplained: Bool)
        /// The rule does not hold for the unit's sums over some of its last twelve months.
        case year(RuleSides, months: Int)
        /// The rule holds in every report and not for the sums over all units, because only so
        /// many of the reports have all the numbers it names.
        case sums(RuleSides, complete: Int, of: Int)
        /// The rule names elements of several forms, and their numbers break it.
        case across(RuleSides)
        /// Another form says another number.
        case form(FormName, says: Int64)
        case copied(Month, counts: Int)
        case repeated(months: Int)
        case blank(months: Int, last: Int64)
        /// So many cells are blank at once.
        case blanks(Int, months: Int)
        /// The same of cells that say that the element does not apply.
        case notApplicable(months: Int, last: Int64)
        case notApplicables(Int, months: Int)
        case zero(RobustSpread)
        case outlier(RobustSpread, score: Double)
        case jump(from: Int64, score: Double)
        case size(Int64, groupVI: String, groupEN: String)
        case heaped(multiplesOf: Int, count: Int, of: Int, chance: Double)
    }

    /// The unit, or the unit above whose sums contradict each other.
    public let unit: OrgUnit.Number
    public let form: String
    public let month: Month
    /// Nil for what is about the whole report.
    public let element: DataElement.Index?
    /// What was reported there; nil for a blank and for the whole report.
    public let value: Int64?
    public let evidence: Evidence

    /// Whether it is about one unit's report, rather than about the sums of several.
    public var hasReport: Bool {
        if case .sums = evidence { false } else { true }
    }

    public var kind: Kind {
        switch evidence {
        case .empty: .empty
        case .rule: .rule
        case .year, .sums, .across, .form: .contradiction
        case .copied: .copied
        case .repeated: .repeated
        case .blank, .blanks: .blank
        case .notApplicable, .notApplicables: .notApplicable
        case .zero: .zero
        case .outlier: .outlier
        case .jump: .jump
        case .size: .size
        case .heaped: .heaped
        }
    }
}

/// A form as programs and as people know it.
public struct FormName: Hashable, Sendable {
    public let code: String
    public let titleVI: String
    public let titleEN: String

    public init(code: String, titleVI: String, titleEN: String) {
        self.code = code
        self.titleVI = titleVI
        self.titleEN = titleEN
    }
}

/// A broken rule with both of its sides worked out.
public struct RuleSides: Hashable, Sendable {
    public let code: String
    public let left: Int64
    public let comparison: Comparison
    public let right: Int64
    public let messageVI: String
    public let messageEN: String
}
