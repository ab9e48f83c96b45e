public import Reporting

/// Who asks: a person, a token, or whoever runs commands beside the data.
public struct Principal: Sendable, Hashable {
    /// What made the server know who it is.
    public enum Credential: Sendable, Hashable {
        case token(Int64)
        case person(Int64)
        /// The command line: who can read the data folder can do everything anyway.
        case command
    }

    public let credential: Credential
    /// As journal and audit log have it.
    public let name: String
    public let unit: OrgUnit.Number
    public let role: Role
    /// The one form that it is for; nil for all.
    public let form: String?

    public init(
        credential: Credential, name: String, unit: OrgUnit.Number, role: Role,
        form: String? = nil
    ) {
        self.credential = credential
        self.name = name
        self.unit = unit
        self.role = role
        self.form = form
    }

    public init(tokenNumber: Int64, name: String, unit: OrgUnit.Number, role: Role) {
        self.init(credential: .token(tokenNumber), name: name, unit: unit, role: role)
    }

    /// Whether it decides about units, people and tokens. A role for one form alone does not.
    public var isAdministrator: Bool { role == .admin && form == nil }

    /// Whether it may send and read reports of a form.
    public func covers(form: String) -> Bool {
        self.form.map { $0 == form } ?? true
    }

    /// Whether its scope covers a unit for a report of a month.
    public func covers(_ unit: OrgUnit.Number, in month: Month, of registry: Registry) -> Bool {
        registry.units.scope(self.unit, covers: unit, in: month)
    }

    /// Whether it may have to do with a unit's report of a form for a month.
    public func covers(
        _ unit: OrgUnit.Number, form: String, in month: Month, of registry: Registry
    ) -> Bool {
        covers(form: form) && covers(unit, in: month, of: registry)
    }

    /// Whether its scope covers a unit in any month of a period.
    public func covers(_ unit: OrgUnit.Number, in period: Period, of registry: Registry) -> Bool {
        var epochs: Set<Int> = []
        return period.months.contains { month in
            epochs.insert(registry.units.epoch(of: month.lastDay)).inserted
                && covers(unit, in: month, of: registry)
        }
    }

    /// Whether it may decide about people and tokens of a unit: by the tree of today, or of the
    /// unit's last day where it exists no more.
    func governs(_ unit: OrgUnit.Number, on today: Day, of registry: Registry) -> Bool {
        guard isAdministrator else { return false }
        return credential == .command || reaches(unit, on: today, of: registry)
    }

    func reaches(_ unit: OrgUnit.Number, on today: Day, of registry: Registry) -> Bool {
        guard registry.units.units.indices.contains(unit) else { return false }
        let last = registry.units[unit].existingDay(nearest: today)
        return covers(unit, in: today.month, of: registry)
            || covers(unit, in: last.month, of: registry)
    }
}
