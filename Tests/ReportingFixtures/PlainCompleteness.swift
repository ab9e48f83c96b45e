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

    public var expected: Set<Place> = []
    public var received: Set<Place> = []
    public var onTime: Set<Place> = []
    public var accepted: Set<Place> = []
    public var empty: Set<Place> = []
    public var seq: Int64 = 0

    public init() {}

    mutating func add(
        _ unit: OrgUnit.Number, _ month: Month, _ report: PlainReport?, isOnTime: Bool
    ) {
        let place = Place(unit: unit, month: month)
        expected.insert(place)
        guard let report else { return }
        received.insert(place)
        if isOnTime { onTime.insert(place) }
        if report.status == .accepted { accepted.insert(place) }
        let elements = 0..<report.values.elementCount
        if !elements.contains(where: { report.values[$0].count != nil }) { empty.insert(place) }
        seq = max(seq, report.seq)
    }
}

extension Completeness {
    /// The same written down one by one.
    public var plain: PlainCompleteness {
        var plain = PlainCompleteness()
        for unit in units {
            plain.expected.formUnion(places(unit.unit, unit.expected))
            plain.received.formUnion(places(unit.unit, unit.received))
            plain.onTime.formUnion(places(unit.unit, unit.onTime))
            plain.accepted.formUnion(places(unit.unit, unit.accepted))
            plain.empty.formUnion(places(unit.unit, unit.empty))
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
