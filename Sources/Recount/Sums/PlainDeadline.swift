import Reporting

/// When a month's report is due, once more: walked day by day on the calendar.
struct PlainDeadline {
    let rule: DeadlineRule
    let holidays: Set<Day>

    /// The last day on which the month's report is in time.
    func day(of month: Month) -> Day {
        switch rule {
        case .dayOfMonth(let number):
            var day = month.firstDay
            // A month that is shorter ends first.
            while day.civil.day < number, (day + 1).month == month { day = day + 1 }
            return day
        case .workingDaysAfterPeriod(let count):
            var day = month.lastDay
            var worked = 0
            while worked < count {
                day = day + 1
                if isWorked(day) { worked += 1 }
            }
            return day
        }
    }

    /// 1970-01-01, the day with number 0, was a Thursday: every seventh from 2 on is a Saturday,
    /// every seventh from 3 on a Sunday.
    private func isWorked(_ day: Day) -> Bool {
        let isWeekend = (day.number - 2).isMultiple(of: 7) || (day.number - 3).isMultiple(of: 7)
        return !isWeekend && !holidays.contains(day)
    }
}
