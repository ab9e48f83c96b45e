import Kernel
import SQLite

/// The one folder that holds everything: the database, its WAL, the lock and the admin socket.
public struct DataFolder: Sendable {
    public let path: String

    public init(path: String) {
        self.path = path
    }

    public var database: String { path + "/mebe.db" }
    /// Where a running server answers other commands.
    public var socket: String { path + "/mebe.sock" }
    /// The key of second factors' secrets; no backup contains it.
    public var secretKey: String { path + "/secret.key" }
    /// One line a request, where nothing else is asked for.
    public var accessLog: String { path + "/access.log" }
    /// Certificate and key of `--tls-self-signed`.
    public var selfSignedCertificate: String { path + "/tls-self-signed.pem" }
    private var lockFile: String { path + "/mebe.lock" }

    /// A path for a file that lives as long as one command.
    public func temporaryFile(_ name: String) -> String { path + "/" + name }

    /// The schema's steps, compiled in from `Migrations/`.
    static var migrations: [Migration] {
        Assets.paths(under: "Migrations/").sorted().compactMap { path in
            Assets.text(path).flatMap {
                Migration(fileName: String(path.dropFirst("Migrations/".count)), sql: $0)
            }
        }
    }
}

/// Why a data folder cannot be used.
public enum FolderError: Error, Sendable, CustomStringConvertible {
    case inUse(String)
    case unusable(String)

    public var description: String {
        switch self {
        case .inUse(let path):
            "thư mục \(path) đang được một tiến trình mebe khác dùng / "
                + "the folder \(path) is in use by another mebe process"
        case .unusable(let reason): reason
        }
    }
}

/// The right to write in a data folder; it ends with the value or the process, also by a crash.
public struct FolderLock: ~Copyable, Sendable {
    private let file: FileDescriptor

    fileprivate init(_ file: consuming FileDescriptor) {
        self.file = file
    }
}

extension DataFolder {
    /// Makes the folder where it is missing and takes its lock, which one process holds.
    public func lock() throws(FolderError) -> FolderLock {
        do throws(KernelError) {
            try FileSystem.makeFolder(path)
            let file = try FileDescriptor.openOrCreate(lockFile)
            if try file.lockExclusively() { return FolderLock(file) }
        } catch {
            throw .unusable("\(error)")
        }
        throw .inUse(path)
    }
}
