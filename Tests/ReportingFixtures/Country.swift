public import Reporting

/// A country written down unit by unit, with ids and days as text.
public struct Country: Sendable {
    public private(set) var ids: [String] = []
    private var states: [[OrgUnit.State]] = []
    public private(set) var successions: [Succession] = []
    public private(set) var memberships: [Membership] = []

    public init() {}

    /// Adds a unit, or a further state of one that is there already.
    @discardableResult
    public mutating func unit(
        _ id: String, _ level: OrgUnitLevel, in parent: String? = nil, from: String? = nil,
        through: String? = nil
    ) -> OrgUnit.Number {
        let number = ids.firstIndex(of: id) ?? ids.count
        if number == ids.count {
            ids.append(id)
            states.append([])
        }
        states[number].append(
            OrgUnit.State(
                validity: Validity(from: from.map(day), through: through.map(day)), code: "",
                level: level, kind: level.rawValue, name: id, parent: parent.map(self.number)))
        return number
    }

    public mutating func link(
        _ predecessor: String, _ kind: Succession.Kind, into successor: String,
        share: Decimal? = nil, on effective: String
    ) {
        successions.append(
            Succession(
                predecessor: number(predecessor), successor: number(successor), kind: kind,
                share: share, effective: day(effective)))
    }

    public mutating func member(
        _ member: String, of area: String, _ kind: Membership.Kind = .whole, from: String? = nil,
        through: String? = nil
    ) {
        memberships.append(
            Membership(
                area: number(area), member: number(member), kind: kind,
                validity: Validity(from: from.map(day), through: through.map(day))))
    }

    public func number(_ id: String) -> OrgUnit.Number {
        guard let number = ids.firstIndex(of: id) else { preconditionFailure("no unit \(id)") }
        return number
    }

    public var units: [OrgUnit] {
        ids.enumerated().map { OrgUnit(number: $0, id: $1, states: states[$0]) }
    }

    public func registry(_ catalogue: Catalogue = SampleForm.catalogue) -> Registry {
        Registry(
            units: OrgUnits(
                units: units, successions: successions, memberships: memberships),
            catalogue: catalogue, version: 1)
    }
}

/// A day of a test's own text.
public func day(_ iso: String) -> Day {
    guard let day = Day(iso: iso) else { preconditionFailure("\(iso) is no day") }
    return day
}

/// A month of a test's own text.
public func month(_ code: String) -> Month {
    guard let month = Month(code: code) else { preconditionFailure("\(code) is no month") }
    return month
}

/// A period of a test's own text.
public func period(_ code: String) -> Period {
    guard let period = Period(code: code) else { preconditionFailure("\(code) is no period") }
    return period
}
