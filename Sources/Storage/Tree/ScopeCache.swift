import Reporting
import Synchronization

/// Scopes made so far: they depend on units, year and reading alone, not on reports.
final class ScopeCache: Sendable {
    fileprivate struct Key: Hashable {
        let unit: OrgUnit.Number
        let year: Int
        let boundaries: Boundaries
    }

    fileprivate struct State {
        var registry: Registry?
        var today: Day?
        var scopes: [Key: SumScope] = [:]
    }

    /// More are forgotten all at once; a nation's scope takes about 250 KB.
    private static let countMax = 4_096

    private let state = Mutex(State())

    func scope(for query: AggregateQuery, registry: Registry, today: Day) -> SumScope {
        let key = Key(unit: query.unit, year: query.period.year, boundaries: query.boundaries)
        if let made = state.withLock({ $0.held(key, registry, today) }) { return made }
        let made = registry.scope(
            of: query.unit, year: query.period.year, boundaries: query.boundaries, today: today)
        state.withLock { state in
            guard state.registry === registry, state.today == today else { return }
            if state.scopes.count >= Self.countMax { state.scopes = [:] }
            state.scopes[key] = made
        }
        return made
    }
}

extension ScopeCache.State {
    /// Forgets what was made for other units or another day.
    fileprivate mutating func held(
        _ key: ScopeCache.Key, _ registry: Registry, _ today: Day
    ) -> SumScope? {
        if self.registry !== registry || self.today != today {
            self.registry = registry
            self.today = today
            scopes = [:]
        }
        return scopes[key]
    }
}
