import Recount
public import Reporting

/// Reports expected at one unit and what came of each, written down one by one.
public struct PlainCompleteness: Hashable, Sendable {
    public struct Place: Hashable, Sendable {
        public let unit: OrgUnit.Number
        public let month: Month

        public init(unit: OrgUnit.Number, month: Month) {
            self.unit = unit
            self.month = month
        }
    }

    /// Each with the part by which it counts.
    public var expected: [Place: Weight] = [:]
    public var received: [Place: Weight] = [:]
    public var onTime: [Place: Weight] = [:]
    public var accepted: [Place: Weight] = [:]
    public var empty: [Place: Weight] = [:]
    public var seq: Int64 = 0

    public init() {}

    mutating func add(
        _ unit: OrgUnit.Number, _ month: Month, _ weight: Weight, _ report: PlainReport?,
        isOnTime: Bool
    ) {
        let place = Place(unit: unit, month: month)
        expected[place] = weight
        guard let report else { return }
        received[place] = weight
        if isOnTime { onTime[place] = weight }
        if report.status == .accepted { accepted[place] = weight }
        if report.counts.isEmpty { empty[place] = weight }
        seq = max(seq, report.seq)
    }
}

extension Completeness {
    /// The same written down one by one.
    public var plain: PlainCompleteness {
        var plain = PlainCompleteness()
        for unit in units {
            for place in places(unit.unit, unit.expected) { plain.expected[place] = unit.weight }
            for place in places(unit.unit, unit.received) { plain.received[place] = unit.weight }
            for place in places(unit.unit, unit.onTime) { plain.onTime[place] = unit.weight }
            for place in places(unit.unit, unit.accepted) { plain.accepted[place] = unit.weight }
            for place in places(unit.unit, unit.empty) { plain.empty[place] = unit.weight }
        }
        plain.seq = seq
        return plain
    }

    private func places(
        _ unit: OrgUnit.Number, _ months: MonthMask
    ) -> [PlainCompleteness.Place] {
        Period.year(period.year).months(in: months).map { .init(unit: unit, month: $0) }
    }
}
