/// Who reported a form for a unit and period, and when: what `expected`, `received` and
/// `missing` of every page, list and sum mean.
public struct Completeness: Sendable {
    public struct Counts: Hashable, Sendable {
        public var expected = 0
        public var received = 0
        public var onTime = 0
        public var accepted = 0
        /// Received without a single number.
        public var empty = 0

        public init() {}

        public var late: Int { received - onTime }
        public var missing: Int { expected - received }
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
        let isVoid = scope.members.isEmpty && scope.withheld.isEmpty
        let expected = isVoid ? [] : registry.expectedMonths(form, year: scope.year)
        var units: [UnitMonths] = []
        var counts = Counts()
        var seq: Int64 = 0
        for member in scope.members {
            let months = UnitMonths(
                unit: member.unit, months: member.months.intersection(begun),
                leaf: leaf(member.unit), expected: expected[member.unit])
            guard !months.expected.isEmpty else { continue }
            units.append(months)
            counts.add(months)
            seq = max(seq, leaf(member.unit).lastSeq(of: months.received))
        }
        self.units = units
        self.counts = counts
        self.seq = seq
        reportingUnits = units.count { !$0.received.isEmpty }
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

    /// The units that have not sent every report.
    public var missing: [UnitMonths] { units.filter { !$0.missing.isEmpty } }

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
        expected += unit.expected.intersection(months).count
        received += unit.received.intersection(months).count
        onTime += unit.onTime.intersection(months).count
        accepted += unit.accepted.intersection(months).count
        empty += unit.empty.intersection(months).count
    }
}

extension MonthMask {
    public static let all = MonthMask(from: 0, through: 11)
}

extension Period {
    /// Its months up to one that has begun.
    public func months(begunBy month: Month) -> MonthMask {
        guard first <= month else { return [] }
        return MonthMask(from: first.indexInYear, through: min(last, month).indexInYear)
    }
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
        var byUnit = Dictionary(
            units.map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
        let present = self.units.tree(on: period.lastDay).units.compactMap {
            byUnit.removeValue(forKey: $0)
        }
        return present + byUnit.values.sorted { $0.unit < $1.unit }
    }
}
