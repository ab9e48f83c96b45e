public import Reporting

/// A small country whose units move, merge, split, are renamed, dissolved and founded on days
/// anywhere in a month, for three years.
public struct RandomCountry: Sendable {
    public private(set) var successions: [Succession] = []
    public private(set) var memberships: [Membership] = []
    private var states: [[OrgUnit.State]] = []
    private var random: SeededRandom
    /// A district without communes, which reports itself because it is assigned to.
    private var island: OrgUnit.Number = 0

    public static let firstYear = 2023
    public static let lastYear = 2025

    public init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        let nation = make(.nation, in: nil, from: nil)
        for _ in 0..<Int.random(in: 2...3, using: &random) {
            let province = make(.province, in: nation, from: nil)
            for _ in 0..<2 { makeDistrict(in: province) }
        }
        island = make(.district, in: nation + 1, from: nil)
        var day = Day(number: 19_363)  // 2023-01-06
        while day.month.year <= Self.lastYear {
            change(on: day)
            day =
                day
                + (random.oneIn(3)
                    ? Int.random(in: 0...4, using: &random)
                    : Int.random(in: 20...100, using: &random))
        }
        for _ in 0..<3 { makeArea() }
    }

    /// Communes, districts, a province may be members, for some days or always, in part or
    /// whole, twice or below one another.
    private mutating func makeArea() {
        let area = make(.area, in: random.oneIn(2) ? 1 : nil, from: random.oneIn(3) ? nil : anyDay)
        for unit in states.indices where states[unit].first?.level != .area && random.oneIn(4) {
            let days = [anyDay, anyDay].sorted()
            memberships.append(
                Membership(
                    area: area, member: unit, kind: random.oneIn(5) ? .part : .whole,
                    validity: Validity(
                        from: random.oneIn(2) ? days[0] : nil,
                        through: random.oneIn(2) ? days[1] : nil)))
        }
    }

    private var anyDay: Day {
        mutating get { Day(number: 19_363 + Int.random(in: 0..<1_000, using: &random)) }
    }

    private mutating func makeDistrict(in province: OrgUnit.Number) {
        let district = make(.district, in: province, from: nil)
        for _ in 0..<Int.random(in: 2...3, using: &random) {
            _ = make(.commune, in: district, from: nil)
        }
    }

    public var units: [OrgUnit] {
        states.enumerated().map { OrgUnit(number: $0, id: Self.id($0), states: $1) }
    }

    public static func id(_ number: OrgUnit.Number) -> String { "U\(number)" }

    /// The island is assigned to the form; the first district has a deadline of its own.
    public var catalogue: Catalogue {
        SampleForm.catalogue(
            deadlines: [
                DeadlineOverride(
                    form: SampleForm.code, unitID: Self.id(2), rule: .dayOfMonth(30),
                    validity: Validity(from: nil, through: day("2024-08-31")))
            ],
            assignments: [
                FormAssignment(
                    form: SampleForm.code, unitID: Self.id(island), validity: .always)
            ])
    }

    public func registry() -> Registry {
        Registry(
            units: OrgUnits(
                units: units, successions: successions, memberships: memberships),
            catalogue: catalogue, version: 1)
    }

    // MARK: Changes

    private mutating func change(on day: Day) {
        switch Int.random(in: 0..<16, using: &random) {
        case 0, 1: moveCommune(on: day)
        case 2: moveDistrict(on: day)
        case 3, 4: merge(intoNew: true, on: day)
        case 5: merge(intoNew: false, on: day)
        case 6: rename(on: day)
        case 7, 14: split(on: day)
        case 8: givePart(on: day)
        case 9: dissolveDistrict(on: day)
        case 10: if let one = random.pick(live(.commune, on: day)) { end(one, on: day) }
        case 11: found(on: day)
        case 12: chain(on: day)
        case 15: swap(on: day)
        default: endIsland(on: day)
        }
    }

    private mutating func moveCommune(on day: Day) {
        guard let one = random.pick(live(.commune, on: day)),
            let parent = random.pick(live(.district, on: day).filter { $0 != island })
        else { return }
        move(one, to: parent, on: day)
    }

    private mutating func moveDistrict(on day: Day) {
        guard let one = random.pick(live(.district, on: day)),
            let parent = random.pick(live(.province, on: day))
        else { return }
        move(one, to: parent, on: day)
    }

    private mutating func merge(intoNew isNew: Bool, on day: Day) {
        let communes = live(.commune, on: day).shuffled(using: &random)
        guard communes.count >= 4, let parent = states[communes[0]].last?.parent else { return }
        let heir = isNew ? make(.commune, in: parent, from: day) : communes[3]
        for one in communes.prefix(isNew ? 2 : 1) {
            link(one, random.oneIn(4) ? .part : .merge, heir, 1, day)
            end(one, on: day)
        }
    }

    private mutating func rename(on day: Day) {
        guard let one = random.pick(live(.commune, on: day)), let parent = states[one].last?.parent
        else { return }
        link(one, random.oneIn(2) ? .rename : .keep, make(.commune, in: parent, from: day), 1, day)
        end(one, on: day)
    }

    private mutating func split(on day: Day) {
        let communes = live(.commune, on: day).shuffled(using: &random)
        guard communes.count >= 4, let parent = states[communes[0]].last?.parent else { return }
        let shares = randomShares(3)
        link(communes[0], .part, make(.commune, in: parent, from: day), shares[0], day)
        link(communes[0], .part, communes[1], shares[1], day)
        if random.oneIn(3) { link(communes[0], .part, communes[2], shares[2], day) }
        end(communes[0], on: day)
    }

    /// Unknown, published for all (to the whole, or with a rest), or for some.
    private mutating func randomShares(_ count: Int) -> [Decimal?] {
        let kind = Int.random(in: 0..<4, using: &random)
        return (0..<count).map { index in
            if kind == 0 || (kind == 1 && index == 1) { return nil }
            let known: [Int64] = kind == 2 ? [625, 375, 0] : [333, 333, 333]
            return Decimal(mantissa: known[index % 3], scale: 3)
        }
    }

    /// Two communes change a part of each other.
    private mutating func swap(on day: Day) {
        let communes = live(.commune, on: day).shuffled(using: &random)
        guard communes.count >= 2 else { return }
        let shares = randomShares(2)
        link(communes[0], .part, communes[1], shares[0], day)
        link(communes[1], .part, communes[0], shares[1], day)
    }

    /// The unit goes on existing; a share of nothing moves no figure.
    private mutating func givePart(on day: Day) {
        let communes = live(.commune, on: day).shuffled(using: &random)
        guard communes.count >= 2 else { return }
        let shares: [Decimal?] = [0, nil, Decimal(mantissa: 2, scale: 1)]
        link(communes[0], .part, communes[1], random.pick(shares) ?? nil, day)
    }

    private mutating func dissolveDistrict(on day: Day) {
        let districts = live(.district, on: day).filter { $0 != island }
            .shuffled(using: &random)
        guard districts.count >= 2 else { return }
        for unit in states.indices where states[unit].last?.parent == districts[0] {
            if isOpen(unit) { move(unit, to: districts[1], on: day) }
        }
        if random.oneIn(2) { link(districts[0], .merge, districts[1], 1, day) }
        end(districts[0], on: day)
    }

    private mutating func found(on day: Day) {
        guard let parent = random.pick(live(.district, on: day).filter { $0 != island }) else {
            return
        }
        _ = make(.commune, in: parent, from: day)
    }

    /// One goes into a second, which goes into a third on the same day.
    private mutating func chain(on day: Day) {
        let communes = live(.commune, on: day).shuffled(using: &random)
        guard communes.count >= 5 else { return }
        link(communes[0], .merge, communes[1], 1, day)
        link(communes[1], .merge, communes[2], 1, day)
        end(communes[0], on: day)
        end(communes[1], on: day)
    }

    private mutating func endIsland(on day: Day) {
        guard isOpen(island), let parent = states[island].last?.parent else { return }
        link(island, .merge, make(.commune, in: parent, from: day), 1, day)
        end(island, on: day)
    }

    // MARK: States

    private mutating func make(
        _ level: OrgUnitLevel, in parent: OrgUnit.Number?, from day: Day?
    ) -> OrgUnit.Number {
        states.append([
            OrgUnit.State(
                validity: Validity(from: day, through: nil), code: "", level: level, kind: "",
                name: Self.id(states.count), parent: parent)
        ])
        return states.count - 1
    }

    private func isOpen(_ unit: OrgUnit.Number) -> Bool {
        states[unit].last?.validity.through == nil
    }

    /// Units that exist and did so the day before.
    private func live(_ level: OrgUnitLevel, on day: Day) -> [OrgUnit.Number] {
        states.indices.filter { unit in
            guard let last = states[unit].last, isOpen(unit) else { return false }
            return last.level == level && last.validity.contains(day + -1)
        }
    }

    private mutating func move(_ unit: OrgUnit.Number, to parent: OrgUnit.Number, on day: Day) {
        guard var state = states[unit].last else { return }
        let isNew = state.validity.from == day
        state.parent = parent
        state.validity = Validity(from: day, through: nil)
        if isNew { states[unit].removeLast() } else { end(unit, on: day) }
        states[unit].append(state)
    }

    private mutating func end(_ unit: OrgUnit.Number, on day: Day) {
        let last = states[unit].count - 1
        states[unit][last].validity = Validity(
            from: states[unit][last].validity.from, through: day + -1)
    }

    private mutating func link(
        _ one: OrgUnit.Number, _ kind: Succession.Kind, _ other: OrgUnit.Number,
        _ share: Decimal?, _ day: Day
    ) {
        successions.append(
            Succession(predecessor: one, successor: other, kind: kind, share: share, effective: day)
        )
    }
}
