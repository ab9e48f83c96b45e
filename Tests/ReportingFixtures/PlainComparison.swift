public import Recount
public import Reporting

extension PlainReport {
    /// Random standing reports of places that a registry expects, one a place at the most.
    public static func random(
        _ count: Int, _ registry: Registry, today: Day, _ random: inout SeededRandom
    ) -> [PlainReport] {
        let maker = RandomReports(registry: registry, today: today)
        var reports: [String: PlainReport] = [:]
        for seq in 1...count {
            guard let place = maker.place(&random) else { break }
            reports["\(place.unit) \(place.month.code)"] = PlainReport(
                unit: place.unit, month: place.month, values: maker.values(place.version, &random),
                status: random.pick([.submitted, .accepted, .returned]) ?? .submitted,
                seq: Int64(seq), receivedFirst: maker.instant(place.month, &random))
        }
        return Array(reports.values)
    }
}

extension Registry {
    /// Where the module's own sums of any unit, period and reading are not the plain ones.
    public func differences(from plain: PlainFigures) -> [String] {
        (RandomCountry.firstYear...RandomCountry.lastYear).flatMap { year in
            [Boundaries.reported, .current].flatMap { differences(from: plain, year, $0) }
        }
    }

    private func differences(
        from plain: PlainFigures, _ year: Int, _ boundaries: Boundaries
    ) -> [String] {
        let leaves = leaves(of: plain.standing, year: year)
        let leaf = { leaves[$0] ?? .empty }
        let wanted = Period.all(of: year).map { ($0, plain.totals($0, boundaries)) }
        return units.units.map(\.number).flatMap { unit in
            let scope = scope(of: unit, year: year, boundaries: boundaries, today: plain.today)
            let monthly = MonthlyTotals(scope: scope, catalogue: catalogue, leaf: leaf)
            return wanted.compactMap { period, wanted in
                Summation(
                    registry: self, form: SampleForm.code, period: period, scope: scope,
                    currentMonth: plain.today.month, leaf: leaf
                ).totals(monthly: monthly)
                    .difference(from: wanted[unit] ?? Totals(elementCount: plain.elementCount))
                    .map { "\(units[unit].id) \(period.code) \(boundaries.rawValue): \($0)" }
            }
        }
    }
}
