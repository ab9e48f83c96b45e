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
        let contents = try await withTaskCancellationHandler {
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
        // The backup is there and good; a disk that has no room left for a note of it is told
        // by the next report.
        try? await record(.backedUp(to: path, contents))
        return contents
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
        let contents = try file.publish()
        note(.backedUp(to: path, contents))
        return contents
    }

    /// Notes the backup where the database is of this program's schema and takes writes; else
    /// it is left as it is.
    private func note(_ event: AuditEvent) {
        do throws(DatabaseError) {
            let connection = try Connection(path: database, mode: .readWrite)
            guard try connection.schemaVersion() == Self.migrations.count else { return }
            let now = SystemTime.wallMilliseconds()
            try connection.transaction(.immediate) { () throws(DatabaseError) in
                try AuditLog.appendForAll(event, at: now, in: connection)
            }
        } catch {
            // The backup is there and good, which is what was asked for.
        }
    }
}

extension AuditEvent {
    fileprivate static func backedUp(to path: String, _ contents: StoreContents) -> AuditEvent {
        AuditEvent(
            kind: .backedUp, actor: commandActor, address: "", unit: nil, subject: path,
            detail: ["seq": String(contents.seq), "reports": String(contents.reportCount)])
    }
}
