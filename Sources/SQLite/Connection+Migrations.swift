/// Bringing a database to the program's schema.
extension Connection {
    /// `application_id` of every database made here: "mebe" in ASCII
    /// (<https://www.sqlite.org/pragma.html#pragma_application_id>).
    static let applicationID = 0x6d65_6265

    /// The number of the last migration applied; 0 for an empty database.
    public func schemaVersion() throws(DatabaseError) -> Int {
        try singleInt("PRAGMA user_version")
    }

    /// Applies what is missing, each migration in its own transaction and once only, also when
    /// two processes begin at the same time.
    ///
    /// A database that is newer than the list, or another program's, is refused untouched. With
    /// nothing to do nothing is written, so a read-only connection may ask as well.
    public func migrate(_ migrations: [Migration]) throws(MigrationError) {
        for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
            throw .misnumbered(position: index + 1, number: migration.number)
        }
        let version = try admittedVersion(migrations)
        for migration in migrations.dropFirst(version) {
            try transaction(.immediate) { () throws(MigrationError) in
                // Asked again under the lock: another process may have been faster.
                let current = try admittedVersion(migrations)
                if current < migration.number { try apply(migration) }
            }
        }
    }

    /// The schema version of a database that these migrations may be applied to; 0 for an empty
    /// one. Another program's database, and one that is newer, are refused.
    public func admittedVersion(_ migrations: [Migration]) throws(MigrationError) -> Int {
        let mark = try number("PRAGMA application_id")
        let version = try number("PRAGMA user_version")
        let objectCount = try number("SELECT count(*) FROM sqlite_schema")
        let isBlank = mark == 0 && version == 0 && objectCount == 0
        guard isBlank || mark == Connection.applicationID else {
            throw .foreignDatabase(applicationID: mark)
        }
        guard version <= migrations.count else {
            throw .newerDatabase(version: version, newestKnown: migrations.count)
        }
        return version
    }

    private func number(_ sql: StaticString) throws(MigrationError) -> Int {
        do throws(DatabaseError) { return try singleInt(sql) } catch { throw .database(error) }
    }

    /// The one number that a statement without placeholders gives.
    private func singleInt(_ sql: StaticString) throws(DatabaseError) -> Int {
        try withStatement(sql) { statement throws(DatabaseError) in
            guard try statement.step() else { return 0 }
            return try statement.int(0)
        }
    }

    private func apply(_ migration: Migration) throws(MigrationError) {
        do throws(DatabaseError) {
            try execute(migration.sql)
            guard isInTransaction else {
                throw DatabaseError(.misuse, message: "it ended its transaction itself")
            }
            try execute("PRAGMA application_id = \(Connection.applicationID)")
            try execute("PRAGMA user_version = \(migration.number)")
        } catch {
            throw .failed(number: migration.number, name: migration.name, error)
        }
    }
}
