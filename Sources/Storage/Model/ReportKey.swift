public import Reporting

/// Which report: one form of one unit and month.
public struct ReportKey: Hashable, Sendable {
    public let form: String
    public let unit: OrgUnit.Number
    public let month: Month

    public init(form: String, unit: OrgUnit.Number, month: Month) {
        self.form = form
        self.unit = unit
        self.month = month
    }
}
