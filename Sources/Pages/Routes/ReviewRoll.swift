import Access
import Reporting
import Storage

/// Turns the reports of one form and month into the lines of a review.
struct ReviewRoll {
    let routes: PageRoutes
    let form: String
    let month: Month
    let registry: Registry
    let wording: Wording

    /// The months of the year up to the one shown.
    var months: [Month] { (1...month.month).map { Month(year: month.year, month: $0) } }

    func line(
        of unit: OrgUnit.Number, _ summaries: [ReportKey: ReportSummary]
    ) -> ReviewLine {
        func summary(_ month: Month) -> ReportSummary? { summaries[key(unit, month)] }
        let own = summary(month)
        let state = routes.state(of: unit, form, month, own, registry)
        return ReviewLine(
            unit: routes.link(unit, on: month.lastDay, registry), state: state,
            receivedAt: own?.standing?.receivedAt, revision: own?.revision,
            warnings: own?.standing.map(warnings) ?? [], reason: own?.standing?.reason ?? "",
            extendedTo: extended(unit),
            form: EntryPage.address(unit: registry.units[unit].id, form: form, month: month),
            year: months.map { routes.mark(of: unit, form, $0, summary($0), registry) })
    }

    private func key(_ unit: OrgUnit.Number, _ month: Month) -> ReportKey {
        ReportKey(form: form, unit: unit, month: month)
    }

    /// The unit's last day, where somebody gave it, or all above it, more time.
    private func extended(_ unit: OrgUnit.Number) -> Day? {
        let day = registry.deadline(form, of: unit, for: month)
        return day == registry.usualDeadline(form, of: unit, for: month) ? nil : day
    }

    private func warnings(_ standing: ReportSummary.Standing) -> [ReviewLine.Warning] {
        standing.warnings.map { finding in
            let sentence = (finding.rule.flatMap { standing.explanations[$0] } ?? "").trimmed
            return ReviewLine.Warning(
                message: message(finding, standing.values),
                explanation: sentence.isEmpty ? nil : sentence)
        }
    }

    /// What a finding says, with the numbers where its own sentence has none.
    private func message(_ finding: Finding, _ values: ReportValues) -> String {
        let message = wording.label(finding.messageVI, finding.messageEN)
        guard let rule = rule(of: finding),
            let sides = rule.expression.sides({ values[$0].count.map(Int64.init) })
        else { return message }
        let numbers = wording.say(
            .warningSides,
            [
                "a": wording.count(Int(clamping: sides.left)),
                "b": wording.count(Int(clamping: sides.right)),
            ])
        return message + " " + numbers
    }

    private func rule(of finding: Finding) -> Rule? {
        finding.rule.flatMap { code in registry.catalogue.rules.first { $0.code == code } }
    }

    // MARK: One report closely

    /// Elements that are set beside earlier months; a rule may name dozens.
    private static let cellsMax = 12

    func panel(
        _ unit: OrgUnit.Number, _ summaries: [ReportKey: ReportSummary]
    ) -> ReviewPanel? {
        let id = registry.units[unit].id
        guard let standing = summaries[key(unit, month)]?.standing else { return nil }
        func values(_ month: Month) -> ReportValues? {
            summaries[key(unit, month)]?.standing?.values
        }
        let cells = elements(of: standing.warnings).prefix(Self.cellsMax).map { index in
            let element = registry.catalogue.elements[index]
            return ReviewPanel.Cell(
                label: wording.label(element.labelVI, element.labelEN),
                value: standing.values[index],
                lastMonth: values(month - 1)?[index] ?? .blank,
                sameMonthLastYear: values(month - 12)?[index] ?? .blank)
        }
        return ReviewPanel(
            line: line(of: unit, summaries), cells: Array(cells),
            compare: ComparePage.address(unit: id, form: form, month: month),
            history: HistoryPage.address(unit: id, form: form, month: month))
    }

    /// Those that the warnings name, each once.
    private func elements(of findings: [Finding]) -> [DataElement.Index] {
        let catalogue = registry.catalogue
        var seen: Set<DataElement.Index> = []
        return findings.flatMap { finding -> [DataElement.Index] in
            if let rule = rule(of: finding) { return rule.expression.elements }
            let place = catalogue.elements.firstIndex {
                ReportPointer.values($0.code) == finding.pointer
            }
            return place.map { [$0] } ?? []
        }.filter { seen.insert($0).inserted }
    }

    // MARK: Reminders

    /// - Parameter origin: of this server, as its readers address it.
    func reminder(
        from sender: UnitLink, to lines: [ReviewLine], title: String, origin: String
    ) -> Reminder? {
        let open = lines.filter(\.state.isOpen)
        guard !open.isEmpty else { return nil }
        let items = open.map { line in
            let number = registry.units.number(ofID: line.unit.id)
            return Reminder.Line(
                unit: line.unit.name,
                deadline: number.flatMap { registry.deadline(form, of: $0, for: month) },
                returned: line.state == .returned ? line.reason : nil, form: line.form)
        }
        return Reminder(
            sender: sender.name, form: title, month: month, today: routes.today, origin: origin,
            lines: items)
    }
}
