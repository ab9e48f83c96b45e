import Crypto
import Recount
import Reporting
import ReportingFixtures
import SQLite
import Synchronization
import Testing

@testable import Storage

@Suite struct CheckpointTests {
    private let folder = StoreFolder()

    private func send(_ count: Int, to store: SQLiteStore, note: String = "") async throws {
        for number in 0..<count {
            _ = try await store.submit(
                SmallStore.submission(store, "A", "2024-08", note: "\(note)\(number)"))
        }
    }

    private func verify(_ kept: [String] = []) throws -> [String] {
        let registry = try SQLiteStore.registry(in: folder.folder)
        let lines = try #require(KeptCheckpoint.all(in: kept.joined(separator: "\n")))
        let outcome = try Verification(
            databasePath: folder.folder.database, registry: { registry },
            today: { day("2025-06-15") }, kept: lines, ask: nil
        ).run()
        return outcome.differences.map(\.description)
    }

    @Test("checkpoints follow each other without a gap, and nothing new makes no new one")
    func following() async throws {
        try await folder.withStore(SmallStore.country) { store in
            try await send(3, to: store)
            let first = try await store.makeCheckpoint()
            #expect(try await store.makeCheckpoint() == first)
            try await send(2, to: store, note: "b")
            let second = try await store.makeCheckpoint()
            try await store.record(
                AuditEvent(kind: .signIn, actor: "x", address: "", unit: nil, subject: ""))
            let third = try await store.makeCheckpoint()
            #expect([first, second, third].map(\.number) == [1, 2, 3])
            #expect([first, second, third].map(\.firstSeq) == [1, 4, 6])
            #expect([first, second, third].map(\.lastSeq) == [3, 5, 5])
            #expect(third.auditNumber == second.auditNumber + 1)
            #expect(try verify([first.line, "a letter", second.line, third.line]) == [])
        }
        let names = Set(folder.fileNames)
        #expect(names.isSuperset(of: ["signing.key", "signing.pub"]))
    }

    @Test("one is due after so many revisions, or on a new day with anything new")
    func due() async throws {
        try await folder.withStore(SmallStore.country) { store in
            try await send(2, to: store)
            #expect(try await store.makeCheckpointIfDue()?.lastSeq == 2)
            try await send(2, to: store, note: "b")
            #expect(try await store.makeCheckpointIfDue(afterRevisions: 3) == nil)
            #expect(try await store.makeCheckpointIfDue(afterRevisions: 2)?.lastSeq == 4)
            try await send(1, to: store, note: "c")
            #expect(try await store.makeCheckpointIfDue() == nil)
            folder.clock.withLock { $0 += 86_400_000 }
            #expect(try await store.makeCheckpointIfDue()?.lastSeq == 5)
            let count = try await store.lastCheckpoint()?.number
            folder.clock.withLock { $0 += 86_400_000 }
            _ = try await store.makeCheckpointIfDue()
            #expect(try await store.lastCheckpoint()?.number == count)
        }
    }

    @Test("checkpoints are append-only")
    func appendOnly() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.makeCheckpoint()
        }
        let connection = try folder.folder.connect()
        for sql in [
            "DELETE FROM checkpoint", "UPDATE checkpoint SET made_at = 1",
            "REPLACE INTO checkpoint SELECT * FROM checkpoint",
        ] {
            #expect(throws: DatabaseError.self) { try connection.execute(sql) }
        }
    }

    @Test(
        "who changes the journal and makes every hash anew is found by the checkpoint",
        arguments: [
            ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 2", "checkpoint 1 digest"),
            ("UPDATE checkpoint SET digest = zeroblob(32)", "checkpoint 1 signature"),
            ("UPDATE checkpoint SET made_at = made_at + 1", "checkpoint 1 signature"),
            ("UPDATE checkpoint SET first_seq = 2", "checkpoint 1 first_seq"),
            ("DELETE FROM journal WHERE seq = 3", "checkpoint 1 last_seq"),
            ("DELETE FROM audit WHERE number = 2", "checkpoint 1 audit_hash"),
            ("DELETE FROM checkpoint", "checkpoint 1 kept line"),
            (
                "UPDATE checkpoint SET audit_hash = zeroblob(32), signature = zeroblob(64)",
                "checkpoint 1 audit_hash"
            ),
        ])
    func changed(sql: String, words: String) async throws {
        let line = try await folder.withStore(SmallStore.country) { store in
            try await send(3, to: store)
            return try await store.makeCheckpoint().line
        }
        try Self.force(sql, folder)
        let found = try verify([line])
        #expect(found.contains { $0.hasPrefix(words) }, "\(found)")
    }

    static func force(_ sql: String, _ folder: StoreFolder) throws {
        let connection = try folder.folder.connect()
        for table in ["journal", "audit", "checkpoint"] {
            try connection.execute("DROP TRIGGER \(table)_keeps_rows")
            try connection.execute("DROP TRIGGER \(table)_keeps_values")
        }
        try connection.execute(sql)
    }

    @Test("a line of another key, or with a changed figure, is not accepted")
    func otherLine() async throws {
        let line = try await folder.withStore(SmallStore.country) { store in
            try await send(1, to: store)
            return try await store.makeCheckpoint().line
        }
        #expect(try verify([line]) == [])
        let changed = line.replacing("seq=1-1", with: "seq=1-2")
        #expect(try verify([changed]).contains { $0.contains("its signature is wrong") })
        #expect(KeptCheckpoint.all(in: "mebe-checkpoint 1 seq=1-1") == nil)
        #expect(KeptCheckpoint.all(in: "nothing").map(\.count) == 0)
    }

    @Test("a restore keeps checkpoints, gives the database another identity and is told")
    func restored() async throws {
        let copy = folder.folder.path + "/copy.db"
        let (line, id) = try await folder.withStore(SmallStore.country) { store in
            try await send(2, to: store)
            let line = try await store.makeCheckpoint().line
            _ = try await store.backUp(to: copy)
            #expect(try await store.auditEvents(AuditQuery(limit: 1)).records[0].subject == copy)
            try await send(1, to: store, note: "lost")
            return (line, store.databaseID)
        }
        _ = try Restoration(of: copy, in: folder.folder).put(now: 1_750_000_000_000)
        try await folder.withStore { store in
            #expect(store.databaseID != id && store.databaseID.count == 32)
            #expect(try await store.lastCheckpoint()?.line == line)
            let event = try await store.auditEvents(AuditQuery(limit: 1)).records[0]
            #expect(event.kind == "restored" && event.at == 1_750_000_000_000)
            #expect(event.detail["seq"] == "2" && event.detail["seq_before"] == "3")
            #expect(try await store.makeCheckpoint().number == 2)
        }
        #expect(try verify([line]) == [])
    }
}
