import Glibc
import Reporting
import ReportingFixtures
import SQLite
import Testing

@testable import Storage

@Suite struct RestorationTests {
    let folder = StoreFolder()
    let place = StoreFolder()

    private var path: String { place.folder.path + "/copy.db" }
    private static let now: Int64 = 1_718_000_000_000

    /// A folder whose database has one report more than its backup.
    private func backedUp() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.submit(SmallStore.submission(store))
            _ = try await store.backUp(to: path)
            _ = try await store.submit(SmallStore.submission(store, "B"))
        }
    }

    private func births(in folder: StoreFolder) async throws -> Amount? {
        try await folder.withStore { store in
            try await SmallStore.births(store)?.value
        }
    }

    @Test("what is restored counts, and what was there is kept and can be restored")
    func thereAndBack() async throws {
        try await backedUp()
        #expect(try await births(in: folder) == 10)
        let first = try Restoration(of: path, in: folder.folder)
        #expect(first.contents.seq == 1)
        guard case .contents(let present) = first.present else { throw Unexpected() }
        #expect(present.seq == 2 && present.reportCount == 2)
        guard let kept = try first.put(now: Self.now) else { throw Unexpected() }
        #expect(kept == folder.folder.database + ".before-20240610-131320")
        #expect(try await births(in: folder) == 5)
        let second = try Restoration(of: kept, in: folder.folder)
        // The same second has a name left.
        guard try second.put(now: Self.now) == kept + "-2" else { throw Unexpected() }
        #expect(try await births(in: folder) == 10)
        let left = folder.fileNames.filter { $0.contains("restoring") }
        #expect(left == [])
    }

    @Test("a folder without data gets them, and what is given up leaves nothing")
    func emptyFolder() async throws {
        try await backedUp()
        let other = StoreFolder()
        do {
            let given = try Restoration(of: path, in: other.folder)
            guard case .nothing = given.present else { throw Unexpected() }
        }
        #expect(other.fileNames == [])
        let kept = try Restoration(of: path, in: other.folder).put(now: Self.now)
        #expect(kept == nil)
        #expect(other.fileNames == ["mebe.db"])
        #expect(try await births(in: other) == 5)
    }

    @Test("a damaged database is kept with its WAL and replaced")
    func damagedPresent() async throws {
        try await backedUp()
        let database = folder.folder.database
        let wal = open(database + "-wal", O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        #expect(write(wal, "wal", 3) == 3)
        close(wal)
        #expect(truncate(database, 4096 + 100) == 0)
        let restoration = try Restoration(of: path, in: folder.folder)
        guard case .unreadable = restoration.present else { throw Unexpected() }
        guard let kept = try restoration.put(now: Self.now) else { throw Unexpected() }
        #expect(access(kept, F_OK) == 0)
        #expect(try await births(in: folder) == 5)
    }

    @Test("a database that another program has open stays")
    func inUse() async throws {
        try await backedUp()
        let reader = try folder.folder.connect(.readOnly)
        #expect(try reader.number("SELECT count(*) FROM head") == 2)
        let restoration = try Restoration(of: path, in: folder.folder)
        do {
            _ = try restoration.put(now: Self.now)
            Issue.record("it was replaced")
        } catch RestoreError.inUse(let path) {
            #expect(path == folder.folder.database)
        }
        #expect(try reader.number("SELECT count(*) FROM head") == 2)
    }

    @Test(
        "a file that is no whole backup is refused, and the folder is as it was",
        arguments: [
            "text", "nothing", "other", "newer", "cut", "damaged", "lacking",
        ])
    func badFile(_ kind: String) async throws {
        try await backedUp()
        try spoil(kind)
        let before = folder.fileNames.sorted()
        #expect {
            _ = try Restoration(of: path, in: folder.folder)
        } throws: { error in
            guard case RestoreError.badFile(let lines) = error else { return false }
            return !lines.isEmpty && lines.allSatisfy { $0.hasPrefix(path) }
        }
        #expect(folder.fileNames.sorted() == before)
        #expect(try await births(in: folder) == 10)
    }

    private func spoil(_ kind: String) throws {
        switch kind {
        case "text", "nothing":
            let file = open(path, O_WRONLY | O_TRUNC)
            let text = String(repeating: "no database at all\n", count: kind == "text" ? 99 : 0)
            #expect(write(file, text, text.utf8.count) == text.utf8.count)
            close(file)
        case "cut":
            #expect(truncate(path, 5 * 4096 + 50) == 0)
        case "damaged":
            let file = open(path, O_WRONLY)
            for page in 3..<40 {
                _ = pwrite(file, [UInt8](repeating: 7, count: 64), 64, off_t(page * 4096))
            }
            close(file)
        default:
            let copy = try Connection(path: path, mode: .readWrite)
            switch kind {
            case "other": try copy.execute("PRAGMA application_id = 7")
            case "newer": try copy.execute("PRAGMA user_version = 1000")
            default: try copy.execute("DROP TABLE head")
            }
            try copy.endWriteAheadLog()
        }
    }

    private struct Unexpected: Error {}
}
