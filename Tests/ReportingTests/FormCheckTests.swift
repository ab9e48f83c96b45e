import Reporting
import ReportingFixtures
import Testing

@Suite struct FormCheckTests {
    private static let sum = SampleForm.visits
    private static let home = SampleForm.visitsAtHome
    private static let station = SampleForm.visitsAtStation
    private static let most = ReportValue.countMax

    private static func rule(
        _ code: String, _ text: String, _ severity: Rule.Severity
    ) throws -> Rule {
        let expression = try RuleExpression(parsing: text) { name in
            SampleForm.elements.first { $0.code == name }?.index
        }
        return Rule(
            code: code, expression: expression, severity: severity, messageVI: "vi " + code,
            messageEN: "en " + code)
    }

    private static func check(
        _ values: [DataElement.Index: ReportValue], rules: [Rule] = [],
        version: FormVersion = SampleForm.first
    ) -> FormCheck.Result {
        FormCheck(version: version, catalogue: SampleForm.catalogue(rules: rules))
            .check(SampleForm.values(values))
    }

    @Test(
        "a computed element is filled only when it is blank and every part has a number",
        arguments: [
            ([home: .count(2), station: .count(3)], .count(5)),
            ([home: .count(0), station: .count(0)], .count(0)),
            ([home: .count(2)], .blank),
            ([home: .count(2), station: .notApplicable], .blank),
            ([home: .notApplicable, station: .notApplicable], .blank),
            ([:], .blank),
            ([sum: .count(9), home: .count(2)], .count(9)),
            ([sum: .count(5), home: .count(2), station: .count(3)], .count(5)),
            ([sum: .count(9)], .count(9)),
        ] as [([DataElement.Index: ReportValue], ReportValue)])
    func filled(given: [DataElement.Index: ReportValue], expected: ReportValue) {
        let result = Self.check(given)
        #expect(result.values[Self.sum] == expected)
        #expect(result.errors.isEmpty)
    }

    @Test(
        "a computed element that is not its parts' sum is refused at its own place",
        arguments: [.count(6), .notApplicable] as [ReportValue])
    func mismatch(given: ReportValue) {
        let result = Self.check([Self.sum: given, Self.home: .count(2), Self.station: .count(3)])
        #expect(
            result.errors == [
                Finding(
                    pointer: "/values/visits",
                    messageVI: "«vi visits» phải bằng tổng các thành phần (5).",
                    messageEN: "'en visits' must equal the sum of its parts (5).")
            ])
        #expect(result.values[Self.sum] == given)
    }

    @Test("a catalogue's own rule for the sum speaks in its place, once")
    func ownRule() throws {
        let rule = try Self.rule("sum", "visits == visits_home + visits_station", .error)
        let given: [DataElement.Index: ReportValue] = [
            Self.sum: .count(6), Self.home: .count(2), Self.station: .count(3),
        ]
        let result = Self.check(given, rules: [rule])
        #expect(result.errors.map(\.rule) == ["sum"])
        // A rule that only looks like it takes nothing away.
        let other = try Self.rule("other", "visits == visits_home - visits_station", .error)
        #expect(Self.check(given, rules: [other]).errors.map(\.rule) == [nil, "other"])
    }

    @Test("a sum beyond the largest count is refused instead of filled")
    func overflow() {
        let result = Self.check([Self.home: .count(Self.most), Self.station: .count(1)])
        #expect(result.errors.map(\.pointer) == ["/values/visits"])
        #expect(result.values[Self.sum] == .blank)
        #expect(Self.check([Self.home: .count(Self.most), Self.station: .count(0)]).errors.isEmpty)
    }

    @Test("rules are held against filled values, errors and warnings apart")
    func rules() throws {
        let rules = [
            try Self.rule("few", "visits <= 4", .error),
            try Self.rule("many", "births + visits <= 5", .warning),
            try Self.rule("met", "visits >= 1", .error),
        ]
        let result = Self.check(
            [Self.home: .count(2), Self.station: .count(3), SampleForm.births: .count(1)],
            rules: rules)
        #expect(
            result.errors == [
                Finding(
                    pointer: "/values/visits", rule: "few", messageVI: "vi few",
                    messageEN: "en few")
            ])
        #expect(
            result.warnings == [
                Finding(
                    pointer: "/values/births", rule: "many", messageVI: "vi many",
                    messageEN: "en many")
            ])
    }

    @Test("a rule is left alone while one of its elements has no number")
    func unchecked() throws {
        let rule = try Self.rule("few", "births <= women", .error)
        for value in [ReportValue.blank, .notApplicable] {
            let given = [SampleForm.births: .count(1), SampleForm.women: value]
            #expect(Self.check(given, rules: [rule]).errors.isEmpty)
        }
        let zero: [DataElement.Index: ReportValue] = [
            SampleForm.births: .count(1), SampleForm.women: .count(0),
        ]
        #expect(Self.check(zero, rules: [rule]).errors.map(\.rule) == ["few"])
    }

    @Test("a rule about an element that the version lacks is not the version's")
    func otherVersion() throws {
        let rule = try Self.rule("screened", "screened <= births", .error)
        let given: [DataElement.Index: ReportValue] = [
            SampleForm.screened: .count(2), SampleForm.births: .count(1),
        ]
        #expect(Self.check(given, rules: [rule]).errors.isEmpty)
        #expect(
            Self.check(given, rules: [rule], version: SampleForm.second).errors.map(\.pointer)
                == ["/values/screened"])
    }

    @Test("a sum of sums is filled from the bottom, whatever the order of elements")
    func nested() {
        let elements = [
            SampleForm.element(0, "all", .flow, parts: [1, 2]),
            SampleForm.element(1, "some", .flow, parts: [2, 3]),
            SampleForm.element(2, "a", .flow), SampleForm.element(3, "b", .flow),
        ]
        let version = FormVersion(
            form: "f", version: "1", titleVI: "", titleEN: "", legalBasis: "",
            periodicity: "month", levels: [], validity: .always, deadline: .dayOfMonth(1),
            sections: [.init(code: "s", titleVI: "", titleEN: "", elements: [0, 1, 2, 3])])
        let catalogue = Catalogue(
            elements: elements, versions: [version], rules: [], indicators: [], targets: [],
            deadlines: [], assignments: [], holidays: [])
        var given = ReportValues(elementCount: 4)
        given[2] = .count(2)
        given[3] = .count(3)
        let values = FormCheck(version: version, catalogue: catalogue).check(given).values
        #expect(values[1] == .count(5))
        #expect(values[0] == .count(7))
    }
}
