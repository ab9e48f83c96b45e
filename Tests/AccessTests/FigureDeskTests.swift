import Reporting
import ReportingFixtures
import Storage
import Testing

@testable import Access

@Suite struct FigureDeskTests {
    private let access: AccessStore

    /// A, B and C have births, only A and B have women; OLD alone reports in D2.
    init() async throws {
        access = try await AccessStore()
        let births: (String, IncomingReport.Value) = ("births", .value(.count(5)))
        let women: (String, IncomingReport.Value) = ("women", .value(.count(7)))
        for (unit, values) in [
            ("A", [births, women]), ("B", [births, women]), ("C", [births]), ("OLD", [births]),
        ] {
            _ = try await access.reportDesk.submit(
                AccessStore.letter(unit, "2024-05", values), by: AccessStore.principal(unit))
        }
    }

    private func query(
        _ unit: String, _ code: String = "2024-05", _ boundaries: Boundaries = .reported
    ) -> AggregateQuery {
        AggregateQuery(
            unit: AccessStore.country.number(unit), form: SampleForm.code, period: period(code),
            boundaries: boundaries)
    }

    private func answer(
        _ query: AggregateQuery, _ principal: Principal?, isPublic: Bool
    ) async -> Result<Figures, Refusal> {
        do throws(Refusal) {
            let desk = access.figureDesk(isPublic: isPublic)
            return .success(try await desk.figures(query, today: access.today, for: principal))
        } catch {
            return .failure(error)
        }
    }

    private enum Seen: Equatable {
        case all, redacted
        case refused(Int)
    }

    @Test(
        "sums are for those whose scope covers the unit; public ones rest on three units",
        arguments: [
            // (reader's unit or nobody, public, unit, seen)
            ("VN", false, "VN", .all), ("P", false, "D1", .all), ("D1", false, "A", .all),
            ("A", false, "A", .all), ("A", false, "D1", .refused(403)),
            ("D1", false, "D2", .refused(403)), ("E", false, "OLD", .all),
            ("D2", false, "OLD", .all), (nil, false, "VN", .refused(401)),
            (nil, true, "VN", .redacted), (nil, true, "P", .redacted), (nil, true, "D1", .redacted),
            // One unit would show what it reported; a commune's row is never public.
            (nil, true, "D2", .refused(401)), (nil, true, "A", .refused(401)),
            ("A", true, "D1", .redacted), ("A", true, "D2", .refused(403)),
            ("A", true, "B", .refused(403)), ("D2", true, "D2", .all), ("A", true, "A", .all),
        ] as [(String?, Bool, String, Seen)])
    private func rights(reader: String?, isPublic: Bool, unit: String, seen: Seen) async throws {
        let principal = reader.map { AccessStore.principal($0, .viewer) }
        switch await answer(query(unit), principal, isPublic: isPublic) {
        case .failure(let refusal): #expect(seen == .refused(refusal.row.status))
        case .success(let figures):
            let totals = try #require(figures.aggregates.first?.totals)
            let hasWomen = ["VN", "P", "D1", "A"].contains(unit)
            #expect(totals.sums[SampleForm.births] != nil)
            #expect((totals.sums[SampleForm.women] != nil) == (hasWomen && seen == .all))
            #expect(seen == .all || seen == .redacted)
        }
    }

    @Test("a public range is hidden value by value, and counts of reports stay")
    func redaction() async throws {
        let figures = try await answer(query("D1", "2024"), nil, isPublic: true).get()
        let totals = try #require(figures.aggregates.first?.totals)
        #expect(totals.sums.compactMap { $0?.brief } == [Brief(15, of: 3)])
        #expect(totals.reports.received == 3)
    }

    @Test("nothing reported is nothing to hide")
    func noReports() async throws {
        let figures = try await answer(query("D2", "2024-01"), nil, isPublic: true).get()
        #expect(figures.aggregates.first?.totals.sums.allSatisfy { $0 == nil } == true)
    }

    @Test("a unit that did not exist in the range, or does not today, is said so")
    func nonexistent() async {
        let reader = AccessStore.principal("VN", .viewer)
        let later = await answer(query("D3", "2024"), reader, isPublic: false)
        guard case .failure(.badParameter("unit", _, _)) = later else {
            Issue.record("\(later)")
            return
        }
        let closed = await answer(query("OLD", "2024", .current), reader, isPublic: false)
        guard case .failure(.succeeded(let successors)) = closed else {
            Issue.record("\(closed)")
            return
        }
        #expect(successors == [AccessStore.country.number("E")])
        let gone = await answer(query("D3", "2023", .current), reader, isPublic: false)
        guard case .failure(.succeeded(let none)) = gone else {
            Issue.record("\(gone)")
            return
        }
        #expect(none == [])
    }

    @Test(
        "children are those of any month of the range or of today, as far as the reader sees",
        arguments: [
            ("VN", false, "P", "2023", Boundaries.reported, ["P", "D1", "D2", "D3"]),
            ("VN", false, "P", "2024", .reported, ["P", "D1", "D2"]),
            ("VN", false, "D2", "2024", .reported, ["D2", "OLD", "E"]),
            ("VN", false, "D2", "2024", .current, ["D2", "E"]),
            ("VN", false, "D2", "2023", .current, ["D2", "E"]),
            ("D2", false, "D2", "2023", .current, ["D2", "E"]),
            ("D1", false, "D1", "2024-05", .reported, ["D1", "A", "B", "C"]),
            (nil, true, "P", "2024", .reported, ["P", "D1", "D2"]),
            (nil, true, "D1", "2024", .reported, ["D1"]),
            ("A", true, "D1", "2024", .reported, ["D1", "A"]),
        ] as [(String?, Bool, String, String, Boundaries, [String])])
    func children(
        reader: String?, isPublic: Bool, unit: String, code: String, boundaries: Boundaries,
        expected: [String]
    ) async throws {
        let figures = try await access.figureDesk(isPublic: isPublic).figuresWithChildren(
            query(unit, code, boundaries), today: access.today,
            for: reader.map { AccessStore.principal($0, .viewer) })
        #expect(figures.aggregates.map { AccessStore.country.ids[$0.unit] } == expected)
        for aggregate in figures.aggregates where reader == nil {
            #expect(aggregate.totals.sums.allSatisfy { ($0?.units ?? 3) >= 3 })
        }
    }

    @Test("a spread has the unit, its twelve months and its children at one position")
    func spread() async throws {
        let spread = try await access.figureDesk(isPublic: false).spread(
            query("D1", "2024-Q2"), today: access.today, for: AccessStore.principal("D1", .viewer))
        #expect(spread.months.map(\.period) == Period.year(2024).months.map(Period.month))
        #expect(spread.months.map { $0.totals.reports.received }[4] == 3)
        #expect(spread.children.map { AccessStore.country.ids[$0.unit] } == ["A", "B", "C"])
        #expect(spread.own.totals.sums[SampleForm.births]?.value == 15)
        #expect(spread.seq == 4)
    }
}
