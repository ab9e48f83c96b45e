import Recount
import Reporting
import ReportingFixtures
import Testing

@Suite struct CompletenessTests {
    /// A district with two communes, one of which ends in June and goes whole into the other.
    private static let registry: Registry = {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("D", .district, in: "VN")
        country.unit("A", .commune, in: "D")
        country.unit("B", .commune, in: "D", through: "2024-06-14")
        country.link("B", .merge, into: "A", share: 1, on: "2024-06-15")
        return country.registry()
    }()

    private func report(
        _ unit: OrgUnit.Number, _ code: String, on time: String = "2024-01-01",
        _ status: ReportStatus = .submitted, _ value: ReportValue = .count(1)
    ) -> PlainReport {
        PlainReport(
            unit: unit, month: month(code), values: SampleForm.values([SampleForm.births: value]),
            status: status, seq: 1, receivedFirst: VietnamTime.start(of: day(time)))
    }

    private func completeness(
        _ unit: String, _ code: String, _ boundaries: Boundaries = .reported,
        today: String = "2024-09-15", from reports: [PlainReport] = []
    ) throws -> Completeness {
        let number = try #require(Self.registry.units.number(ofID: unit))
        return Self.registry.completeness(
            of: number, in: period(code), boundaries,
            leaves: Self.registry.leaves(of: reports, year: period(code).year),
            today: day(today))
    }

    @Test(
        "a report is expected of each month begun and each unit there on its last day",
        arguments: [
            ("D", "2024-05", Boundaries.reported, "2024-09-15", 2),
            ("D", "2024-06", .reported, "2024-09-15", 1),
            ("D", "2024", .reported, "2024-09-15", 14),
            ("D", "2024-H1", .reported, "2024-09-15", 11),
            ("B", "2024", .reported, "2024-09-15", 5),
            ("A", "2024", .reported, "2024-09-01", 9), ("A", "2024", .reported, "2024-08-31", 8),
            ("A", "2024-Q4", .reported, "2024-09-15", 0), ("A", "2024", .current, "2024-09-15", 14),
            ("A", "2024-05/ytd", .current, "2024-09-15", 10),
            ("A", "2025", .reported, "2024-09-15", 0),
        ])
    func expected(unit: String, code: String, boundaries: Boundaries, today: String, count: Int)
        throws
    {
        let found = try completeness(unit, code, boundaries, today: today)
        #expect(found.counts.expected == Amount(count))
        #expect(found.counts.missing == Amount(count) && found.counts.received == 0)
    }

    @Test("late, accepted, returned and empty reports are received")
    func states() throws {
        let found = try completeness(
            "D", "2024-Q1",
            from: [
                report(2, "2024-01", on: "2024-02-07"), report(3, "2024-01", on: "2024-02-08"),
                report(2, "2024-02", on: "2024-02-01", .accepted),
                report(3, "2024-02", on: "2024-02-01", .returned),
                report(2, "2024-03", on: "2024-03-01", .submitted, .notApplicable),
            ])
        var wanted = Completeness.Counts()
        (wanted.expected, wanted.received, wanted.onTime) = (6, 5, 4)
        (wanted.accepted, wanted.empty) = (1, 1)
        #expect(found.counts == wanted && found.counts.late == 1 && found.counts.missing == 1)
        #expect(found.missing.map(\.unit) == [3])
        #expect(found.missing.map { period("2024").months(in: $0.missing) } == [[month("2024-03")]])
        #expect(found.monthly.map(\.received) == [2, 2, 1] && found.reportingUnits == 2)
    }

    @Test("a report of a month that has not begun, or that nobody asked for, counts nowhere")
    func unexpected() throws {
        let reports = [report(3, "2024-07"), report(2, "2024-10")]
        let found = try completeness("D", "2024", from: reports)
        #expect(found.counts.received == 0 && found.counts.expected == 14)
    }

    @Test("a reader who may not know who is missing keeps the counts")
    func withoutUnits() throws {
        let found = try completeness("D", "2024-01", from: [report(2, "2024-01")])
        let shown = found.withoutUnits()
        #expect(shown.units.isEmpty && shown.counts == found.counts && shown.seq == 1)
    }

    @Test("units are listed in the order of the tree, those that ended behind")
    func order() throws {
        let found = try completeness("D", "2024")
        let ordered = Self.registry.ordered(found.missing.reversed(), in: period("2024"))
        #expect(ordered.map { Self.registry.units[$0.unit].id } == ["A", "B"])
    }
}
