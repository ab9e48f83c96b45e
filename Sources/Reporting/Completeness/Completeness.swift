/// Who reported a form for a unit and period, and when: what `expected`, `received` and
/// `missing` of every page, list and sum mean.
public struct Completeness: Sendable {
    /// A report that counts by a share is expected and received by that share.
    public struct Counts: Hashable, Sendable {
        public var expected: Amount = 0
        public var received: Amount = 0
        public var onTime: Amount = 0
        public var accepted: Amount = 0
        /// Received without a single number.
        public var empty: Amount = 0

        public init() {}

        public var late: Amount { received - onTime }
        public var missing: Amount { expected - received }
    }

    public let unit: OrgUnit.Number
    public let form: String
    public let period: Period
    public let boundaries: Boundaries
    public let counts: Counts
    /// Every unit of which a report is expected, in the order of their numbers; empty for a
    /// reader who may not know who they are.
    public let units: [UnitMonths]
    /// The distinct units with a received report.
    public let reportingUnits: Int
    /// The highest seq among the reports received; 0 without any.
    public let seq: Int64
    /// Under `current`: units that should report, and could not be placed here exactly.
    public let without: [OrgUnit.Number]

    /// - Parameters:
    ///   - scope: the unit's scope in the period's year.
    ///   - currentMonth: the last month already begun; later ones are not expected yet.
    ///   - leaf: the leaf of one of the scope's members.
    public init(
        scope: SumScope, form: String, period: Period, registry: Registry, currentMonth: Month,
        leaf: (OrgUnit.Number) -> LeafYear
    ) {
        unit = scope.unit
        self.form = form
        self.period = period
        boundaries = scope.boundaries
        let begun = period.months(begunBy: currentMonth)
        // Without a form in force nothing is in scope, and no year's table is made for it.
        let isVoid = scope.memberCount == 0
        let expected = isVoid ? [] : registry.expectedMonths(form, year: scope.year)
        var units: [UnitMonths] = []
        var counts = Counts()
        var seq: Int64 = 0
        let counted = scope.members.map { ($0.unit, $0.months, Weight.all) }
        for (unit, within, weight) in counted + scope.parts.map({ ($0.unit, $0.months, $0.weight) })
        {
            let months = UnitMonths(
                unit: unit, months: within.intersection(begun), weight: weight,
                leaf: leaf(unit), expected: expected[unit])
            guard !months.expected.isEmpty else { continue }
            units.append(months)
            counts.add(months)
            seq = max(seq, leaf(unit).lastSeq(of: months.received))
        }
        self.units = units
        self.counts = counts
        self.seq = seq
        reportingUnits = Set(units.filter { !$0.received.isEmpty }.map(\.unit)).count
        without = scope.withheld.filter { withheld in
            !withheld.months.intersection(begun).isDisjoint(with: expected[withheld.unit])
        }.map(\.unit)
    }

    /// The same for a reader who may know how many, but not who.
    public func withoutUnits() -> Completeness {
        Completeness(self, units: [])
    }

    private init(_ other: Completeness, units: [UnitMonths]) {
        unit = other.unit
        form = other.form
        period = other.period
        boundaries = other.boundaries
        counts = other.counts
        self.units = units
        reportingUnits = other.reportingUnits
        seq = other.seq
        without = other.without
    }

    /// The units that have not sent every report, each once: under `current` one may count in full
    /// for some months and by a share for others.
    public var missing: [UnitMonths] {
        var joined: [UnitMonths] = []
        var places: [OrgUnit.Number: Int] = [:]
        for unit in units where !unit.missing.isEmpty {
            if let place = places[unit.unit] {
                joined[place].add(unit)
            } else {
                places[unit.unit] = joined.count
                joined.append(unit)
            }
        }
        return joined
    }

    /// The counts of single months, in the period's order.
    public var monthly: [Counts] {
        period.months.map { month in
            units.reduce(into: Counts()) { $0.add($1, within: MonthMask(month)) }
        }
    }
}

extension Completeness.Counts {
    /// Adds one unit's months; the given ones alone where that is asked for.
    public mutating func add(_ unit: UnitMonths, within months: MonthMask = .all) {
        func amount(_ mask: MonthMask) -> Amount {
            Amount(Int64(mask.intersection(months).count), weight: unit.weight)
        }
        expected += amount(unit.expected)
        received += amount(unit.received)
        onTime += amount(unit.onTime)
        accepted += amount(unit.accepted)
        empty += amount(unit.empty)
    }
}

extension MonthMask {
    public static let all = MonthMask(from: 0, through: 11)
}

extension LeafYear {
    fileprivate func lastSeq(of months: MonthMask) -> Int64 {
        months.indices.reduce(0) { max($0, self.months[$1]?.seq ?? 0) }
    }
}

extension Period {
    /// Its months that lie in a mask, in order.
    public func months(in mask: MonthMask) -> [Month] {
        months.filter { mask.contains(MonthMask($0)) }
    }
}

extension Registry {
    /// Units in the order in which people list them: that of the tree of the period's last day,
    /// and those that are no longer in it behind, by number.
    public func ordered(_ units: [UnitMonths], in period: Period) -> [UnitMonths] {
        let tree = self.units.tree(on: period.lastDay)
        let ranked = units.map { (rank: tree.rank(of: $0.unit) ?? .max, unit: $0) }
        return ranked.sorted { ($0.rank, $0.unit.unit) < ($1.rank, $1.unit.unit) }.map(\.unit)
    }
}
