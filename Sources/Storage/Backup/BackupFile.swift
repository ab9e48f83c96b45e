import Kernel
import SQLite

/// The file that a backup is written to: under a name of its own until it is whole and on the
/// disk. What was not published is removed with the value.
struct BackupFile: ~Copyable {
    let path: String
    let partPath: String
    private let part: FileDescriptor

    private init(_ path: String, _ part: consuming FileDescriptor) {
        self.path = path
        partPath = path + Self.partSuffix
        self.part = part
    }

    /// Makes the empty file, unless something is there already.
    static func make(_ path: String) throws(BackupError) -> BackupFile {
        guard !FileSystem.exists(path) else { throw .nameTaken(path) }
        do throws(KernelError) {
            return BackupFile(path, try FileSystem.makeNew(path + partSuffix))
        } catch {
            throw error.isNameTaken ? .unfinished(path + partSuffix) : BackupError(error)
        }
    }

    deinit {
        DatabaseFile.remove(partPath)
    }

    /// Brings what is written so far to the disk.
    borrowing func flush() throws(BackupError) {
        do throws(KernelError) { try part.flush() } catch { throw BackupError(error) }
    }

    /// Gives the whole copy its name; answers what it holds.
    borrowing func publish() throws(BackupError) -> StoreContents {
        let contents = try settle()
        try flush()
        // Somebody may have made one meanwhile.
        guard !FileSystem.exists(path) else { throw .nameTaken(path) }
        do throws(KernelError) {
            try FileSystem.rename(partPath, to: path)
            try FileSystem.flushFolder(FileSystem.folder(of: path))
        } catch {
            throw BackupError(error)
        }
        return contents
    }

    private borrowing func settle() throws(BackupError) -> StoreContents {
        do throws(DatabaseError) {
            return try DatabaseFile.settle(partPath) { copy throws(DatabaseError) in
                try StoreContents(of: copy)
            }
        } catch {
            throw BackupError(error)
        }
    }
}

extension BackupFile {
    /// What a file's name ends in while it is not whole.
    static let partSuffix = ".part"
}
