public import Reporting

/// A month that takes no more reports of a form from a unit and all that belongs to it.
public struct Closing: Sendable, Hashable {
    public let number: Int64
    public let unit: OrgUnit.Number
    public let form: String
    public let month: Month
    public let reason: String
    /// Milliseconds UTC.
    public let closedAt: Int64
    public let closedBy: String

    public init(
        number: Int64 = 0, unit: OrgUnit.Number, form: String, month: Month, reason: String,
        closedAt: Int64, closedBy: String
    ) {
        self.number = number
        self.unit = unit
        self.form = form
        self.month = month
        self.reason = reason
        self.closedAt = closedAt
        self.closedBy = closedBy
    }
}

/// The closings in force at one moment.
public final class Closings: Sendable {
    private struct FormMonth: Hashable {
        let form: String
        let month: Month
    }

    private let byMonth: [FormMonth: [Closing]]

    public static let none = Closings([])

    init(_ all: [Closing]) {
        byMonth = Dictionary(grouping: all) { FormMonth(form: $0.form, month: $0.month) }
    }

    /// The closing that bars a report: of its unit, or of one that a role at which would cover
    /// the report, so that a month closed by a district is closed for units that have gone into
    /// it as well.
    public func closing(of key: ReportKey, in registry: Registry) -> Closing? {
        guard !byMonth.isEmpty else { return nil }
        return byMonth[FormMonth(form: key.form, month: key.month)]?.first {
            registry.units.scope($0.unit, covers: key.unit, in: key.month)
        }
    }

    /// The closing of exactly that unit.
    public func closing(of unit: OrgUnit.Number, form: String, month: Month) -> Closing? {
        byMonth[FormMonth(form: form, month: month)]?.first { $0.unit == unit }
    }

    /// All of them, the latest month first.
    public var all: [Closing] {
        byMonth.values.flatMap(\.self).sorted {
            ($0.month, $0.number) > ($1.month, $1.number)
        }
    }
}
