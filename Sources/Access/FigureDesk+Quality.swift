public import Reporting
import Storage

/// What is worth a look in a month's reports: rights, then findings.
extension FigureDesk {
    /// Units whose reports are looked through at once. Every province has fewer communes; the
    /// country's would be a hundred thousand reports.
    public static let qualityUnitsMax = 1_000

    public struct QualityAnswer: Sendable {
        public let report: QualityReport
        /// The units that report the form for the month, in the order of the tree.
        public let units: [OrgUnit.Number]
        /// The units directly below, each with those of `units` that stand at or below it.
        public let children: [(unit: OrgUnit.Number, units: Set<OrgUnit.Number>)]
        public let seq: Int64
        public let registry: Registry
    }

    /// Never public: each finding shows what one unit reported.
    public func quality(
        of unit: OrgUnit.Number, form: String, month: Month, today: Day,
        for principal: Principal?
    ) async throws(Refusal) -> QualityAnswer {
        let registry = store.registry
        guard let principal else { throw .signInFirst }
        guard principal.covers(unit, form: form, in: month, of: registry) else {
            throw .outsideScope
        }
        let query = AggregateQuery(
            unit: unit, form: form, period: .month(month), boundaries: .reported)
        try check(query, registry, today)
        let units = registry.reporters(of: query, today: today)
        guard units.count <= Self.qualityUnitsMax else { throw Self.tooManyUnits }
        let figures = try await quality(
            QualityQuery(unit: unit, units: units, form: form, month: month))
        let children = registry.children(of: query, today: today).map { child in
            (child, Set(registry.reporters(of: query.with(unit: child), today: today)))
        }
        return QualityAnswer(
            report: figures.report, units: units, children: children, seq: figures.seq,
            registry: figures.registry)
    }

    /// Whether a unit has few enough units that report for a month.
    public static func looksThrough(
        _ unit: OrgUnit.Number, form: String, month: Month, today: Day, _ registry: Registry
    ) -> Bool {
        let query = AggregateQuery(
            unit: unit, form: form, period: .month(month), boundaries: .reported)
        return registry.reporters(of: query, today: today).count <= qualityUnitsMax
    }

    private static var tooManyUnits: Refusal {
        .badParameter(
            "unit",
            messageVI: "Quá nhiều đơn vị báo cáo (tối đa \(qualityUnitsMax)): chọn một tỉnh.",
            messageEN: "Too many reporting units (at most \(qualityUnitsMax)): ask for a province.")
    }

    private func quality(_ query: QualityQuery) async throws(Refusal) -> QualityFigures {
        do throws(StoreError) {
            return try await store.quality(query)
        } catch {
            throw refusal(error)
        }
    }
}

extension Registry {
    /// The units whose reports of the query's one month count at its unit, in the order of the
    /// month's tree.
    fileprivate func reporters(of query: AggregateQuery, today: Day) -> [OrgUnit.Number] {
        let month = query.period.last
        guard month <= today.month else { return [] }
        let scope = scope(
            of: query.unit, year: month.year, boundaries: query.boundaries, today: today)
        let counted = Set(
            scope.members.filter { $0.months.contains(MonthMask(month)) }.map(\.unit))
        return units.tree(of: month).units.filter {
            counted.contains($0) && expectsReport(query.form, of: $0, for: month)
        }
    }
}
