import Reporting
import ReportingFixtures
import Testing

@Suite struct ReportIntakeTests {
    private static let registry: Registry = {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("D", .district, in: "VN")
        country.unit("A", .commune, in: "D", through: "2024-05-30")
        country.unit("B", .commune, in: "D", from: "2024-05-31")
        country.unit("C", .commune, in: "D")
        let assignment = FormAssignment(
            form: SampleForm.code, unitID: "D",
            validity: Validity(from: day("2024-03-01"), through: day("2024-04-29")))
        return country.registry(SampleForm.catalogue(assignments: [assignment]))
    }()

    private static let intake = ReportIntake(registry: registry, today: day("2024-09-15"))

    private static func outcome(
        _ unit: String, _ period: String, form: String = SampleForm.code,
        _ values: [(String, IncomingReport.Value)] = [("births", .value(.count(1)))],
        status: ReportStatus = .submitted
    ) throws -> ReportIntake.Outcome {
        let number = try #require(registry.units.number(ofID: unit))
        let report = IncomingReport(
            form: form, period: period,
            values: IncomingValues(values.map { (code: $0, value: $1) }), status: status)
        return intake.check(report, of: number)
    }

    private static func pointers(_ outcome: ReportIntake.Outcome) -> [String] {
        if case .refused(let findings) = outcome { findings.map(\.pointer) } else { [] }
    }

    @Test(
        "a unit and month that may be reported is accepted",
        arguments: [
            ("A", "2024-01", "v1"), ("A", "2024-04", "v1"), ("B", "2024-05", "v1"),
            ("C", "2024-06", "v1"), ("C", "2024-07", "v2"), ("C", "2024-09", "v2"),
            ("D", "2024-03", "v1"), ("C", "1999-01", "v1"),
        ])
    func accepted(unit: String, code: String, version: String) throws {
        guard case .accepted(let accepted) = try Self.outcome(unit, code) else {
            Issue.record("refused")
            return
        }
        #expect(accepted.version.version == version)
        #expect(accepted.month.code == code)
        #expect(accepted.unit == Self.registry.units.number(ofID: unit))
    }

    @Test(
        "a unit, month or form that cannot be reported is refused at its place",
        arguments: [
            ("C", "2024-10", SampleForm.code, "/period"),
            ("C", "2025-01", SampleForm.code, "/period"),
            ("C", "2024-13", SampleForm.code, "/period"),
            ("C", "2024-Q1", SampleForm.code, "/period"),
            ("C", "", SampleForm.code, "/period"), ("C", "2024-01", "other", "/form"),
            ("A", "2024-05", SampleForm.code, "/org_unit"),
            ("B", "2024-04", SampleForm.code, "/org_unit"),
            ("D", "2024-04", SampleForm.code, "/org_unit"),
            ("D", "2024-02", SampleForm.code, "/org_unit"),
            ("VN", "2024-03", SampleForm.code, "/org_unit"),
        ])
    func refused(unit: String, code: String, form: String, pointer: String) throws {
        #expect(Self.pointers(try Self.outcome(unit, code, form: form)) == [pointer])
    }

    @Test("everything that is wrong is named at once")
    func all() throws {
        let values: [(String, IncomingReport.Value)] = [
            ("unknown", .value(.count(1))), ("births", .notWholeNumber), ("women", .outOfRange),
            ("a/b~c", .value(.blank)), ("screened", .value(.count(1))),
        ]
        #expect(
            Self.pointers(try Self.outcome("B", "2024-04", values)) == [
                "/org_unit", "/values/unknown", "/values/births", "/values/women",
                "/values/a~1b~0c", "/values/screened",
            ])
        #expect(
            Self.pointers(try Self.outcome("C", "2024-12", form: "other", values)).prefix(2)
                == ["/period", "/form"])
    }

    @Test("each finding speaks both languages and says what it is about")
    func sentences() throws {
        guard case .refused(let findings) = try Self.outcome("A", "2024-05") else {
            Issue.record("accepted")
            return
        }
        #expect(
            findings.map(\.messageVI) == [
                "Đơn vị A không tồn tại vào ngày cuối tháng 2024-05."
            ])
        #expect(
            findings.map(\.messageEN) == [
                "The unit A did not exist on the last day of 2024-05."
            ])
    }

    @Test("errors bind a submitted report, not a draft; a draft's values must still be values")
    func drafts() throws {
        let mismatch: [(String, IncomingReport.Value)] = [
            ("visits", .value(.count(9))), ("visits_home", .value(.count(1))),
            ("visits_station", .value(.count(1))),
        ]
        #expect(Self.pointers(try Self.outcome("C", "2024-01", mismatch)) == ["/values/visits"])
        guard case .accepted = try Self.outcome("C", "2024-01", mismatch, status: .draft) else {
            Issue.record("the draft was refused")
            return
        }
        let wrong: [(String, IncomingReport.Value)] = [("births", .notWholeNumber)]
        #expect(
            Self.pointers(try Self.outcome("C", "2024-01", wrong, status: .draft))
                == ["/values/births"])
    }

    @Test(
        "a typed value is a number, blank or not applicable",
        arguments: [
            ("", .value(.blank)), ("0", .value(.count(0))), ("7", .value(.count(7))),
            ("007", .value(.count(7))), ("99999999", .value(.count(99_999_999))),
            ("x", .value(.notApplicable)), ("X", .value(.notApplicable)),
            ("na", .value(.notApplicable)), ("100000000", .outOfRange), ("-1", .outOfRange),
            ("99999999999999999999", .outOfRange), ("-0", .outOfRange), ("5.0", .notWholeNumber),
            ("1.580", .notWholeNumber), ("1,5", .notWholeNumber), ("+5", .notWholeNumber),
            ("5e3", .notWholeNumber), (" 5", .notWholeNumber), ("abc", .notWholeNumber),
            ("-", .notWholeNumber), ("--1", .notWholeNumber), ("٥", .notWholeNumber),
            ("1_000", .notWholeNumber), ("NaN", .notWholeNumber),
        ] as [(String, IncomingReport.Value)])
    func typed(text: String, expected: IncomingReport.Value) {
        #expect(IncomingReport.value(typed: text) == expected)
    }
}
