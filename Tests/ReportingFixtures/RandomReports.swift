public import Reporting

/// Makes random reports that a registry expects.
public struct RandomReports {
    private let registry: Registry
    private let places: [(unit: OrgUnit.Number, month: Month)]

    /// - Parameter today: no later month is reported.
    public init(registry: Registry, today: Day) {
        self.registry = registry
        let first = Month(year: RandomCountry.firstYear, month: 1)
        places = (first.number...today.month.number).map(Month.init(number:)).flatMap { month in
            registry.units.units.map(\.number)
                .filter { registry.expectsReport(SampleForm.code, of: $0, for: month) }
                .map { ($0, month) }
        }
    }

    public func place(
        _ random: inout SeededRandom
    ) -> (unit: OrgUnit.Number, month: Month, version: FormVersion)? {
        guard let place = random.pick(places),
            let version = registry.catalogue.version(of: SampleForm.code, in: place.month)
        else { return nil }
        return (place.unit, place.month, version)
    }

    /// Numbers, blanks and not-applicables for a version's elements.
    public func values(_ version: FormVersion, _ random: inout SeededRandom) -> ReportValues {
        var values = ReportValues(elementCount: registry.catalogue.elements.count)
        for element in version.elements {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3: values[element] = .blank
            case 3: values[element] = .notApplicable
            case 4: values[element] = .count(0)
            case 5: values[element] = .count(ReportValue.countMax)
            default: values[element] = .count(.random(in: 1...500, using: &random))
            }
        }
        return values
    }

    /// An instant around a month's deadlines.
    public func instant(_ month: Month, _ random: inout SeededRandom) -> Int64 {
        VietnamTime.start(of: month.lastDay)
            + Int64.random(in: -2...12, using: &random) * 86_400_000
            + Int64.random(in: -2...2, using: &random)
    }
}
