import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/units/{id}/reports/{form}/{period}/compare?show=all|odd`.
extension PageRoutes {
    func compare(_ visit: Visit) async throws(Refusal) -> Response {
        let (key, principal) = try reportKey(visit)
        return try await showComparison(key, principal, visit)
    }

    func showComparison(
        _ key: ReportKey, _ principal: Principal, _ visit: Visit, fault: ReviewFault? = nil,
        status: Status = .ok
    ) async throws(Refusal) -> Response {
        let (stored, registry) = try await reports.report(key, for: principal)
        let months = (0...QualityLimits.historyMonths).map { key.month - $0 }
        let summaries = try await asked { () throws(StoreError) in
            try await store.summaries(of: [key.unit], form: key.form, months: months)
        }
        let desk = ReviewDesk(
            principal: principal, unit: key.unit, form: key.form, month: key.month,
            registry: registry)
        let version = summaries[key]?.standing?.formVersion ?? stored.latest.formVersion
        let comparison = Comparing(
            key: key, version: version, summaries: summaries,
            draft: stored.latest.values, registry: registry, wording: visit.wording)
        let line = roll(desk, visit).line(of: key.unit, summaries)
        let isShort = visit.request.query["show"] == "odd"
        let page = ComparePage(
            frame: visit.frame(isShort ? [.init("show", "odd")] : []),
            unit: link(key.unit, on: key.month.lastDay, registry),
            ancestors: ancestors(of: key.unit, on: key.month.lastDay, registry), form: key.form,
            title: title(of: key.form, visit), month: key.month,
            neighbours: [key.month - 1, key.month + 1].filter { month in
                summaries[ReportKey(form: key.form, unit: key.unit, month: month)] != nil
            },
            state: line.state, receivedAt: line.receivedAt, revision: stored.latest.revision,
            sections: comparison.sections, remarks: comparison.remarks,
            earlierCount: comparison.earlierCount, isShort: isShort,
            decision: desk.mayReview && closing(desk) == nil ? line : nil,
            outcome: outcome(desk, visit), fault: fault)
        return Visit.page(CompareView(page).html, status: status)
    }
}

/// Sets a report beside the twelve months before it.
struct Comparing {
    let key: ReportKey
    let version: FormVersion
    let summaries: [ReportKey: ReportSummary]
    /// Shown where nothing was sent yet.
    let draft: ReportValues
    let registry: Registry
    let wording: Wording

    /// Fewer earlier numbers have neither a middle nor a range worth showing.
    private static let spreadMin = 2

    private func values(_ month: Month) -> ReportValues? {
        summaries[ReportKey(form: key.form, unit: key.unit, month: month)]?.standing?.values
    }

    private var report: ReportValues { values(key.month) ?? draft }

    /// The twelve months before, oldest first.
    private var before: [ReportValues?] {
        (1...QualityLimits.historyMonths).reversed().map { values(key.month - $0) }
    }

    var earlierCount: Int { before.compactMap(\.self).count }

    /// What is told of the report, by the check that also looks through a district's month.
    private var findings: [QualityFinding] {
        let history = UnitHistory(
            unit: key.unit, month: key.month, months: before + [report])
        return QualityCheck(form: key.form, month: key.month, catalogue: registry.catalogue)?
            .findings(in: history) ?? []
    }

    var remarks: [String] {
        findings.filter { $0.element == nil }.map { wording.label($0.sentenceVI, $0.sentenceEN) }
    }

    var sections: [ComparePage.Section] {
        let found = Dictionary(grouping: findings.filter { $0.element != nil }) { $0.element ?? 0 }
        let (report, before) = (self.report, self.before.compactMap(\.self))
        return version.sections.map { section in
            ComparePage.Section(
                title: wording.label(section.titleVI, section.titleEN),
                rows: section.elements.map { row($0, report, before, found[$0] ?? []) })
        }
    }

    private func row(
        _ index: DataElement.Index, _ report: ReportValues, _ before: [ReportValues],
        _ findings: [QualityFinding]
    ) -> ComparePage.Row {
        let element = registry.catalogue.elements[index]
        let numbers = before.compactMap { $0[index].count.map(Int64.init) }
        return ComparePage.Row(
            code: element.code, label: wording.label(element.labelVI, element.labelEN),
            value: report[index], lastMonth: values(key.month - 1)?[index] ?? .blank,
            sameMonthLastYear: values(key.month - 12)?[index] ?? .blank,
            spread: numbers.count >= Self.spreadMin ? RobustSpread(numbers) : nil,
            reasons: findings.map { wording.label($0.sentenceVI, $0.sentenceEN) })
    }
}
