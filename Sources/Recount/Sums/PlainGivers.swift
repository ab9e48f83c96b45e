import Reporting

/// Whose months count at each unit, in one year and reading: every month of every unit is
/// written down at each unit where it counts.
struct PlainGivers {
    struct Given {
        let unit: OrgUnit.Number
        /// 0 to 11.
        let month: Int
        let weight: Weight
        /// Less than everything, by published shares.
        let isEstimated: Bool
    }

    /// By unit; one giver's months stand together and in order.
    private(set) var given: [[Given]]
    /// Months that may belong to the unit and do not count there, or not all of them.
    private(set) var missing: [[(unit: OrgUnit.Number, month: Int)]]

    init(_ succession: PlainSuccession, year: Int, _ boundaries: Boundaries) {
        given = Array(repeating: [], count: succession.units.count)
        missing = Array(repeating: [], count: succession.units.count)
        let months = Period.year(year).months
        for unit in succession.units.map(\.number) {
            for (index, month) in months.enumerated() {
                let places = succession.places(of: unit, in: month, boundaries)
                for place in places.places {
                    given[place.unit].append(
                        Given(
                            unit: unit, month: index, weight: place.weight,
                            isEstimated: place.isEstimated))
                }
                for place in places.missing { missing[place].append((unit, index)) }
            }
        }
    }

    var count: Int {
        given.reduce(0) { $0 + $1.count } + missing.reduce(0) { $0 + $1.count }
    }
}

/// Where months count, found once: the same for every form, and for every report to come.
final class KeptGivers {
    private struct Key: Hashable {
        let year: Int
        let boundaries: Boundaries
    }

    /// A country's year in both readings has less, at 32 bytes each.
    private static let countMax = 2_000_000

    private var kept: [Key: PlainGivers] = [:]
    private var count = 0

    func givers(
        _ succession: PlainSuccession, year: Int, _ boundaries: Boundaries
    ) -> PlainGivers {
        let key = Key(year: year, boundaries: boundaries)
        if let givers = kept[key] { return givers }
        let givers = PlainGivers(succession, year: year, boundaries)
        if count + givers.count > Self.countMax {
            kept = [:]
            count = 0
        }
        kept[key] = givers
        count += givers.count
        return givers
    }
}
