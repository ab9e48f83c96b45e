import Recount
import Reporting
import Storage

extension SQLiteStore {
    /// What a check of all figures asks: the sums as every reader gets them, caches and all.
    func answer(to question: FigureQuestion) async throws(StoreError) -> FigureAnswer {
        switch question {
        case .held:
            let held = heldSums.map { query in
                let sheet = FigureSheet(
                    form: query.form, year: query.period.year, boundaries: query.boundaries)
                return (sheet, query.unit)
            }
            return FigureAnswer(
                seq: seq, registryVersion: registry.version, today: today,
                content: .held(held))
        case .fingerprints(let sheet, let units):
            return try await answer(sheet, units) { figures in
                .fingerprints(figures.aggregates.map(\.totals.fingerprint))
            }
        case .cells(let sheet, let units):
            return try await answer(sheet, units) { figures in
                .cells(figures.aggregates.map { $0.totals.cells(figures.registry.catalogue) })
            }
        }
    }

    private func answer(
        _ sheet: FigureSheet, _ units: [OrgUnit.Number],
        _ content: (Figures) -> FigureAnswer.Content
    ) async throws(StoreError) -> FigureAnswer {
        let known = registry.units.units.indices
        let figures = try await figures(
            units.filter(known.contains).flatMap { unit in
                sheet.periods.map { period in
                    AggregateQuery(
                        unit: unit, form: sheet.form, period: period,
                        boundaries: sheet.boundaries)
                }
            })
        return FigureAnswer(
            seq: figures.seq, registryVersion: figures.registry.version, today: figures.today,
            content: content(figures))
    }
}
