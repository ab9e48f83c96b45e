import Crypto
import Reporting
import ReportingFixtures
import SQLite
import Synchronization
import Testing

@testable import Storage

@Suite struct AuditTests {
    private let folder = StoreFolder()

    private static func event(
        _ kind: AuditEvent.Kind = .signIn, _ actor: String = "Hoa", unit: OrgUnit.Number? = 2,
        _ subject: String = "Hoa", _ detail: [String: String] = [:]
    ) -> AuditEvent {
        AuditEvent(
            kind: kind, actor: actor, address: "192.0.2.7", unit: unit, subject: subject,
            detail: detail)
    }

    @Test("each event's hash covers its canonical JSON and the hash before it")
    func hashes() async throws {
        try await folder.withStore(SmallStore.country) { store in
            try await store.record(
                Self.event(.signInFailed, "x \"y\"", unit: nil, "", ["b": "hai", "a": "một\n"]))
            let last = try folder.folder.connect(.readOnly).withStatement(
                """
                SELECT number, at, hash, (SELECT hash FROM audit WHERE number = 2) FROM audit
                ORDER BY number DESC LIMIT 1
                """
            ) { statement throws(DatabaseError) in
                _ = try statement.step()
                return (
                    try statement.int64(0), try statement.int64(1), try statement.bytes(2),
                    try statement.bytes(3)
                )
            }
            let json =
                #"{"number":3,"at":\#(last.1),"kind":"sign-in-failed","actor":"x \"y\"","#
                + #""address":"192.0.2.7","unit":null,"subject":"","#
                + #""detail":{"a":"một\n","b":"hai"},"previous_hash":"\#(Hex.encode(last.3))"}"#
            #expect(last.0 == 3)
            #expect(last.2 == SHA256.digest(of: Array(json.utf8)).bytes)
        }
    }

    @Test("the log is append-only and has no gap")
    func appendOnly() async throws {
        try await folder.withStore(SmallStore.country) { store in
            for _ in 0..<3 { try await store.record(Self.event()) }
        }
        let connection = try folder.folder.connect()
        for sql in [
            "DELETE FROM audit WHERE number = 2", "UPDATE audit SET actor = 'x' WHERE number = 2",
            "REPLACE INTO audit VALUES (2, 1, 'a', 'b', 'c', NULL, 'd', '{}', x'00')",
        ] {
            #expect(throws: DatabaseError.self) { try connection.execute(sql) }
        }
        #expect(try connection.number("SELECT count(*) FROM audit") == 5)
        #expect(try connection.number("SELECT max(number) FROM audit") == 5)
    }

    @Test("imports and changes of units are told, what failed is not")
    func changes() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let request = UnitChangeRequest(by: "An", address: "192.0.2.9")
            let rename = UnitChange(
                .rename(unit: "A", name: "Xã Mới", kind: nil, code: nil),
                effective: day("2025-09-01"), reason: "NQ 1", isBackdated: false)
            _ = try await store.change([rename], request)
            let dryRun = UnitChangeRequest(by: "An", isDryRun: true)
            _ = try await store.undoUnitChange(1, dryRun)
            _ = try await store.undoUnitChange(1, request)
            await #expect(throws: StoreError.self) { try await store.undoUnitChange(1, request) }
            await #expect(throws: StoreError.self) { try await store.importCatalogue([]) }
            let all = try await store.auditEvents(AuditQuery(limit: 10)).records
            #expect(
                all.map(\.kind) == [
                    "units-change-undone", "units-changed", "catalogue-imported",
                    "units-imported",
                ])
            #expect(all.map(\.actor) == ["An", "An", "cli", "cli"])
            #expect(all.map(\.unit) == [2, 2, nil, nil])
            #expect(all[1].address == "192.0.2.9" && all[1].subject == "1")
            #expect(all[1].detail["reason"] == "NQ 1")
        }
    }

    @Test("a page has what meets every condition, the latest first, and says where to go on")
    func pages() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let first = store.now
            for number in 1...6 {
                folder.clock.withLock { $0 = first + Int64(number) * 1_000 }
                let isEven = number.isMultiple(of: 2)
                try await store.record(
                    Self.event(
                        isEven ? .signIn : .signOut, isEven ? "Hoa" : "Lan",
                        unit: isEven ? 2 : 3, "s\(number)"))
            }
            func numbers(_ change: (inout AuditQuery) -> Void) async throws -> [Int64] {
                var query = AuditQuery(limit: 100)
                change(&query)
                return try await store.auditEvents(query).records.map(\.number)
            }
            #expect(try await numbers { $0.kind = "sign-in" } == [8, 6, 4])
            #expect(try await numbers { $0.actor = "Lan" } == [7, 5, 3])
            #expect(try await numbers { $0.subject = "s3" } == [5])
            #expect(try await numbers { $0.units = [2] } == [8, 6, 4])
            #expect(try await numbers { $0.units = [] } == [])
            #expect(try await numbers { $0.from = first + 5_000 } == [8, 7])
            #expect(
                try await numbers { ($0.from, $0.to) = (first + 2_000, first + 4_000) } == [5, 4])
            var query = AuditQuery(limit: 3)
            query.kind = nil
            var seen: [Int64] = []
            repeat {
                let page = try await store.auditEvents(query)
                seen += page.records.map(\.number)
                query.before = page.next
            } while query.before != nil
            #expect(seen == [8, 7, 6, 5, 4, 3, 2, 1])
        }
    }

    @Test("a name of any length is cut, a unit that is not there is left out")
    func bounds() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let long = String(repeating: "ă", count: 5_000)
            try await store.record(
                Self.event(.signInFailed, long, unit: 4_000, long, ["name": long]))
            let record = try await store.auditEvents(AuditQuery(limit: 1)).records[0]
            #expect(record.actor.count == 200 && record.subject.hasSuffix("…"))
            #expect(record.detail["name"]?.count == 200 && record.unit == nil)
        }
    }
}
