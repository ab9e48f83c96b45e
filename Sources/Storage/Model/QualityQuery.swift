public import Reporting

/// A month's reports to be looked through.
public struct QualityQuery: Sendable {
    /// At which the sums are held against each other.
    public let unit: OrgUnit.Number
    /// The units whose reports are looked through, in the order of the answer.
    public let units: [OrgUnit.Number]
    public let form: String
    public let month: Month

    public init(unit: OrgUnit.Number, units: [OrgUnit.Number], form: String, month: Month) {
        self.unit = unit
        self.units = units
        self.form = form
        self.month = month
    }
}

/// What was found, and the journal position it rests on.
public struct QualityFigures: Sendable {
    public let report: QualityReport
    public let seq: Int64
    public let registry: Registry
}
