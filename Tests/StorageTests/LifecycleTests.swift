import Glibc
import Reporting
import ReportingFixtures
import SQLite
import Testing

@testable import Storage

/// Opening, locking, filling up and closing a data folder. One after the other, because the
/// process's descriptors are counted.
@Suite(.serialized) struct LifecycleTests {
    private let folder = StoreFolder()

    @Test("a reopened folder has the same reports, figures and position")
    func reopening() async throws {
        let hash = try await folder.withStore(SmallStore.country) { store in
            _ = try await store.submit(SmallStore.submission(store))
            return try await store.report(SmallStore.key())?.latest.hash
        }
        try await folder.withStore { store async throws in
            #expect(store.seq == 1)
            #expect(try await store.report(SmallStore.key())?.latest.hash == hash)
            #expect(try await SmallStore.births(store)?.brief == Brief(5, of: 1))
            #expect(try await store.submit(SmallStore.submission(store)).outcome == .unchanged)
        }
        #expect(try SQLiteStore.registry(in: folder.folder).units.number(ofID: "B") == 3)
    }

    @Test("closing leaves one database file, and refuses what comes later")
    func closing() async throws {
        try await folder.withStore(SmallStore.country) { _ in }
        let store = try folder.open()
        store.close()
        #expect(folder.fileNames == ["mebe.db"])
        let later = SmallStore.submission(store)
        await #expect { try await store.submit(later) } throws: { error in
            if case .unavailable = error as? StoreError { true } else { false }
        }
        await #expect { try await store.credentials() } throws: { error in
            if case .unavailable = error as? StoreError { true } else { false }
        }
    }

    @Test("what is queued is written before the database closes, the rest is refused")
    func finishing() async throws {
        try await folder.withStore(SmallStore.country) { _ in }
        let store = try folder.open()
        let written = try await withThrowingTaskGroup(of: Bool.self) { group in
            for count in 0..<300 {
                group.addTask { try await Self.submit(Int32(count), to: store) }
            }
            while store.seq == 0 { await Task.yield() }
            store.close()
            return try await group.reduce(into: Int64(0)) { $0 += $1 ? 1 : 0 }
        }
        let connection = try folder.folder.connect(.readOnly)
        #expect(try connection.number("SELECT count(*) FROM journal") == written)
    }

    private static func submit(_ count: Int32, to store: SQLiteStore) async throws -> Bool {
        do throws(StoreError) {
            _ = try await store.submit(
                SmallStore.submission(
                    store, count % 2 == 0 ? "A" : "B", "2024-08",
                    [SampleForm.births: .count(count)]))
            return true
        } catch {
            guard case .unavailable = error else { throw error }
            return false
        }
    }

    @Test("the folder's lock is held by one at a time")
    func locking() throws {
        let held = try folder.folder.lock()
        let error = #expect(throws: FolderError.self) { _ = try folder.folder.lock() }
        #expect(error?.description.contains("is in use by another mebe process") == true)
        release(held)
        _ = try folder.folder.lock()
    }

    private func release(_ lock: consuming FolderLock) {}

    @Test("a folder is made where it is missing, and said to be unusable where it cannot be")
    func making() throws {
        let inner = DataFolder(path: folder.folder.path + "/inner")
        _ = try inner.lock()
        unlink(inner.path + "/mebe.lock")
        rmdir(inner.path)
        let error = #expect(throws: FolderError.self) {
            _ = try DataFolder(path: "/dev/null/inner").lock()
        }
        if case .inUse = error { Issue.record("it is not in use") }
    }

    @Test("a database newer than the program is refused")
    func newer() throws {
        try folder.open().close()
        try folder.folder.connect().execute("PRAGMA user_version = 999")
        let error = #expect(throws: StoreError.self) { _ = try folder.open() }
        guard case .breakdown(let text, let isFull) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains("schema version 999, this program knows"))
        #expect(!isFull)
    }

    @Test("a full disk refuses what does not fit, keeps the rest, and goes on when there is room")
    func full() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let full = try await fill(store)
            guard case .breakdown(_, true) = full else {
                Issue.record("\(String(describing: full))")
                return
            }
            let seq = store.seq
            #expect(try await store.report(SmallStore.key("B"))?.latest.status == nil)
            try await limit(store, "PRAGMA max_page_count = 100000")
            let receipt = try await store.submit(SmallStore.submission(store, "B"))
            #expect(receipt.report.latest.seq == seq + 1)
            let connection = try folder.folder.connect(.readOnly)
            #expect(try connection.number("SELECT count(*) FROM journal") == seq + 1)
        }
    }

    private func fill(_ store: SQLiteStore) async throws -> StoreError? {
        try await limit(store, "PRAGMA max_page_count = 40")
        for count in 0..<2_000 {
            do throws(StoreError) {
                _ = try await store.submit(
                    SmallStore.submission(
                        store, "A", "2024-08", [SampleForm.births: .count(Int32(count))],
                        note: String(repeating: "đầy ", count: 500)))
            } catch {
                return error
            }
        }
        return nil
    }

    private func limit(_ store: SQLiteStore, _ sql: String) async throws {
        try await store.writer.perform { connection throws(StoreError) in
            do throws(DatabaseError) {
                try connection.execute(sql)
            } catch {
                throw StoreError(error)
            }
        }
    }

    @Test("fifty rounds of opening and closing leave no descriptor behind")
    func rounds() async throws {
        try await folder.withStore(SmallStore.country) { _ in }
        for _ in 0..<50 {
            try await folder.withStore { store in _ = try await store.credentials() }
            #expect(openFiles() == [])
        }
        try await folder.withStore { _ in #expect(openFiles().count > 3) }
    }

    /// The files of this folder that the process has open.
    private func openFiles() -> [String] {
        (0..<4_096).compactMap { number in
            var buffer = [CChar](repeating: 0, count: 1_024)
            let length = readlink("/proc/self/fd/\(number)", &buffer, buffer.count)
            guard length > 0 else { return nil }
            let path = String(
                decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
            return path.hasPrefix(folder.folder.path) ? path : nil
        }
    }
}
