/// A later last day for one month's report of a unit and of all units below it.
public struct DeadlineExtension: Sendable, Hashable {
    public let form: String
    public let unit: OrgUnit.Number
    public let month: Month
    /// The last day on which a report is on time.
    public let until: Day

    public init(form: String, unit: OrgUnit.Number, month: Month, until: Day) {
        self.form = form
        self.unit = unit
        self.month = month
        self.until = until
    }
}
