/// When a month's report is due.
public enum DeadlineRule: Hashable, Sendable {
    /// That many working days after the month's end, through the end of the last one.
    case workingDaysAfterPeriod(Int)
    /// A day of the month itself, the last one where the month is shorter.
    case dayOfMonth(Int)

    /// The last day on which a report of `month` is on time.
    public func lastDay(for month: Month, holidays: Set<Day>) -> Day {
        switch self {
        case .dayOfMonth(let day):
            month.firstDay + (min(max(day, 1), month.length) - 1)
        case .workingDaysAfterPeriod(let count):
            Self.workingDay(count, after: month.lastDay, holidays: holidays)
        }
    }

    private static func workingDay(_ count: Int, after start: Day, holidays: Set<Day>) -> Day {
        var day = start
        var left = count
        while left > 0 {
            day = day + 1
            if day.weekday <= 5, !holidays.contains(day) { left -= 1 }
        }
        return day
    }
}

/// A unit's own deadline, which holds for everything below it too.
public struct DeadlineOverride: Sendable {
    public let form: String
    public let unitID: String
    public let rule: DeadlineRule
    public let validity: Validity

    public init(form: String, unitID: String, rule: DeadlineRule, validity: Validity) {
        self.form = form
        self.unitID = unitID
        self.rule = rule
        self.validity = validity
    }
}

/// A unit that reports a form though its level does not, from a day through another.
public struct FormAssignment: Sendable {
    public let form: String
    public let unitID: String
    public let validity: Validity

    public init(form: String, unitID: String, validity: Validity) {
        self.form = form
        self.unitID = unitID
        self.validity = validity
    }
}
