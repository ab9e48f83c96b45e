public import Reporting

/// Everything that the dashboard of one unit and one period shows, ready to be said.
public struct Dashboard: Sendable {
    public let frame: Frame
    public let unit: UnitLink
    /// From the nation down to the unit above this one.
    public let ancestors: [UnitLink]
    public let period: Period
    /// False for a period that lies wholly ahead.
    public let hasBegun: Bool
    public let boundaries: BoundaryChoice
    /// Forms to choose from; empty where there is only one.
    public let forms: [FormChoice]
    public let reports: ReportTally
    /// Every indicator of the catalogue, in its order.
    public let indicators: [IndicatorLine]
    /// The sums by section of the form.
    public let sections: [SumSection]
    /// How many units could have given a number.
    public let unitsExpected: Int
    public let trend: Trend?
    public let below: Below
    /// What a person should check, each a sentence; shown under the figures of completeness.
    public let remarks: [String]
    /// Units whose figures could not be placed here in today's boundaries.
    public let without: [UnitReading]
    /// Units that count here and in no row below.
    public let undivided: [UnitReading]
    /// Whether a published share was applied to any sum.
    public let isEstimated: Bool
    public let life: UnitLife
    public let areas: UnitAreas
    /// The highest revision among the sums.
    public let seq: Int
    /// The code of the form, for the papers that have it in their address.
    public var form = ""

    /// What stands under a unit.
    public enum Below: Sendable {
        /// Nation, province, district: the units below.
        case units([ChildLine])
        /// A unit that reports itself: the months of the year.
        case months([MonthLine])
        /// A unit that reports itself and has others below, such as a commune with station
        /// points: the sums are of both.
        case monthsAndUnits([MonthLine], [ChildLine])
        /// Someone signed out may read sums, but not who gave them.
        case hidden
    }

    public init(
        frame: Frame, unit: UnitLink, ancestors: [UnitLink], period: Period,
        hasBegun: Bool = true, boundaries: BoundaryChoice, forms: [FormChoice] = [],
        reports: ReportTally,
        indicators: [IndicatorLine],
        sections: [SumSection], unitsExpected: Int, trend: Trend?, below: Below,
        remarks: [String] = [], without: [UnitReading] = [], undivided: [UnitReading] = [],
        isEstimated: Bool = false,
        life: UnitLife = UnitLife(), areas: UnitAreas = UnitAreas(), seq: Int
    ) {
        self.frame = frame
        self.unit = unit
        self.ancestors = ancestors
        self.period = period
        self.hasBegun = hasBegun
        self.boundaries = boundaries
        self.forms = forms
        self.reports = reports
        self.indicators = indicators
        self.sections = sections
        self.unitsExpected = unitsExpected
        self.trend = trend
        self.below = below
        self.remarks = remarks
        self.without = without
        self.undivided = undivided
        self.isEstimated = isEstimated
        self.life = life
        self.areas = areas
        self.seq = seq
    }

    var wording: Wording { frame.wording }

    /// The address of this view without the language, which a cookie remembers.
    var address: Address { frame.address.with("lang", nil) }

    /// The lines that have a target, in the order of the catalogue.
    var goals: [IndicatorLine] { indicators.filter { $0.target != nil } }

    /// The indicator that a dashboard opens on: the one nearest its target, measured by its
    /// distance as a part of the target; nil where none has both a value and a target.
    public static func nearestTarget(_ indicators: [IndicatorLine]) -> IndicatorLine? {
        func distance(_ line: IndicatorLine) -> Double? {
            guard let value = line.rate?.value, let target = line.target, target.value > 0
            else { return nil }
            return abs(value - target.value) / target.value
        }
        return indicators.filter { distance($0) != nil }
            .min { (distance($0) ?? 0) < (distance($1) ?? 0) }
    }
}
