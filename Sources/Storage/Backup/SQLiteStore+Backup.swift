import Kernel
import SQLite

extension SQLiteStore {
    /// Copies the database into a new file while reports go on: one ordinary SQLite file, as the
    /// database was at some instant before this returns. What was acknowledged before it was
    /// called is in.
    ///
    /// - Parameter path: absolute, or seen from this process's working folder.
    public func backUp(to path: String) async throws(BackupError) -> StoreContents {
        let run = BackupRun(to: path, by: writer)
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                do throws(KernelError) {
                    _ = try Thread(named: "mebe-backup") {
                        continuation.resume(returning: run.run())
                    }
                } catch {
                    continuation.resume(returning: .failure(BackupError(error)))
                }
            }
        } onCancel: {
            run.withdraw()
        }.get()
    }
}

extension DataFolder {
    /// Where a backup to a path is written until it is whole.
    public static func part(ofBackup path: String) -> String { path + BackupFile.partSuffix }

    /// The same of a folder whose lock the caller holds. The database is left as it is, also
    /// where this program would bring it up to date.
    public func backUp(to path: String) throws(BackupError) -> StoreContents {
        let file = try BackupFile.make(path)
        do throws(DatabaseError) {
            try DatabaseFile.copy(database, to: file.partPath)
        } catch {
            throw BackupError(error)
        }
        return try file.publish()
    }
}
