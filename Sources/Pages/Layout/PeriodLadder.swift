import Reporting

/// The choice of a period: months, quarters, halves, nine months, the year so far and the year
/// on one grid of twelve columns, so that the width of a step is its length in time.
struct PeriodLadder {
    let wording: Wording
    let period: Period
    /// Tells which periods can be read.
    let choice: BoundaryChoice
    /// The address of the page; its `period` is replaced.
    let address: Address

    var body: HTML {
        """
        <nav class=ladder aria-label="\(wording.say(.ladderLabel))">\
        <p>\(neighbour(-1))<strong>\(period.year)</strong>\(neighbour(1))</p>\
        <ol>\(steps.map(step))</ol></nav>
        """
    }

    private func neighbour(_ distance: Int) -> HTML {
        let year = Period.year(period.year + distance)
        let text = distance < 0 ? "‹ \(year.code)" : "\(year.code) ›"
        guard year.year > 0, choice.isReadable(year) else { return "<span>\(text)</span>" }
        let target = address.with("period", year.code).here
        return distance < 0
            ? "<a rel=prev href=\"\(target)\">\(text)</a>"
            : "<a rel=next href=\"\(target)\">\(text)</a>"
    }

    private var steps: [Period] {
        let year = period.year
        let months = (1...12).map { Period.month(Month(year: year, month: $0)) }
        let quarters = (1...4).map { Period.quarter($0, of: year) }
        let halves = [Period.half(1, of: year), .half(2, of: year)]
        return months + quarters + halves + [.nineMonths(of: year), toDate, .year(year)]
    }

    /// The year up to the month that is shown: the last one of any longer period.
    private var toDate: Period { .yearToDate(through: period.last) }

    /// A step in which the unit did not exist is shown, since the grid is a scale of time, and
    /// leads nowhere.
    private func step(_ step: Period) -> HTML {
        guard choice.isReadable(step) else {
            return "<li class=w\(Self.width(step))><span>\(wording.step(step))</span>"
        }
        let target = address.with("period", step.code).here
        return """
            <li class=w\(Self.width(step))><a href="\(target)"\
            \(if: step == period, " aria-current=true")\
            \(if: step.kind != .year, " aria-label=\"\(wording.name(step))\"")>\
            \(wording.step(step))</a>
            """
    }

    /// Columns of the grid. The year so far fills what nine months leave free of its row,
    /// whatever month it runs to.
    private static func width(_ step: Period) -> Int {
        step.kind == .yearToDate ? 3 : step.months.count
    }
}
