/// Looking for damage.
extension Connection {
    /// Reads the whole database and names what is wrong with it, at most so much of it
    /// (<https://www.sqlite.org/pragma.html#pragma_integrity_check>).
    ///
    /// - Parameter sql: the same pragma with a table in parentheses looks at that table alone.
    public func damages(
        countMax: Int, checkedBy sql: StaticString = "PRAGMA integrity_check"
    ) throws(DatabaseError) -> [String] {
        var damages: [String] = []
        do throws(DatabaseError) {
            try withStatement(sql) { statement throws(DatabaseError) in
                while damages.count < countMax, try statement.step() {
                    let text = try statement.text(0)
                    if text != "ok" { damages.append(text) }
                }
            }
        } catch {
            // Some damage ends the check itself.
            guard error.code == .corrupt else { throw error }
            damages.append(error.message)
        }
        return damages
    }
}
