public import Reporting

/// Who may read which sums.
public struct ReadingRights: Sendable {
    /// Whether sums are open to everyone, signed in or not (`--public-dashboards`).
    public let areSumsPublic: Bool

    /// Public sums rest on at least so many reporting units, so that no station shows through.
    public static let publicUnitsMin = 3

    public init(areSumsPublic: Bool) {
        self.areSumsPublic = areSumsPublic
    }

    public enum Answer: Hashable, Sendable {
        case allowed
        /// Only while the sum rests on `publicUnitsMin` units.
        case ifEnoughUnits
        /// Nobody is signed in (401).
        case signInFirst
        /// Outside the scope (403).
        case forbidden
    }

    /// May the figures of a unit's reports of a form be read?
    public func figures(
        of unit: OrgUnit.Number, form: String, in period: Period, by principal: Principal?,
        registry: Registry
    ) -> Answer {
        if let principal, principal.covers(form: form),
            principal.covers(unit, in: period, of: registry)
        {
            return .allowed
        }
        if areSumsPublic, isOpenLevel(unit, period, registry) { return .ifEnoughUnits }
        return principal == nil ? .signInFirst : .forbidden
    }

    private func isOpenLevel(
        _ unit: OrgUnit.Number, _ period: Period, _ registry: Registry
    ) -> Bool {
        let levels: Set<OrgUnitLevel> = [.nation, .province, .district, .area]
        guard let state = registry.units[unit].state(nearest: period.lastDay) else { return false }
        return levels.contains(state.level)
    }
}
