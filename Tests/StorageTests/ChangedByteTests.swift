import Glibc
import Recount
import Reporting
import ReportingFixtures
import SQLite
import Testing

@testable import Storage

/// Any single changed byte in the journal or the audit log is found, with its place.
@Suite struct ChangedByteTests {
    private static let pageLength = 4_096

    /// Reports of all kinds, corrections, drafts, events and a checkpoint, in one file.
    private static func made() async throws -> StoreFolder {
        let folder = StoreFolder()
        try await folder.withStore(SmallStore.country) { store in
            for number in 1...34 {
                let values: [DataElement.Index: ReportValue] = [
                    SampleForm.births: .count(Int32(number * 17 % 300)),
                    SampleForm.women: number.isMultiple(of: 3) ? .notApplicable : .count(0),
                    SampleForm.couples: number.isMultiple(of: 2) ? .blank : .count(99_999_999),
                ]
                let month = "2024-0\(number % 9 + 1)"
                _ = try await store.submit(
                    SmallStore.submission(
                        store, number.isMultiple(of: 2) ? "A" : "B", month, values,
                        status: number.isMultiple(of: 5) ? .draft : .submitted,
                        note: number.isMultiple(of: 4) ? "sửa lần \(number)" : "",
                        explanations: number.isMultiple(of: 3) ? ["r1": "đã kiểm tra"] : [:]))
                if number.isMultiple(of: 2) {
                    try await store.record(
                        AuditEvent(
                            kind: .signIn, actor: "Hoa", address: "192.0.2.\(number)",
                            unit: number.isMultiple(of: 4) ? 2 : nil, subject: "Hoa",
                            detail: ["way": "token \(number)"]))
                }
            }
            _ = try await store.makeCheckpoint()
        }
        try folder.folder.connect().endWriteAheadLog()
        return folder
    }

    /// Every byte of the tables' pages that means something: all but the room that is left
    /// between the places of the rows and the rows.
    private static func places(_ folder: StoreFolder) throws -> [(table: String, offset: Int)] {
        let connection = try folder.folder.connect(.readOnly)
        let pages = try connection.withStatement(
            "SELECT name, pageno FROM dbstat WHERE name IN ('journal', 'audit') ORDER BY pageno"
        ) { statement throws(DatabaseError) in
            var pages: [(String, Int)] = []
            while try statement.step() {
                pages.append((try statement.text(0), try statement.int(1) - 1))
            }
            return pages
        }
        let file = open(folder.folder.database, O_RDONLY)
        defer { close(file) }
        var places: [(String, Int)] = []
        for (table, page) in pages {
            var bytes = [UInt8](repeating: 0, count: pageLength)
            #expect(pread(file, &bytes, pageLength, off_t(page * pageLength)) == pageLength)
            let rowCount = Int(bytes[3]) << 8 | Int(bytes[4])
            let content = Int(bytes[5]) << 8 | Int(bytes[6])
            let head = (bytes[0] == 5 ? 12 : 8) + 2 * rowCount
            places += (Array(0..<head) + Array(content..<pageLength)).map {
                (table, page * pageLength + $0)
            }
        }
        return places
    }

    /// - Parameter stride: of the bytes that are tried.
    @Test("a changed byte is found, whichever it is", arguments: [23])
    func changed(stride step: Int) async throws {
        let start = Int.random(in: 0..<step)
        print("begins at \(start)")
        let folder = try await Self.made()
        let registry = try SQLiteStore.registry(in: folder.folder)
        let places = try Self.places(folder)
        #expect(Set(places.map(\.table)) == ["journal", "audit"] && places.count > 4_000)
        #expect(try Self.verify(folder, registry) == [])
        let file = open(folder.folder.database, O_RDWR)
        defer { close(file) }
        for index in stride(from: start, to: places.count, by: step) {
            let (table, offset) = places[index]
            var byte: UInt8 = 0
            #expect(pread(file, &byte, 1, off_t(offset)) == 1)
            for mask in [UInt8(1) << UInt8(index % 8), 8, 9, 0xFF] {
                var changed = byte ^ mask
                #expect(pwrite(file, &changed, 1, off_t(offset)) == 1)
                let found = try Self.verify(folder, registry)
                let place = "page \(offset / Self.pageLength + 1) byte \(offset % Self.pageLength)"
                #expect(
                    found.contains { $0.hasPrefix(table) || $0.hasPrefix("checkpoint") },
                    "\(table) \(place): \(byte) ≠ \(changed), found \(found.prefix(3))")
            }
            #expect(pwrite(file, &byte, 1, off_t(offset)) == 1)
        }
        #expect(try Self.verify(folder, registry) == [])
    }

    private static func verify(_ folder: StoreFolder, _ registry: Registry) throws -> [String] {
        try Verification(
            databasePath: folder.folder.database, registry: { registry },
            today: { day("2025-06-15") }, ask: nil
        ).run().differences.map(\.description)
    }
}
