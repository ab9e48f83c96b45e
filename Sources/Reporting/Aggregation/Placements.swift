import Synchronization

/// Where the reports of a year belong in the units of a day: each unit's candidates by month.
///
/// Every scope of the reading `current` asks for it, so it is made once for a year and day.
final class Placements: Sendable {
    struct Placement: Sendable {
        let source: OrgUnit.Number
        let months: MonthMask
        /// One is exact, several are a split.
        let candidates: [OrgUnit.Number]
    }

    let all: [Placement]

    init(units: OrgUnits, trees: [(tree: UnitTree, months: MonthMask)], year: Int, today: Day) {
        var all: [Placement] = []
        for (tree, mask) in trees {
            let months = mask.indices.map { Month(year: year, month: $0 + 1) }
            for source in tree.units {
                all += Self.placements(of: source, units, months, mask, today)
            }
        }
        self.all = all
    }

    /// Months differ only where one of the unit's own links takes effect between them.
    private static func placements(
        of source: OrgUnit.Number, _ units: OrgUnits, _ months: [Month], _ mask: MonthMask,
        _ today: Day
    ) -> [Placement] {
        guard let first = months.first, let last = months.last else { return [] }
        let isSteady = !units.successors(of: source).contains { link in
            link.effective > first.lastDay && link.effective <= last.lastDay
        }
        let parts = isSteady ? [(first, mask)] : months.map { ($0, MonthMask($0)) }
        return parts.map { month, mask in
            Placement(
                source: source, months: mask,
                candidates: units.candidates(for: source, after: month.lastDay, through: today))
        }
    }
}

/// The placements made so far.
final class PlacementCache: Sendable {
    private struct Key: Hashable {
        let year: Int
        let today: Day
    }

    /// Years held at once; one takes about a megabyte.
    private static let countMax = 16

    private let made = Mutex<[Key: Placements]>([:])

    func placements(year: Int, today: Day, make: () -> Placements) -> Placements {
        let key = Key(year: year, today: today)
        if let held = made.withLock({ $0[key] }) { return held }
        let placements = make()
        made.withLock { made in
            if made.count >= Self.countMax { made = [:] }
            made[key] = placements
        }
        return placements
    }
}
