/// Why a database was not brought up to date; it is then as it was after the last whole step.
public enum MigrationError: DatabaseFailure, Hashable {
    /// Made by a later program, which this one would damage.
    case newerDatabase(version: Int, newestKnown: Int)
    /// Another program's file: it has tables, but not mebe's mark.
    case foreignDatabase(applicationID: Int)
    /// The program's own list is not 1, 2, 3 ….
    case misnumbered(position: Int, number: Int)
    /// One step failed and was rolled back.
    case failed(number: Int, name: String, DatabaseError)
    /// SQLite failed outside of any step.
    case database(DatabaseError)

    public init(_ error: DatabaseError) {
        self = .database(error)
    }
}

extension MigrationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .newerDatabase(let version, let newestKnown):
            """
            the database has schema version \(version), this program knows \
            \(newestKnown) at most; use a program at least as new as the data
            """
        case .foreignDatabase(let applicationID):
            "the file is another program's database (application_id \(applicationID))"
        case .misnumbered(let position, let number):
            "migration \(position) has the number \(number)"
        case .failed(let number, let name, let error):
            "migration \(number) (\(name)): \(error)"
        case .database(let error):
            "migrating: \(error)"
        }
    }
}
