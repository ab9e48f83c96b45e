import JSON
import Reporting
import SQLite

extension Edition {
    /// Reads units and the catalogue in force.
    static func load(from connection: borrowing Connection) throws(StoreError) -> Edition {
        do throws(DatabaseError) {
            let catalogue = try loadCatalogue(from: connection)
            let units = try OrgUnits(
                units: loadUnits(from: connection), successions: loadSuccessions(from: connection),
                memberships: loadMemberships(from: connection))
            let registry = try Registry(
                units: units, catalogue: catalogue,
                extensions: ExtensionTable.inForce(in: connection),
                version: number(in: connection))
            return try Edition(
                registry: registry, formNumbers: loadFormNumbers(from: connection),
                versionNumbers: catalogue.versions.map { version throws(DatabaseError) in
                    try versionNumber(of: version, in: connection)
                })
        } catch {
            throw .database(error, while: "loading units and catalogue")
        }
    }

    static func number(in connection: borrowing Connection) throws(DatabaseError) -> Int {
        try connection.withStatement("SELECT max(number) FROM edition") {
            statement throws(DatabaseError) in
            guard try statement.step(), !statement.isNull(0) else { return 0 }
            return try statement.int(0)
        }
    }

    /// Begins a new edition within a transaction that changes units or the catalogue.
    static func advance(in connection: borrowing Connection, now: Int64) throws(DatabaseError) {
        try connection.withStatement("INSERT INTO edition (made_at) VALUES (?)") {
            statement throws(DatabaseError) in
            try statement.bind(now, at: 1)
            try statement.run()
        }
    }

    private static func loadCatalogue(
        from connection: borrowing Connection
    ) throws(DatabaseError) -> Catalogue {
        let json = try connection.withStatement(
            "SELECT json FROM catalogue ORDER BY number DESC LIMIT 1"
        ) { statement throws(DatabaseError) in
            try statement.step() ? try statement.bytes(0) : nil
        }
        guard let json else { return .empty }
        do {
            return try CatalogueReader.read(json)
        } catch {
            throw DatabaseError(.corrupt, message: "the stored catalogue cannot be read: \(error)")
        }
    }

    private static func loadUnits(
        from connection: borrowing Connection
    ) throws(DatabaseError) -> [OrgUnit] {
        var states = try loadStates(from: connection)
        return try connection.withStatement("SELECT number, id FROM org_unit ORDER BY number") {
            statement throws(DatabaseError) in
            var units: [OrgUnit] = []
            while try statement.step() {
                let number = try statement.int(0)
                guard number == units.count else {
                    throw DatabaseError(.corrupt, message: "org unit numbers have a gap")
                }
                units.append(
                    OrgUnit(
                        number: number, id: try statement.text(1),
                        states: states.removeValue(forKey: number) ?? []))
            }
            return units
        }
    }

    private static func loadStates(
        from connection: borrowing Connection
    ) throws(DatabaseError) -> [OrgUnit.Number: [OrgUnit.State]] {
        try connection.withStatement(
            """
            SELECT unit, valid_from, valid_to, code, level, kind, name, parent
            FROM org_unit_state ORDER BY rowid
            """
        ) { statement throws(DatabaseError) in
            var states: [OrgUnit.Number: [OrgUnit.State]] = [:]
            while try statement.step() {
                let validity = Validity(
                    from: try statement.day(1), through: try statement.day(2))
                states[try statement.int(0), default: []].append(
                    OrgUnit.State(
                        validity: validity, code: try statement.text(3),
                        level: OrgUnitLevel(rawValue: try statement.text(4)),
                        kind: try statement.text(5), name: try statement.text(6),
                        parent: statement.isNull(7) ? nil : try statement.int(7)))
            }
            return states
        }
    }

    private static func loadSuccessions(
        from connection: borrowing Connection
    ) throws(DatabaseError) -> [Succession] {
        try connection.withStatement(
            """
            SELECT predecessor, successor, kind, share_mantissa, share_scale, effective
            FROM succession ORDER BY rowid
            """
        ) { statement throws(DatabaseError) in
            var links: [Succession] = []
            while try statement.step() {
                guard let kind = Succession.Kind(rawValue: try statement.text(2)) else {
                    throw DatabaseError(.corrupt, message: "a succession of unknown kind")
                }
                let share =
                    statement.isNull(3)
                    ? nil
                    : Decimal(
                        mantissa: try statement.int64(3),
                        scale: min(max(try statement.int(4), 0), 9))
                links.append(
                    Succession(
                        predecessor: try statement.int(0), successor: try statement.int(1),
                        kind: kind, share: share, effective: Day(number: try statement.int(5))))
            }
            return links
        }
    }

    private static func loadMemberships(
        from connection: borrowing Connection
    ) throws(DatabaseError) -> [Membership] {
        try connection.withStatement(
            "SELECT area, member, kind, valid_from, valid_to FROM membership ORDER BY rowid"
        ) { statement throws(DatabaseError) in
            var memberships: [Membership] = []
            while try statement.step() {
                guard let kind = Membership.Kind(rawValue: try statement.text(2)) else {
                    throw DatabaseError(.corrupt, message: "a membership of unknown kind")
                }
                memberships.append(
                    Membership(
                        area: try statement.int(0), member: try statement.int(1), kind: kind,
                        validity: Validity(
                            from: try statement.day(3), through: try statement.day(4))))
            }
            return memberships
        }
    }

    private static func loadFormNumbers(
        from connection: borrowing Connection
    ) throws(DatabaseError) -> [String: Int] {
        try connection.withStatement("SELECT code, number FROM form") {
            statement throws(DatabaseError) in
            var numbers: [String: Int] = [:]
            while try statement.step() { numbers[try statement.text(0)] = try statement.int(1) }
            return numbers
        }
    }

    private static func versionNumber(
        of version: FormVersion, in connection: borrowing Connection
    ) throws(DatabaseError) -> Int {
        try connection.withStatement(
            """
            SELECT form_version.number FROM form_version JOIN form ON form.number = form
            WHERE code = ? AND version = ?
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(version.form, at: 1)
            try statement.bind(version.version, at: 2)
            guard try statement.step() else {
                throw DatabaseError(.corrupt, message: "a form version was never numbered")
            }
            return try statement.int(0)
        }
    }
}

extension Statement {
    func day(_ column: Int) throws(DatabaseError) -> Day? {
        isNull(column) ? nil : Day(number: try int(column))
    }
}
