public import Reporting

/// A form of a few elements in two versions that name them in another order.
public enum SampleForm {
    public static let code = "sample"

    public static let births = 0
    public static let visits = 1
    public static let visitsAtHome = 2
    public static let visitsAtStation = 3
    public static let women = 4
    public static let pregnant = 5
    /// Only the second version asks for it.
    public static let screened = 6
    /// Only the first version asks for it.
    public static let couples = 7

    public static let elements: [DataElement] = [
        element(births, "births", .flow),
        element(visits, "visits", .flow, parts: [visitsAtHome, visitsAtStation]),
        element(visitsAtHome, "visits_home", .flow),
        element(visitsAtStation, "visits_station", .flow),
        element(women, "women", .stock),
        element(pregnant, "pregnant", .stock),
        element(screened, "screened", .flow),
        element(couples, "couples", .stock),
    ]

    public static let first = version(
        "v1", Validity(from: nil, through: day("2024-06-30")),
        [births, visits, visitsAtHome, visitsAtStation, women, pregnant, couples])
    public static let second = version(
        "v2", Validity(from: day("2024-07-01"), through: nil),
        [pregnant, screened, women, visitsAtStation, visitsAtHome, visits, births])

    public static let catalogue = catalogue()

    public static func catalogue(
        rules: [Rule] = [], indicators: [Indicator] = [], targets: [Target] = [],
        deadlines: [DeadlineOverride] = [], assignments: [FormAssignment] = [],
        holidays: Set<Day> = []
    ) -> Catalogue {
        Catalogue(
            elements: elements, versions: [first, second], rules: rules, indicators: indicators,
            targets: targets, deadlines: deadlines, assignments: assignments, holidays: holidays)
    }

    public static func element(
        _ index: Int, _ code: String, _ time: DataElement.Time, parts: [DataElement.Index] = []
    ) -> DataElement {
        DataElement(
            index: index, code: code, labelVI: "vi " + code, labelEN: "en " + code,
            definition: "", unit: "", time: time, parts: parts, officialRow: nil)
    }

    private static func version(
        _ name: String, _ validity: Validity, _ elements: [DataElement.Index]
    ) -> FormVersion {
        FormVersion(
            form: code, version: name, titleVI: "Mẫu", titleEN: "Sample", legalBasis: "",
            periodicity: "month", levels: [.commune], validity: validity,
            deadline: .workingDaysAfterPeriod(5),
            sections: [
                .init(code: "all", titleVI: "Tất cả", titleEN: "All", elements: elements)
            ])
    }

    /// Values by element; what is not named is blank.
    public static func values(_ values: [DataElement.Index: ReportValue]) -> ReportValues {
        var all = ReportValues(elementCount: elements.count)
        for (element, value) in values { all[element] = value }
        return all
    }
}
