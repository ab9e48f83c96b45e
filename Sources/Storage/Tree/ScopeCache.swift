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
        var memberCount = 0
    }

    /// With more members (16 bytes each) than this in all scopes, all are forgotten.
    private static let memberCountMax = 1 << 20

    private let state = Mutex(State())

    func scope(for query: AggregateQuery, registry: Registry, today: Day) -> SumScope {
        let key = Key(unit: query.unit, year: query.period.year, boundaries: query.boundaries)
        // Without a form in force nothing was reported, and nothing has to be looked for.
        guard registry.isInForce(query.form, in: query.period.year) else {
            return SumScope(
                unit: query.unit, year: query.period.year, boundaries: query.boundaries)
        }
        if let made = state.withLock({ $0.held(key, registry, today) }) { return made }
        let made = registry.scope(
            of: query.unit, year: query.period.year, boundaries: query.boundaries, today: today)
        state.withLock { state in
            guard state.registry === registry, state.today == today else { return }
            if state.memberCount > Self.memberCountMax { state.forget() }
            state.scopes[key] = made
            state.memberCount += made.memberCount
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
            forget()
        }
        return scopes[key]
    }

    fileprivate mutating func forget() {
        scopes = [:]
        memberCount = 0
    }
}
