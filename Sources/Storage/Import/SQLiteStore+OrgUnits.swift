import Reporting
import SQLite

extension SQLiteStore {
    /// Takes over units, successions and members of areas from their CSV files.
    ///
    /// A unit named in the file gets exactly the file's states, a predecessor exactly its
    /// links, an area exactly its members; everything else stays as it is. Districts that ended
    /// with June 2025 become areas (`FormerDistricts`), unless these are there already.
    ///
    /// - Throws: `.badData` with every problem by line and column, also where a unit would no
    ///   longer exist in a month that it has reported.
    public func importOrgUnits(
        units: [UInt8], successions: [UInt8], members: [UInt8]? = nil,
        by name: String = AuditEvent.commandActor
    ) async throws(StoreError) {
        try await replaceEdition { connection, edition, now throws(StoreError) in
            let known = edition.registry.units
            let file = OrgUnitFile.read(
                units: units, successions: successions, members: members, known: known)
            switch file {
            case .failure(let problems):
                throw .badData(problems.all.map(\.description))
            case .success(let file):
                try Self.checkReports(against: file.units, connection)
                try Self.store(file.withFormerDistricts, connection)
                let event = AuditEvent(
                    kind: .unitsImported, actor: name, address: "", unit: nil, subject: "",
                    detail: ["units": String(file.units.count)])
                try Self.append(event, at: now, edition.registry, connection)
            }
        }
    }

    /// The most months named when reported months would be lost.
    private static let lostMonthsMax = 20

    private static func checkReports(
        against units: [OrgUnit], _ connection: borrowing Connection
    ) throws(StoreError) {
        var lost: [String] = []
        try connection.withStatement(
            "SELECT unit, month FROM head", while: "comparing units with reports"
        ) { statement throws(DatabaseError) in
            while lost.count < lostMonthsMax, try statement.step() {
                let unit = units[try statement.int(0)]
                let month = Month(number: try statement.int(1))
                guard !unit.exists(on: month.lastDay) else { continue }
                lost.append(
                    "\(unit.id): đã báo cáo tháng \(month.code), khi đó phải tồn tại / "
                        + "has reported \(month.code) and must exist then")
            }
        }
        guard lost.isEmpty else { throw .badData(lost) }
    }

    private static func store(
        _ file: OrgUnitFile, _ connection: borrowing Connection
    ) throws(StoreError) {
        do throws(DatabaseError) {
            try connection.execute(
                """
                DELETE FROM org_unit_state; DELETE FROM succession; DELETE FROM membership
                """)
            for unit in file.units { try store(unit, connection) }
            for unit in file.units {
                for state in unit.states { try store(state, of: unit, connection) }
            }
            for link in file.successions { try store(link, connection) }
            for membership in file.memberships { try store(membership, connection) }
        } catch {
            throw .database(error, while: "storing units")
        }
    }

    /// Writes what a change made different.
    static func store(
        _ trace: UnitChangeTrace, of book: UnitBook, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        for one in trace.units { try store(book[one.unit], connection) }
        for one in trace.units {
            try connection.withStatement("DELETE FROM org_unit_state WHERE unit = ?") {
                statement throws(DatabaseError) in
                try statement.bind(one.unit, at: 1)
                try statement.run()
            }
            for state in one.after { try store(state, of: book[one.unit], connection) }
        }
        try connection.execute("DELETE FROM succession; DELETE FROM membership")
        for link in book.successions { try store(link, connection) }
        for membership in book.memberships { try store(membership, connection) }
    }

    private static func store(
        _ unit: OrgUnit, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement(
            "INSERT INTO org_unit (number, id) VALUES (?, ?) ON CONFLICT DO NOTHING"
        ) { statement throws(DatabaseError) in
            try statement.bind(unit.number, at: 1)
            try statement.bind(unit.id, at: 2)
            try statement.run()
        }
    }

    private static func store(
        _ state: OrgUnit.State, of unit: OrgUnit, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement("INSERT INTO org_unit_state VALUES (?, ?, ?, ?, ?, ?, ?, ?)") {
            statement throws(DatabaseError) in
            try statement.bind(unit.number, at: 1)
            try statement.bind(state.validity.from?.number, at: 2)
            try statement.bind(state.validity.through?.number, at: 3)
            try statement.bind(state.code, at: 4)
            try statement.bind(state.level.rawValue, at: 5)
            try statement.bind(state.kind, at: 6)
            try statement.bind(state.name, at: 7)
            try statement.bind(state.parent, at: 8)
            try statement.run()
        }
    }

    private static func store(
        _ link: Succession, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement("INSERT INTO succession VALUES (?, ?, ?, ?, ?, ?)") {
            statement throws(DatabaseError) in
            try statement.bind(link.predecessor, at: 1)
            try statement.bind(link.successor, at: 2)
            try statement.bind(link.kind.rawValue, at: 3)
            try statement.bind(link.share?.mantissa, at: 4)
            try statement.bind(link.share?.scale, at: 5)
            try statement.bind(link.effective.number, at: 6)
            try statement.run()
        }
    }

    private static func store(
        _ membership: Membership, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement("INSERT INTO membership VALUES (?, ?, ?, ?, ?)") {
            statement throws(DatabaseError) in
            try statement.bind(membership.area, at: 1)
            try statement.bind(membership.member, at: 2)
            try statement.bind(membership.kind.rawValue, at: 3)
            try statement.bind(membership.validity.from?.number, at: 4)
            try statement.bind(membership.validity.through?.number, at: 5)
            try statement.run()
        }
    }
}

extension OrgUnitFile {
    /// The same with an area for each district that ended with June 2025.
    fileprivate var withFormerDistricts: OrgUnitFile {
        let former = FormerDistricts.missingAreas(
            in: OrgUnits(units: units, successions: successions))
        return OrgUnitFile(
            units: units + former.areas, successions: successions,
            memberships: memberships + former.memberships)
    }
}
