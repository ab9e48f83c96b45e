import Glibc
import SQLite
import Testing

@Suite struct DatabaseErrorTests {
    /// `SQLITE_IOERR_FSYNC`, which Swift cannot import.
    private static let failedFlush = ResultCode(rawValue: ResultCode.ioError.rawValue | 4 << 8)
    private static let movedAway = ResultCode(rawValue: ResultCode.readOnly.rawValue | 4 << 8)

    @Test(
        "a full and a read-only disk are told from a broken one",
        arguments: [
            (.full, 0, true, false), (failedFlush, ENOSPC, true, false),
            (.ioError, EDQUOT, true, false), (.cannotOpen, ENOSPC, true, false),
            (failedFlush, EROFS, false, true), (.cannotOpen, EROFS, false, true),
            (.readOnly, 0, false, true), (movedAway, 0, false, false),
            (failedFlush, EIO, false, false), (.corrupt, 0, false, false),
        ] as [(ResultCode, Int32, Bool, Bool)])
    func reasons(code: ResultCode, systemCode: Int32, isFull: Bool, isReadOnly: Bool) {
        let error = DatabaseError(code, message: "", systemCode: systemCode)
        #expect(error.isFull == isFull)
        #expect(error.isReadOnly == isReadOnly)
        #expect("\(error)".contains("errno") == (systemCode != 0))
    }

    @Test("a file that cannot be opened says why")
    func opening() {
        let error = #expect(throws: DatabaseError.self) {
            _ = try Connection(path: "/proc/none/mebe.db", mode: .readWriteCreate)
        }
        #expect(error?.systemCode == ENOENT)
    }
}
