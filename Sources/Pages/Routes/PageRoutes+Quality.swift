import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/quality/{id}?period=&form=`: what is worth a look in a month's reports.
extension PageRoutes {
    /// For more reporting units than this, counts by unit below stand in place of all findings.
    private static let unitsMax = 80

    func quality(_ visit: Visit) async throws(Refusal) -> Response {
        let principal = try visit.signedIn()
        let unit = try unit(visit.request.parameters["id"], visit.registry)
        let month = try month(of: unit, visit)
        let form = try form(visit)
        let answer = try await figures.quality(
            of: unit, form: form, month: month, today: today, for: principal)
        return Visit.page(QualityView(page(answer, visit)).html)
    }

    private func page(_ answer: FigureDesk.QualityAnswer, _ visit: Visit) -> QualityPage {
        let (report, registry) = (answer.report, answer.registry)
        let day = report.month.lastDay
        let query = AggregateQuery(
            unit: report.unit, form: report.form, period: .month(report.month),
            boundaries: .reported)
        let above = ancestors(of: report.unit, on: day, registry)
        let ofReports = report.findings.filter(\.hasReport)
        return QualityPage(
            frame: visit.frame(pairs(query, registry)), unit: link(report.unit, on: day, registry),
            ancestors: above, tooLarge: tooLarge(above, query, registry),
            forms: forms(report.form, visit), month: report.month,
            neighbours: neighbours(of: report.month, report.unit, registry), today: today,
            expected: answer.units.count, received: report.reports,
            judged: report.judged,
            tally: report.tally.map { .init(kind: $0.kind, count: $0.count) },
            sums: lines(report.findings.filter { !$0.hasReport }, registry, visit.wording),
            content: answer.units.count > Self.unitsMax
                ? .summary(children(answer, ofReports))
                : .units(groups(ofReports, registry, visit.wording)))
    }

    /// A link to such a unit's page would lead to a refusal.
    private func tooLarge(
        _ units: [UnitLink], _ query: AggregateQuery, _ registry: Registry
    ) -> Set<String> {
        let ids = units.map(\.id).filter { id in
            guard let unit = registry.units.number(ofID: id) else { return true }
            return !FigureDesk.looksThrough(
                unit, form: query.form, month: query.period.first, today: today, registry)
        }
        return Set(ids)
    }

    private func children(
        _ answer: FigureDesk.QualityAnswer, _ findings: [QualityFinding]
    ) -> [QualityChild] {
        answer.children.filter { !$0.units.isEmpty }.map { child in
            let below = findings.filter { child.units.contains($0.unit) }
            return QualityChild(
                unit: link(child.unit, on: answer.report.month.lastDay, answer.registry),
                counts: Dictionary(grouping: below, by: \.kind).mapValues(\.count))
        }
    }

    private func groups(
        _ findings: [QualityFinding], _ registry: Registry, _ wording: Wording
    ) -> [QualityGroup] {
        let byUnit = Dictionary(grouping: findings, by: \.unit)
        var seen: Set<OrgUnit.Number> = []
        return findings.filter { seen.insert($0.unit).inserted }.map { first in
            QualityGroup(
                unit: link(first.unit, on: first.month.lastDay, registry),
                form: EntryPage.address(
                    unit: registry.units[first.unit].id, form: first.form, month: first.month),
                lines: lines(byUnit[first.unit] ?? [], registry, wording))
        }
    }

    /// Findings of one cell become one line.
    private func lines(
        _ findings: [QualityFinding], _ registry: Registry, _ wording: Wording
    ) -> [QualityLine] {
        let byElement = Dictionary(grouping: findings, by: \.element)
        var seen: Set<DataElement.Index?> = []
        return findings.map(\.element).filter { seen.insert($0).inserted }.compactMap { element in
            byElement[element].map { line($0, registry, wording) }
        }
    }

    private func line(
        _ findings: [QualityFinding], _ registry: Registry, _ wording: Wording
    ) -> QualityLine {
        let element = findings.first?.element.map { registry.catalogue.elements[$0] }
        var kinds: [QualityFinding.Kind] = []
        for finding in findings where !kinds.contains(finding.kind) { kinds.append(finding.kind) }
        return QualityLine(
            label: element.map { wording.label($0.labelVI, $0.labelEN) },
            value: findings.first?.value, kinds: kinds,
            sentences: findings.map { wording.label($0.sentenceVI, $0.sentenceEN) },
            cell: findings.first.flatMap { cell(of: $0, element, registry) })
    }

    private func cell(
        of finding: QualityFinding, _ element: DataElement?, _ registry: Registry
    ) -> Address? {
        guard finding.hasReport else { return nil }
        let form = EntryPage.address(
            unit: registry.units[finding.unit].id, form: finding.form, month: finding.month)
        return element.map { form.at(EntryPage.rowID($0)) } ?? form
    }
}
