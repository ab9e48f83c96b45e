public import Recount
public import Reporting

extension PlainFigures {
    /// Of the sample form.
    public init(
        units: [OrgUnit], successions: [Succession], memberships: [Membership] = [],
        catalogue: Catalogue, today: Day, reports: [PlainReport] = []
    ) {
        self.init(
            units: units, successions: successions, memberships: memberships,
            catalogue: catalogue, form: SampleForm.code, today: today, reports: reports)
    }
}

extension PlainReport {
    /// A report of the sample form as a test knows it.
    public init(
        unit: OrgUnit.Number, month: Month, values: ReportValues,
        status: ReportStatus = .submitted, seq: Int64, receivedFirst: Int64
    ) {
        let version = SampleForm.catalogue.version(of: SampleForm.code, in: month)
        let order = version?.elements ?? []
        self.init(
            unit: unit, month: month, packed: PackedValues(values, order: order).bytes,
            order: order, status: status, seq: seq, receivedFirst: receivedFirst)
    }
}

extension Registry {
    /// The same report as the sums take it.
    public func standing(_ report: PlainReport, form: String = SampleForm.code) -> StandingReport? {
        guard
            let place = catalogue.versions.firstIndex(where: {
                $0.form == form && $0.validity.contains(report.month.lastDay)
            })
        else { return nil }
        return StandingReport(
            seq: report.seq, status: report.status,
            isOnTime: isOnTime(
                form, of: report.unit, for: report.month, receivedAt: report.receivedFirst),
            version: place, values: PackedValues(bytes: report.packed))
    }

    /// The totals of a query by the module's own summation, from leaves made of these reports.
    public func totals(
        of unit: OrgUnit.Number, in period: Period, _ boundaries: Boundaries = .reported,
        from reports: [PlainReport], today: Day, form: String = SampleForm.code
    ) -> Totals {
        let leaves = leaves(of: reports, year: period.year, form: form)
        let scope = scope(of: unit, year: period.year, boundaries: boundaries, today: today)
        let leaf = { leaves[$0] ?? .empty }
        return Summation(
            registry: self, form: form, period: period, scope: scope,
            currentMonth: today.month, leaf: leaf
        ).totals(monthly: MonthlyTotals(scope: scope, catalogue: catalogue, leaf: leaf))
    }

    public func leaves(
        of reports: [PlainReport], year: Int, form: String = SampleForm.code
    ) -> [OrgUnit.Number: LeafYear] {
        var months: [OrgUnit.Number: [StandingReport?]] = [:]
        for report in reports where report.month.year == year {
            months[report.unit, default: Array(repeating: nil, count: 12)][
                report.month.indexInYear] = standing(report, form: form)
        }
        return months.mapValues { LeafYear(months: $0, catalogue: catalogue) }
    }
}

extension Registry {
    /// Completeness by the module's own counting, from leaves made of these reports.
    public func completeness(
        of unit: OrgUnit.Number, in period: Period, _ boundaries: Boundaries = .reported,
        leaves: [OrgUnit.Number: LeafYear], today: Day, form: String = SampleForm.code
    ) -> Completeness {
        Completeness(
            scope: scope(of: unit, year: period.year, boundaries: boundaries, today: today),
            form: form, period: period, registry: self, currentMonth: today.month,
            leaf: { leaves[$0] ?? .empty })
    }
}

extension PlainReport {
    /// Its numbers.
    public var counts: [(element: DataElement.Index, count: Int32)] {
        var counts: [(DataElement.Index, Int32)] = []
        PackedValues(bytes: packed).forEach { place, value in
            if let count = value.count, place < order.count { counts.append((order[place], count)) }
        }
        return counts
    }
}
