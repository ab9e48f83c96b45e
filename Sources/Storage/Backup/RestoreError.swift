import Kernel
public import SQLite

/// Why a folder's database was not exchanged; it is as it was.
public enum RestoreError: Error, Sendable {
    /// The file is not one to restore from; each line says why.
    case badFile([String])
    /// Another program has the folder's database open.
    case inUse(String)
    case full(String)
    case failed(String)
}

extension RestoreError: DatabaseFailure {
    public init(_ error: DatabaseError) {
        self = error.isFull ? .full("\(error)") : .failed("\(error)")
    }

    init(_ error: KernelError) {
        self = error.isFull ? .full("\(error)") : .failed("\(error)")
    }

    /// Of a call that read the file to restore from.
    init(reading path: String, _ error: DatabaseError) {
        switch error.code {
        case .notADatabase:
            self = .badFile(["\(path): không phải tệp SQLite / is not an SQLite file"])
        // A file that lacks what its schema promises is as bad as a damaged one.
        case .corrupt, .error, .mismatch:
            self = .badFile(["\(path): tệp bị hỏng / is damaged: \(error.message)"])
        default: self.init(error)
        }
    }

    init(reading path: String, _ error: MigrationError) {
        switch error {
        case .database(let error): self.init(reading: path, error)
        case .foreignDatabase: self = .notMebe(path)
        case .newerDatabase(let version, let newestKnown):
            self = .badFile([
                """
                \(path): của chương trình mới hơn (cấu trúc \(version), chương trình này biết đến \
                \(newestKnown)) / is of a newer program (schema \(version), this one knows \
                \(newestKnown))
                """
            ])
        case .misnumbered, .failed: self = .failed("\(error)")
        }
    }

    static func notMebe(_ path: String) -> RestoreError {
        .badFile(["\(path): không phải dữ liệu của mebe / is not a database of mebe"])
    }
}
