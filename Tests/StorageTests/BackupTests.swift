import Kernel
import Reporting
import ReportingFixtures
import SQLite
import Testing

@testable import Storage

@Suite struct BackupTests {
    let folder = StoreFolder()
    /// Where backups go; a folder of its own, so that what is left behind shows.
    let place = StoreFolder()

    private var path: String { place.folder.path + "/copy.db" }

    /// What the copy holds as a folder's database.
    private func contents(of path: String) throws -> (reports: Int64, seq: Int64) {
        let copy = try Connection(path: path, mode: .readOnly)
        #expect(try copy.damages(countMax: 9) == [])
        return (
            try copy.number("SELECT count(*) FROM head"),
            try copy.number("SELECT max(seq) FROM journal")
        )
    }

    @Test("a backup holds what was acknowledged before, in one file, and nothing is overwritten")
    func whole() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.submit(SmallStore.submission(store))
            _ = try await store.submit(SmallStore.submission(store, "B", "2024-09"))
            let told = try await store.backUp(to: path)
            #expect(told.reportCount == 2 && told.seq == 2 && told.lastMonth == month("2024-09"))
            #expect(place.fileNames == ["copy.db"])
            #expect(try contents(of: path) == (2, 2))
            await #expect { try await store.backUp(to: path) } throws: { error in
                if case BackupError.nameTaken = error { true } else { false }
            }
            _ = try await store.submit(SmallStore.submission(store, "B", "2024-10"))
            #expect(try await store.backUp(to: path + "2").seq == 3)
        }
    }

    @Test("reports go on meanwhile, and the copy is of one instant")
    func underLoad() async throws {
        try await folder.withStore(SmallStore.country) { store in
            // Enough pages for many slices.
            try await store.submit(
                together: (0..<2_000).map { number in
                    SmallStore.submission(
                        store, number.isMultiple(of: 2) ? "A" : "B", Self.code(number / 2),
                        note: String(repeating: "x", count: 4_000))
                })
            async let backup = store.backUp(to: path)
            var sent: Int64 = 2_000
            repeat {
                _ = try await store.submit(
                    SmallStore.submission(
                        store, "A", "2025-01", [SampleForm.births: .count(Int32(sent))]))
                sent += 1
            } while place.fileNames != ["copy.db"] && sent < 100_000
            let told = try await backup
            #expect(told.reportCount == 2_001)
            #expect(told.seq > 2_000 && told.seq <= sent)
            #expect(try contents(of: path) == (told.reportCount, told.seq))
        }
    }

    private static func code(_ number: Int) -> String {
        let month = number % 12 + 1
        return "\(1940 + number / 12)-" + (month < 10 ? "0" : "") + "\(month)"
    }

    @Test("one at a time; what is withdrawn or cut off leaves nothing behind")
    func oneAtATime() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let run = BackupRun(to: path, by: store.writer)
            run.withdraw()
            guard case .failure(.stopped) = run.run() else {
                Issue.record("a withdrawn backup ended otherwise")
                return
            }
            #expect(place.fileNames == [])
            _ = try FileSystem.makeNew(path + ".part")
            await #expect { try await store.backUp(to: path) } throws: { error in
                if case BackupError.unfinished = error { true } else { false }
            }
            #expect(place.fileNames == ["copy.db.part"])
            #expect(try await store.backUp(to: path + "2").seq == 0)
        }
    }

    @Test("a store that closes ends its backup")
    func closing() async throws {
        let store = try folder.open()
        store.close()
        await #expect { try await store.backUp(to: path) } throws: { error in
            if case BackupError.stopped = error { true } else { false }
        }
        #expect(place.fileNames == [])
    }

    @Test("a place that is not there or not to be written is an error with its name")
    func noPlace() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let path = place.folder.path + "/nothing/copy.db"
            await #expect { try await store.backUp(to: path) } throws: { error in
                guard case BackupError.outOfReach(let text) = error else { return false }
                return text.contains(path)
            }
            #expect(place.fileNames == [])
        }
    }
}
