import Reporting

extension ResultsWriter {
    /// Every target that binds the unit, each held against what was reached.
    var targets: [Paragraph] {
        let bound = figures.own.indicators.compactMap { figure in
            figures.target(figure).map { (figure, $0) }
        }
        guard !bound.isEmpty else { return [] }
        let met = bound.count { $0.1.met == true }
        let unknown = bound.count { $0.1.met == nil }
        return [Paragraph(.plain, summary(bound.count, met, unknown))]
            + list(.dash, bound.map { line($0.0, $0.1) })
    }

    private func summary(_ all: Int, _ met: Int, _ unknown: Int) -> String {
        func number(_ count: Int) -> String { wording.proseCount(Amount(count)) }
        guard met < all else {
            return all == 1
                ? say("Chỉ tiêu kế hoạch duy nhất đã đạt.", "The one target is met.")
                : say(
                    "Cả \(number(all)) chỉ tiêu kế hoạch đều đạt.",
                    "All \(number(all)) targets are met.")
        }
        let missed = all - met - unknown
        let clauses = [
            say(
                met == 0 ? "chưa chỉ tiêu nào đạt" : "\(number(met)) chỉ tiêu đạt",
                met == 0 ? "none is met" : "\(number(met)) met"),
            missed > 0
                ? say("\(number(missed)) chỉ tiêu chưa đạt", "\(number(missed)) not met") : nil,
            unknown > 0
                ? say(
                    "\(number(unknown)) chỉ tiêu chưa có số liệu", "\(number(unknown)) without data"
                )
                : nil,
        ].compactMap { $0 }
        let head = say(
            "Trong \(number(all)) chỉ tiêu kế hoạch: ",
            all == 1 ? "Of the one target: " : "Of \(number(all)) targets: ")
        return head + clauses.joined(separator: ", ") + "."
    }

    private func line(_ figure: IndicatorFigure, _ target: TargetLine) -> String {
        let label = wording.label(figure.indicator.labelVI, figure.indicator.labelEN)
        guard let rate = Rate(figure), let value = wording.proseValue(rate) else {
            let unit: Rate.Unit = figure.indicator.per == 100 ? .percent : .per
            return "\(label): \(noData) (" + planned(target, unit) + ")"
        }
        return "\(label): \(value)" + targetClause(target, rate, figure)
    }

    private func planned(_ target: TargetLine, _ unit: Rate.Unit) -> String {
        let goal = wording.proseGoal(target, unit)
        return say("chỉ tiêu năm \(target.year): \(goal)", "target for \(target.year): \(goal)")
    }
}
