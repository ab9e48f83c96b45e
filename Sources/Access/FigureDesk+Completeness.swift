public import Reporting
public import Storage

/// Who has reported: rights, then counts.
extension FigureDesk {
    /// A unit's completeness and that of the units below that this reader may see.
    public struct CompletenessAnswer: Sendable {
        public let own: Completeness
        public let children: [Completeness]
        /// Whether this reader may know who is missing. Where not, no unit is named.
        public let namesUnits: Bool
        public let seq: Int64
        public let registry: Registry
        /// Whose names and levels the units are shown under.
        public let shownDay: Day
    }

    /// The rights are those of sums; who is missing is told only to those whose scope covers
    /// the unit.
    public func completeness(
        _ query: AggregateQuery, today: Day, for principal: Principal?
    ) async throws(Refusal) -> CompletenessAnswer {
        let registry = store.registry
        let own = try ask(query, by: principal, registry)
        try check(query, registry, today)
        let asks = [own] + children(of: query, today: today, by: principal, registry)
        let figures = try await completeness(asks)
        if own.answer == .ifEnoughUnits, figures.all[0].isTooSmallForPublic {
            throw principal == nil ? .signInFirst : .outsideScope
        }
        let shown = zip(figures.all, asks).map { completeness, ask in
            ask.answer == .allowed ? completeness : completeness.withoutUnits()
        }
        return CompletenessAnswer(
            own: shown[0], children: Array(shown.dropFirst()),
            namesUnits: own.answer == .allowed, seq: figures.seq, registry: figures.registry,
            shownDay: query.shownDay(today))
    }

    private func completeness(_ asks: [Ask]) async throws(Refusal) -> CompletenessFigures {
        do throws(StoreError) {
            return try await store.completeness(asks.map(\.query))
        } catch {
            throw refusal(error)
        }
    }
}

extension Completeness {
    /// One or two units would show who they are.
    fileprivate var isTooSmallForPublic: Bool {
        (1..<ReadingRights.publicUnitsMin).contains(reportingUnits)
    }
}
