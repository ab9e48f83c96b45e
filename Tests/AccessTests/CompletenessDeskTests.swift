import Reporting
import ReportingFixtures
import Storage
import Testing

@testable import Access

@Suite struct CompletenessDeskTests {
    private let access: AccessStore

    /// A, B and C have reported in May; OLD alone in D2.
    init() async throws {
        access = try await AccessStore()
        for unit in ["A", "B", "C", "OLD"] {
            _ = try await access.reportDesk.submit(
                AccessStore.letter(unit, "2024-05"), by: AccessStore.principal(unit))
        }
    }

    private func query(_ unit: String, _ code: String = "2024-05") -> AggregateQuery {
        AggregateQuery(
            unit: AccessStore.country.number(unit), form: SampleForm.code, period: period(code),
            boundaries: .reported)
    }

    private enum Seen: Equatable {
        case names, counts
        case refused(Int)
    }

    @Test(
        "who is missing is for those whose scope covers the unit; counts are as public as sums",
        arguments: [
            ("VN", false, "VN", .names), ("D1", false, "D1", .names), ("D1", false, "A", .names),
            ("A", false, "D1", .refused(403)), ("D1", false, "D2", .refused(403)),
            (nil, false, "VN", .refused(401)), (nil, true, "VN", .counts),
            (nil, true, "D1", .counts), (nil, true, "D2", .refused(401)),
            (nil, true, "A", .refused(401)), ("A", true, "D1", .counts),
            ("A", true, "B", .refused(403)), ("A", true, "A", .names),
        ] as [(String?, Bool, String, Seen)])
    private func rights(reader: String?, isPublic: Bool, unit: String, seen: Seen) async {
        let principal = reader.map { AccessStore.principal($0, .viewer) }
        do throws(Refusal) {
            let answer = try await access.figureDesk(isPublic: isPublic).completeness(
                query(unit, "2024"), today: access.today, for: principal)
            #expect(answer.namesUnits == (seen == .names))
            #expect(answer.own.units.isEmpty == (seen == .counts))
            #expect(answer.own.counts.expected > 0 && answer.own.counts.received > 0)
            if seen == .counts {
                let shown = answer.children.filter { !$0.units.isEmpty }
                #expect(
                    shown.map { AccessStore.country.ids[$0.unit] } == (reader == nil ? [] : ["A"]))
            }
        } catch {
            #expect(seen == .refused(error.row.status))
        }
    }

    @Test("children are counted each for itself")
    func children() async throws {
        let answer = try await access.figureDesk(isPublic: false).completeness(
            query("P"), today: access.today, for: AccessStore.principal("VN", .viewer))
        #expect(answer.children.map { AccessStore.country.ids[$0.unit] } == ["D1", "D2"])
        #expect(answer.children.map(\.counts.received) == [3, 1])
        #expect(answer.own.counts.received == 4 && answer.own.counts.expected == 4)
    }

    @Test(
        "what looks odd is told to those whose scope covers the unit, and is never public",
        arguments: [
            ("D1", "D1", nil), ("VN", "D1", nil), ("A", "A", nil), ("A", "D1", 403),
            (nil, "D1", 401), (nil, "A", 401), ("VN", "D3", 422),
        ] as [(String?, String, Int?)])
    func quality(reader: String?, unit: String, status: Int?) async {
        let principal = reader.map { AccessStore.principal($0, .reviewer) }
        let found = await refusal { () throws(Refusal) in
            _ = try await access.figureDesk(isPublic: true).quality(
                of: AccessStore.country.number(unit), form: SampleForm.code,
                month: month("2024-05"), today: access.today, for: principal)
        }
        #expect(found?.row.status == status)
    }

    @Test("units are those that report in the month, and each stands below its child")
    func reporters() async throws {
        let answer = try await access.figureDesk(isPublic: false).quality(
            of: AccessStore.country.number("P"), form: SampleForm.code, month: month("2024-07"),
            today: access.today, for: AccessStore.principal("VN", .viewer))
        #expect(answer.units.map { AccessStore.country.ids[$0] } == ["A", "B", "C", "E"])
        #expect(
            answer.children.map { $0.units.map { AccessStore.country.ids[$0] }.sorted() }
                == [["A", "B", "C"], ["E"]])
        let future = try await access.figureDesk(isPublic: false).quality(
            of: AccessStore.country.number("P"), form: SampleForm.code, month: month("2024-10"),
            today: access.today, for: AccessStore.principal("VN", .viewer))
        #expect(future.units.isEmpty && future.report.reports == 0)
    }
}
