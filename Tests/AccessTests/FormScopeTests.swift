import Reporting
import ReportingFixtures
import Storage
import Testing

@testable import Access

/// Whoever is bound to one form has nothing to do with the reports of others, however wide the
/// unit and strong the role.
@Suite struct FormScopeTests {
    private let access: AccessStore

    init() async throws {
        access = try await AccessStore()
    }

    private func bound(to form: String) -> Principal {
        Principal(
            credential: .token(1), name: "t", unit: AccessStore.country.number("VN"),
            role: .admin, form: form)
    }

    private static let key = ReportKey(
        form: SampleForm.code, unit: AccessStore.country.number("A"), month: month("2024-08"))

    private static let place = MonthDesk.Place(
        unit: key.unit, form: key.form, month: key.month)

    private var months: MonthDesk {
        MonthDesk(store: access.store, clock: { [access] in access.now }, log: { _ in })
    }

    private func codes(_ principal: Principal) async -> [String] {
        let desk = access.reportDesk
        let figures = access.figureDesk(isPublic: false)
        let query = AggregateQuery(
            unit: Self.key.unit, form: Self.key.form, period: .month(Self.key.month),
            boundaries: .reported)
        let today = access.today
        let all: [Refusal?] = [
            await refusal { () throws(Refusal) in
                _ = try await desk.submit(AccessStore.letter("A"), by: principal)
            },
            await refusal { () throws(Refusal) in
                _ = try await desk.report(Self.key, for: principal)
            },
            await refusal { () throws(Refusal) in
                _ = try await desk.act(
                    .init(key: Self.key, kind: .accept, source: .api), by: principal)
            },
            await refusal { () throws(Refusal) in
                _ = try await figures.figures(query, today: today, for: principal)
            },
            await refusal { () throws(Refusal) in
                _ = try await figures.quality(
                    of: Self.key.unit, form: Self.key.form, month: Self.key.month, today: today,
                    for: principal)
            },
            await refusal { () throws(Refusal) in
                _ = try await months.extend(
                    Self.place, until: day("2024-12-01"), reason: "r", address: "", by: principal)
            },
            await refusal { () throws(Refusal) in
                _ = try await months.close(Self.place, reason: "r", address: "", by: principal)
            },
        ]
        return all.map { $0?.row.code ?? "" }
    }

    @Test("the own form is open, another one is closed in every way")
    func forms() async throws {
        _ = try await access.reportDesk.submit(
            AccessStore.letter("A"), by: AccessStore.principal("A"))
        #expect(
            await codes(bound(to: "other")) == [
                "outside-scope", "not-found", "not-found", "outside-scope", "outside-scope",
                "outside-scope", "outside-scope",
            ])
        #expect(await codes(bound(to: SampleForm.code)).allSatisfy(\.isEmpty))
        let closings = (bound(to: "other"), bound(to: SampleForm.code))
        #expect(months.closings(for: closings.0).isEmpty)
        #expect(months.closings(for: closings.1).count == 1)
    }

    @Test("units are no form's: who is bound to one does not change them")
    func units() async throws {
        let desk = UnitDesk(store: access.store, log: { _ in })
        let found = await refusal { () throws(Refusal) in
            _ = try await desk.changes(for: bound(to: SampleForm.code))
        }
        #expect(found?.row.code == "role-too-weak")
    }

    @Test("answers kept for one form are not given to readers of another")
    func caches() {
        let keys = [bound(to: "other"), bound(to: SampleForm.code)].map { Principal?($0).cacheKey }
        #expect(Set(keys + [Principal?(AccessStore.principal("VN", .admin)).cacheKey]).count == 3)
    }
}
