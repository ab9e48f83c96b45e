import Reporting
import SQLite

/// A form version as the database numbers it; packed values follow its codes.
struct StoredVersion {
    let form: String
    let formNumber: Int
    let name: String
    let codes: [String]
    /// The catalogue's elements of these codes.
    let order: [DataElement.Index]

    /// By number.
    static func all(
        _ catalogue: Catalogue, in connection: borrowing Connection
    ) throws(DatabaseError) -> [Int: StoredVersion] {
        try connection.withStatement(
            """
            SELECT form_version.number, code, version, elements, form
            FROM form_version JOIN form ON form.number = form
            """
        ) { statement throws(DatabaseError) in
            var versions: [Int: StoredVersion] = [:]
            while try statement.step() {
                let codes = try statement.text(3).split(separator: " ").map(String.init)
                versions[try statement.int(0)] = StoredVersion(
                    form: try statement.text(1), formNumber: try statement.int(4),
                    name: try statement.text(2), codes: codes,
                    order: codes.compactMap { catalogue.elementIndex(ofCode: $0) })
            }
            return versions
        }
    }
}
