import Crypto
import Reporting
import SQLite

extension SQLiteStore {
    /// Takes over a catalogue; it is in force at the next request.
    ///
    /// - Throws: `.badData` where it cannot be read, or changes the elements of a form version
    ///   that has reports, or drops such a version.
    public func importCatalogue(
        _ json: [UInt8], by name: String = AuditEvent.commandActor
    ) async throws(StoreError) {
        let catalogue: Catalogue
        do throws(CatalogueError) {
            catalogue = try CatalogueReader.read(json)
        } catch {
            throw .badData(error.problems)
        }
        try await replaceEdition { connection, edition, now throws(StoreError) in
            let problems = try Self.frozenVersionProblems(catalogue, edition, connection)
            guard problems.isEmpty else { throw .badData(problems) }
            try Self.store(catalogue, json, now, connection)
            let event = AuditEvent(
                kind: .catalogueImported, actor: name, address: "", unit: nil, subject: "",
                detail: [
                    "sha256": SHA256.digest(of: json).hex,
                    "forms": catalogue.versions.map { "\($0.form) \($0.version)" }
                        .joined(separator: ", "),
                ])
            try Self.append(event, at: now, edition.registry, connection)
        }
    }

    /// Runs a change of units or catalogue in one transaction and puts the new edition in force.
    func replaceEdition<Value: Sendable>(
        _ change:
            @escaping @Sendable (borrowing Connection, Edition, Int64) throws(StoreError)
            -> Value
    ) async throws(StoreError) -> Value {
        let now = self.now
        return try await writer.perform { [tree] connection throws(StoreError) in
            let (value, edition) = try connection.transaction(.immediate) {
                () throws(StoreError) in
                let value = try change(connection, tree.edition, now)
                do throws(DatabaseError) {
                    try Edition.advance(in: connection, now: now)
                } catch {
                    throw .database(error, while: "importing")
                }
                return (value, try Edition.load(from: connection))
            }
            tree.replace(edition: edition, seq: tree.seq)
            return value
        }
    }

    /// Stored values are packed in a version's order, so a version with reports is frozen.
    private static func frozenVersionProblems(
        _ catalogue: Catalogue, _ edition: Edition, _ connection: borrowing Connection
    ) throws(StoreError) -> [String] {
        var problems: [String] = []
        for version in edition.catalogue.versions {
            guard let number = edition.number(of: version),
                try hasReports(versionNumber: number, connection)
            else { continue }
            let name = "\(version.form) \(version.version)"
            guard let new = catalogue.version(of: version.form, named: version.version) else {
                problems.append(
                    "/forms: biểu \(name) đã có báo cáo nên không bỏ được / "
                        + "the version \(name) has reports and cannot be dropped")
                continue
            }
            if new.codes(in: catalogue) != version.codes(in: edition.catalogue) {
                problems.append(
                    "/forms: biểu \(name) đã có báo cáo nên không đổi chỉ tiêu được / "
                        + "the version \(name) has reports; its elements cannot change")
            }
        }
        return problems
    }

    private static func hasReports(
        versionNumber: Int, _ connection: borrowing Connection
    ) throws(StoreError) -> Bool {
        try connection.withStatement(
            "SELECT 1 FROM journal WHERE version = ? LIMIT 1", while: "looking for reports"
        ) { statement throws(DatabaseError) in
            try statement.bind(versionNumber, at: 1)
            return try statement.step()
        }
    }

    private static func store(
        _ catalogue: Catalogue, _ json: [UInt8], _ now: Int64, _ connection: borrowing Connection
    ) throws(StoreError) {
        do throws(DatabaseError) {
            for form in catalogue.forms { try number(form, connection) }
            for version in catalogue.versions { try number(version, catalogue, connection) }
            try connection.withStatement("INSERT INTO catalogue (imported_at, json) VALUES (?, ?)")
            {
                statement throws(DatabaseError) in
                try statement.bind(now, at: 1)
                try statement.bind(json, at: 2)
                try statement.run()
            }
        } catch {
            throw .database(error, while: "storing the catalogue")
        }
    }

    private static func number(
        _ form: String, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement("INSERT INTO form (code) VALUES (?) ON CONFLICT DO NOTHING") {
            statement throws(DatabaseError) in
            try statement.bind(form, at: 1)
            try statement.run()
        }
    }

    private static func number(
        _ version: FormVersion, _ catalogue: Catalogue, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement(
            """
            INSERT INTO form_version (form, version, elements)
            VALUES ((SELECT number FROM form WHERE code = ?), ?, ?)
            ON CONFLICT DO UPDATE SET elements = excluded.elements
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(version.form, at: 1)
            try statement.bind(version.version, at: 2)
            try statement.bind(version.codes(in: catalogue).joined(separator: " "), at: 3)
            try statement.run()
        }
    }
}

extension FormVersion {
    fileprivate func codes(in catalogue: Catalogue) -> [String] {
        elements.map { catalogue.elements[$0].code }
    }
}
