import Kernel
import Reporting
import SQLite

/// Puts a backup in the place of a folder's database, whose lock the caller holds.
///
/// The file is copied into the folder first and the copy is what is checked, so that what was
/// found good is what is put in place. At each instant the folder's database is the old one or
/// the new one.
public struct Restoration: ~Copyable, Sendable {
    /// What stands in the folder now.
    public enum Present: Sendable {
        case nothing
        case contents(StoreContents)
        /// It is damaged, which may be why one restores.
        case unreadable(String)
    }

    public let contents: StoreContents
    public let present: Present
    private let folder: DataFolder

    /// Copies the file into the folder and checks it.
    public init(of path: String, in folder: DataFolder) throws(RestoreError) {
        let staged = folder.stagedDatabase
        // What a killed one left; nobody else is here.
        DatabaseFile.remove(staged)
        do throws(RestoreError) {
            try Self.admit(path)
            do throws(KernelError) {
                _ = try FileSystem.makeNew(staged)
            } catch {
                throw RestoreError(error)
            }
            try Self.stage(path, staged)
            contents = try Self.check(staged, of: path)
        } catch {
            DatabaseFile.remove(staged)
            throw error
        }
        present = Self.present(in: folder)
        self.folder = folder
    }

    deinit {
        DatabaseFile.remove(folder.stagedDatabase)
    }

    // MARK: Checking

    private static func admit(_ path: String) throws(RestoreError) {
        let source: Connection
        do throws(DatabaseError) {
            source = try Connection(path: path, mode: .readOnly)
        } catch {
            throw RestoreError(reading: path, error)
        }
        do throws(MigrationError) {
            guard try source.admittedVersion(DataFolder.migrations) > 0 else {
                throw MigrationError.foreignDatabase(applicationID: 0)
            }
        } catch {
            throw RestoreError(reading: path, error)
        }
    }

    private static func stage(_ path: String, _ staged: String) throws(RestoreError) {
        do throws(DatabaseError) {
            try DatabaseFile.copy(path, to: staged)
        } catch {
            throw RestoreError(reading: path, error)
        }
    }

    /// More damages than these tell nothing new.
    private static let damageCountMax = 10

    private static func check(
        _ staged: String, of path: String
    ) throws(RestoreError) -> StoreContents {
        let damages: [String]
        let contents: StoreContents
        do throws(DatabaseError) {
            (damages, contents) = try DatabaseFile.settle(staged) {
                copy throws(DatabaseError) in
                let damages = try copy.damages(countMax: damageCountMax)
                return (damages, try StoreContents(of: copy))
            }
        } catch {
            throw RestoreError(reading: path, error)
        }
        guard damages.isEmpty else {
            throw .badFile(damages.map { "\(path): tệp bị hỏng / is damaged: \($0)" })
        }
        return contents
    }

    private static func present(in folder: DataFolder) -> Present {
        guard FileSystem.exists(folder.database) else { return .nothing }
        do throws(DatabaseError) {
            let connection = try Connection(path: folder.database, mode: .readOnly)
            return .contents(try StoreContents(of: connection))
        } catch {
            return .unreadable("\(error)")
        }
    }
}

// MARK: Putting in place

extension Restoration {
    /// Puts the copy in place and keeps what was there; answers under which name, nil where
    /// nothing was there.
    ///
    /// - Parameter now: milliseconds UTC, for the name.
    public consuming func put(now: Int64) throws(RestoreError) -> String? {
        try markStaged(now: now)
        let isWhole = try settlePresent()
        do throws(KernelError) {
            // Ending its WAL has flushed it; that this rests on no pragma costs nothing.
            try FileDescriptor.openToWrite(folder.stagedDatabase).flush()
            let kept = try keepPresent(now: now)
            if !isWhole { try dropCompanions() }
            try FileSystem.rename(folder.stagedDatabase, to: folder.database)
            try FileSystem.flushFolder(folder.path)
            return kept
        } catch {
            throw RestoreError(error)
        }
    }

    /// Tells the copy that it was restored, and gives it a new identity: its seqs will be used
    /// again. Its schema becomes this program's, as it would at the next start.
    private func markStaged(now: Int64) throws(RestoreError) {
        let event = AuditEvent(
            kind: .restored, actor: AuditEvent.commandActor, address: "", unit: nil, subject: "",
            detail: [
                "seq": String(contents.seq), "reports": String(contents.reportCount),
                "seq_before": presentSeq,
            ])
        do throws(DatabaseError) {
            try DatabaseFile.amend(folder.stagedDatabase) { copy throws(DatabaseError) in
                try SQLiteStore.migrate(copy)
                try copy.transaction(.immediate) { () throws(DatabaseError) in
                    try DatabaseIdentity.renew(in: copy)
                    try AuditLog.appendForAll(event, at: now, in: copy)
                }
            }
        } catch {
            throw RestoreError(error)
        }
    }

    private var presentSeq: String {
        if case .contents(let contents) = present { String(contents.seq) } else { "" }
    }

    /// Brings what stands in the present WAL into the present database, so that one file is all
    /// of it; false where damage prevents that.
    ///
    /// A WAL that was left beside the new database would be taken for its own. A program that
    /// still had the old one open would go on with the new one's index: it has to end first.
    private func settlePresent() throws(RestoreError) -> Bool {
        guard FileSystem.exists(folder.database) else { return false }
        do throws(DatabaseError) {
            try DatabaseFile.settle(folder.database) { _ throws(DatabaseError) in }
            return true
        } catch {
            switch error.code {
            case .busy: throw .inUse(folder.database)
            case .corrupt, .notADatabase: return false
            default: throw RestoreError(error)
            }
        }
    }

    /// Gives the present database a second name, and its WAL where it has one left.
    private func keepPresent(now: Int64) throws(KernelError) -> String? {
        guard FileSystem.exists(folder.database) else { return nil }
        let kept = keptName(now)
        try FileSystem.link(folder.database, to: kept)
        let log = folder.database + "-wal"
        if FileSystem.exists(log) { try FileSystem.link(log, to: kept + "-wal") }
        try FileSystem.flushFolder(folder.path)
        return kept
    }

    /// Two restores in one second get names of their own.
    private func keptName(_ now: Int64) -> String {
        let name = folder.database + ".before-" + Self.stamp(now)
        var number = 1
        var kept = name
        while FileSystem.exists(kept) {
            number += 1
            kept = "\(name)-\(number)"
        }
        return kept
    }

    /// Of a damaged database: a kill right after this leaves it without its WAL, which is kept
    /// beside it under the other name.
    private func dropCompanions() throws(KernelError) {
        for suffix in DatabaseFile.companions { try FileSystem.remove(folder.database + suffix) }
        try FileSystem.flushFolder(folder.path)
    }

    /// `20240130-135344`, Vietnam time.
    private static func stamp(_ now: Int64) -> String {
        let digits = VietnamTime.iso(ofMilliseconds: now).filter(\.isNumber)
        return digits.prefix(8) + "-" + digits.dropFirst(8).prefix(6)
    }
}

extension DataFolder {
    /// Where a backup is copied to before it is put in place.
    public var stagedDatabase: String { database + ".restoring" }
}
