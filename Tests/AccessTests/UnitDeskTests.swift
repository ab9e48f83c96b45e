import Reporting
import ReportingFixtures
import Storage
import Testing

@testable import Access

/// Who may change which units.
@Suite struct UnitDeskTests {
    private let desk: UnitDesk
    private let store: AccessStore

    init() async throws {
        store = try await AccessStore()
        desk = UnitDesk(store: store.store) { _ in }
    }

    private static let rename = change(.rename(unit: "A", name: "Á", kind: nil, code: nil))

    private static func change(_ action: UnitChange.Action) -> UnitChange {
        UnitChange(action, effective: day("2025-01-01"))
    }

    private func person(_ unit: String, _ role: Role = .admin) -> Principal {
        Principal(
            tokenNumber: 1, name: "p", unit: AccessStore.country.number(unit), role: role)
    }

    /// The code of a refusal; nil where the change is allowed.
    private func refusal(
        _ change: UnitChange, _ principal: Principal, isDryRun: Bool = true
    ) async -> String? {
        do throws(Refusal) {
            _ = try await desk.change(
                change, isDryRun: isDryRun, by: principal, from: "")
            return nil
        } catch {
            return error.row.code
        }
    }

    @Test(
        "administrators change what is below their unit, and put new units right below it",
        arguments: [
            (rename, "VN", Role.admin, nil), (rename, "P", .admin, nil),
            (rename, "D1", .admin, nil),
            (rename, "A", .admin, "outside-scope"), (rename, "D2", .admin, "outside-scope"),
            (rename, "VN", .reviewer, "role-too-weak"), (rename, "VN", .viewer, "role-too-weak"),
            (change(.move(unit: "A", parent: "D2")), "P", .admin, nil),
            (change(.move(unit: "A", parent: "D2")), "D1", .admin, "outside-scope"),
            (change(.close(unit: "D1")), "D1", .admin, "outside-scope"),
            (
                change(.open(.init(id: "N", name: "N", level: .commune, parent: "D1"))), "D1",
                .admin, nil
            ),
            (
                change(.open(.init(id: "N", name: "N", level: .commune, parent: "D2"))), "D1",
                .admin, "outside-scope"
            ),
            // An area belongs to nobody's part of the tree.
            (change(.open(.init(id: "K", name: "K", level: .area))), "P", .admin, "outside-scope"),
            (change(.open(.init(id: "K", name: "K", level: .area))), "VN", .admin, nil),
            (change(.merge(units: ["A", "B"], into: .init(id: "E"))), "P", .admin, nil),
            (
                change(.merge(units: ["A", "B"], into: .init(id: "E"))), "D1", .admin,
                "outside-scope"
            ),
            (change(.close(unit: "nosuch")), "VN", .admin, "invalid-unit-change"),
        ] as [(UnitChange, String, Role, String?)])
    func rights(change: UnitChange, unit: String, role: Role, code: String?) async {
        #expect(await refusal(change, person(unit, role)) == code)
    }

    @Test("a change is listed for, and undone by, those who could have made it")
    func listed() async throws {
        #expect(await refusal(Self.rename, person("D1"), isDryRun: false) == nil)
        for (unit, count) in [("VN", 1), ("P", 1), ("D1", 1), ("D2", 0)] {
            #expect(try await desk.changes(for: person(unit)).count == count, "\(unit)")
        }
        await #expect(throws: Refusal.self) {
            _ = try await desk.undo(1, isDryRun: false, by: person("D2"), from: "")
        }
        await #expect(throws: Refusal.self) {
            _ = try await desk.changes(for: person("VN", .viewer))
        }
        let undone = try await desk.undo(1, isDryRun: false, by: person("P"), from: "")
        #expect(undone.record.undoneBy == "p")
    }
}
