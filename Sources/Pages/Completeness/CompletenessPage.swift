public import Reporting

/// Who reported in a period, unit by unit and month by month.
public struct CompletenessPage: Sendable {
    public let frame: Frame
    public let unit: UnitLink
    public let ancestors: [UnitLink]
    public let period: Period
    public let boundaries: BoundaryChoice
    public let today: Day
    public let reports: ReportTally
    /// Forms to choose from; empty where there is only one.
    public let forms: [FormChoice]
    /// One for each month of the period.
    public let monthly: [ReportTally]
    public let rows: [Row]
    /// Units below that the rows leave out.
    public let rowsLeftOut: Int
    /// Units that count here and in no row.
    public let undivided: [UnitReading]
    /// The first of those with reports missing.
    public let missing: [MissingLine]
    /// How many units have reports missing.
    public let missingUnits: Int

    /// One unit below.
    public struct Row: Sendable {
        public let unit: UnitLink
        public let address: Address
        public let reports: ReportTally
        /// One for each month of the period.
        public let cells: [Cell]

        public init(unit: UnitLink, address: Address, reports: ReportTally, cells: [Cell]) {
            self.unit = unit
            self.address = address
            self.reports = reports
            self.cells = cells
        }
    }

    public enum Cell: Sendable {
        /// No report is expected.
        case none
        /// One report, and the way to its form for those who may see it.
        case one(MonthMark, Address?)
        /// So many reports that only counts fit.
        case several(ReportTally)
    }

    public init(
        frame: Frame, unit: UnitLink, ancestors: [UnitLink], period: Period,
        boundaries: BoundaryChoice, today: Day, reports: ReportTally, forms: [FormChoice],
        monthly: [ReportTally], rows: [Row], rowsLeftOut: Int, undivided: [UnitReading] = [],
        missing: [MissingLine],
        missingUnits: Int
    ) {
        self.frame = frame
        self.unit = unit
        self.ancestors = ancestors
        self.period = period
        self.boundaries = boundaries
        self.today = today
        self.reports = reports
        self.forms = forms
        self.monthly = monthly
        self.rows = rows
        self.rowsLeftOut = rowsLeftOut
        self.undivided = undivided
        self.missing = missing
        self.missingUnits = missingUnits
    }

    var wording: Wording { frame.wording }

    /// The address of this view without the language, which a cookie remembers.
    var address: Address { frame.address.with("lang", nil) }
}

/// A unit with the months of which nothing has come.
public struct MissingLine: Sendable {
    public let unit: UnitLink
    public let overdue: [Gap]
    /// Those whose deadline is still ahead.
    public let due: [Gap]

    public struct Gap: Sendable {
        public let month: Month
        /// The form to fill in.
        public let form: Address

        public init(month: Month, form: Address) {
            self.month = month
            self.form = form
        }
    }

    public init(unit: UnitLink, overdue: [Gap], due: [Gap]) {
        self.unit = unit
        self.overdue = overdue
        self.due = due
    }
}
