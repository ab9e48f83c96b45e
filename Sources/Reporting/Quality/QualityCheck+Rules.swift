/// Rules of the form held against one report, a unit's year, several forms and several units.
extension QualityCheck {
    func brokenRules(_ history: UnitHistory, _ report: ReportValues) -> [QualityFinding] {
        rules.compactMap { rule in
            broken(rule) { report[$0].count.map(Int64.init) }.map { sides in
                finding(
                    history, rule.expression.elements.first,
                    .rule(
                        sides, severity: rule.severity,
                        isExplained: history.explained.contains(rule.code)))
            }
        }
    }

    func contradictions(_ history: UnitHistory, _ report: ReportValues) -> [QualityFinding] {
        rules.compactMap { brokenOverYear($0, history) }
            + otherNumbers(history, report) + brokenAcross(history, report)
    }

    /// What one month may excuse (care in the week after a birth of the month before), a year
    /// may not: flows added, stocks the last, over the months that have every number.
    private func brokenOverYear(_ rule: Rule, _ history: UnitHistory) -> QualityFinding? {
        let named = rule.expression.elements
        let whole = history.year.filter { values in
            named.allSatisfy { values[$0].count != nil }
        }
        guard whole.count >= QualityLimits.yearMonthsMin, let last = whole.last else { return nil }
        let sides = broken(rule) { element in
            usual.isStock[element]
                ? last[element].count.map(Int64.init)
                : whole.reduce(0) { $0 + Int64($1[element].count ?? 0) }
        }
        return sides.map { finding(history, named.first, .year($0, months: whole.count)) }
    }

    /// Elements that another form of the same unit and month gives another number.
    private func otherNumbers(
        _ history: UnitHistory, _ report: ReportValues
    ) -> [QualityFinding] {
        history.others.flatMap { other in
            elements.compactMap { element in
                guard let own = report[element].count, let says = other.values[element].count,
                    says != own
                else { return nil }
                return finding(history, element, .form(name(of: other.form), says: Int64(says)))
            }
        }
    }

    private func brokenAcross(
        _ history: UnitHistory, _ report: ReportValues
    ) -> [QualityFinding] {
        rulesAcross.compactMap { rule in
            let sides = broken(rule) { element in
                let all = [report] + history.others.map(\.values)
                return all.lazy.compactMap { $0[element].count }.first.map(Int64.init)
            }
            let place = rule.expression.elements.first { report[$0].count != nil }
            return sides.map { finding(history, place, .across($0)) }
        }
    }

    private func name(of form: String) -> FormName {
        names[form] ?? FormName(code: form, titleVI: form, titleEN: form)
    }

    /// Rules that every report keeps and the sums over all of them break: parts and wholes then
    /// come from different units.
    ///
    /// - Parameter unit: the unit above.
    public func contradictions(
        of unit: OrgUnit.Number, over histories: [UnitHistory]
    ) -> [QualityFinding] {
        let reports = histories.compactMap(\.report)
        guard reports.count > 1 else { return [] }
        return rules.compactMap { rule in
            let isBrokenBelow = reports.contains { rule.expression.holds(in: $0) == false }
            guard !isBrokenBelow, let place = rule.expression.elements.first,
                let sides = broken(rule, number: { sum(of: $0, over: reports) })
            else { return nil }
            let complete = reports.count { rule.expression.holds(in: $0) != nil }
            return QualityFinding(
                unit: unit, form: form, month: month, element: place,
                value: sum(of: place, over: reports),
                evidence: .sums(sides, complete: complete, of: reports.count))
        }
    }

    /// Nil where no report has a number.
    private func sum(of element: DataElement.Index, over reports: [ReportValues]) -> Int64? {
        let counts = reports.compactMap { $0[element].count }
        return counts.isEmpty ? nil : counts.reduce(0) { $0 + Int64($1) }
    }

    /// Both sides of a rule that does not hold; nil where it does or lacks a number.
    private func broken(
        _ rule: Rule, number: (DataElement.Index) -> Int64?
    ) -> RuleSides? {
        guard let sides = rule.expression.sides(number),
            !rule.expression.comparison.holds(sides.left, sides.right)
        else { return nil }
        return RuleSides(
            code: rule.code, left: sides.left, comparison: rule.expression.comparison,
            right: sides.right, messageVI: rule.messageVI, messageEN: rule.messageEN)
    }
}
