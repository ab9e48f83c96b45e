public import Reporting

/// Who asks: a token, by itself or through a browser's session.
public struct Principal: Sendable, Hashable {
    public let tokenNumber: Int64
    public let name: String
    public let unit: OrgUnit.Number
    public let role: Role

    public init(tokenNumber: Int64, name: String, unit: OrgUnit.Number, role: Role) {
        self.tokenNumber = tokenNumber
        self.name = name
        self.unit = unit
        self.role = role
    }

    /// Whether its scope covers a unit for a report of a month.
    public func covers(_ unit: OrgUnit.Number, in month: Month, of registry: Registry) -> Bool {
        registry.units.scope(self.unit, covers: unit, in: month)
    }

    /// Whether its scope covers a unit in any month of a period.
    public func covers(_ unit: OrgUnit.Number, in period: Period, of registry: Registry) -> Bool {
        var epochs: Set<Int> = []
        return period.months.contains { month in
            epochs.insert(registry.units.epoch(of: month.lastDay)).inserted
                && covers(unit, in: month, of: registry)
        }
    }
}
