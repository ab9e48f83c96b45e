import Reporting

/// Where units' months count, found once: the same for every period that has the month.
final class KeptPlaces {
    private struct Key: Hashable {
        let unit: OrgUnit.Number
        let month: Int
        let boundaries: Boundaries
    }

    /// More than a country's year in both readings.
    private static let countMax = 400_000

    private var kept: [Key: PlainPlaces] = [:]

    func places(
        _ unit: OrgUnit.Number, _ month: Month, _ boundaries: Boundaries,
        make: () -> PlainPlaces
    ) -> PlainPlaces {
        let key = Key(unit: unit, month: month.number, boundaries: boundaries)
        if let places = kept[key] { return places }
        if kept.count >= Self.countMax { kept = [:] }
        let places = make()
        kept[key] = places
        return places
    }
}
