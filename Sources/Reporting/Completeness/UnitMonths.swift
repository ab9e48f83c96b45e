/// The months of a period in which one unit should report, and what came.
public struct UnitMonths: Hashable, Sendable {
    public let unit: OrgUnit.Number
    /// By which part of it its reports count, where a share was published.
    public let weight: Weight
    /// The months already begun of which a report is expected; all others lie within them.
    public private(set) var expected: MonthMask
    public private(set) var received: MonthMask
    /// First submitted by the deadline.
    public private(set) var onTime: MonthMask
    public private(set) var accepted: MonthMask
    /// Received without a single number.
    public private(set) var empty: MonthMask

    public var late: MonthMask { received.subtracting(onTime) }
    public var missing: MonthMask { expected.subtracting(received) }

    /// - Parameters:
    ///   - unit: a unit whose reports count.
    ///   - months: those of the period that have begun and in which its reports count.
    ///   - leaf: its standing reports of the year.
    ///   - expected: the months of the year in which it reports the form.
    public init(
        unit: OrgUnit.Number, months: MonthMask, weight: Weight = .all, leaf: LeafYear,
        expected: MonthMask
    ) {
        self.unit = unit
        self.weight = weight
        let expected = expected.intersection(months)
        self.expected = expected
        received = leaf.received.intersection(expected)
        onTime = leaf.onTime.intersection(expected)
        accepted = leaf.accepted.intersection(expected)
        empty = leaf.numberless.intersection(expected)
    }

    /// Takes in other months of the same unit.
    mutating func add(_ other: UnitMonths) {
        expected.insert(other.expected)
        received.insert(other.received)
        onTime.insert(other.onTime)
        accepted.insert(other.accepted)
        empty.insert(other.empty)
    }
}

extension LeafYear {
    /// The months whose report was received without a single number.
    var numberless: MonthMask {
        presence.reduce(received) { $0.subtracting($1) }
    }
}
