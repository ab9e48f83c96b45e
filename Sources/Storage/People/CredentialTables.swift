import SQLite

/// Reading the tables of people, tokens, sessions, links and recovery codes.
enum CredentialTables {
    static func people(
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [PersonRecord] {
        try connection.withStatement(
            """
            SELECT number, name, name_key, full_name, unit, role, password, second_factor,
                used_step, is_disabled, created_at, last_sign_in
            FROM person ORDER BY number
            """
        ) { statement throws(DatabaseError) in
            var records: [PersonRecord] = []
            while try statement.step() {
                records.append(
                    PersonRecord(
                        number: try statement.int64(0), name: try statement.text(1),
                        key: try statement.text(2), fullName: try statement.text(3),
                        unit: try statement.int(4), role: try statement.text(5),
                        password: statement.isNull(6) ? nil : try statement.text(6),
                        secondFactor: statement.isNull(7) ? nil : try statement.bytes(7),
                        usedStep: try statement.int64(8),
                        isDisabled: try statement.int(9) != 0,
                        createdAt: try statement.int64(10),
                        lastSignIn: statement.isNull(11) ? nil : try statement.int64(11)))
            }
            return records
        }
    }

    static func tokens(
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [TokenRecord] {
        try connection.withStatement(
            """
            SELECT number, name, unit, role, form, hash, created_at, expires_at, owner, made_by,
                revoked_at, used_at, used_from
            FROM token ORDER BY number
            """
        ) { statement throws(DatabaseError) in
            var records: [TokenRecord] = []
            while try statement.step() {
                records.append(
                    TokenRecord(
                        number: try statement.int64(0), name: try statement.text(1),
                        unit: try statement.int(2), role: try statement.text(3),
                        form: statement.isNull(4) ? nil : try statement.text(4),
                        hash: try statement.bytes(5), createdAt: try statement.int64(6),
                        expiresAt: statement.isNull(7) ? nil : try statement.int64(7),
                        owner: statement.isNull(8) ? nil : try statement.int64(8),
                        madeBy: try statement.text(9),
                        revokedAt: statement.isNull(10) ? nil : try statement.int64(10),
                        usedAt: statement.isNull(11) ? nil : try statement.int64(11),
                        usedFrom: statement.isNull(12) ? nil : try statement.text(12)))
            }
            return records
        }
    }

    static func sessions(
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [SessionRecord] {
        try connection.withStatement(
            """
            SELECT number, hash, token, person, created_at, expires_at, seen_at, address, agent
            FROM browser_session ORDER BY number
            """
        ) { statement throws(DatabaseError) in
            var records: [SessionRecord] = []
            while try statement.step() {
                records.append(
                    SessionRecord(
                        number: try statement.int64(0), hash: try statement.bytes(1),
                        holder: statement.isNull(2)
                            ? .person(try statement.int64(3)) : .token(try statement.int64(2)),
                        createdAt: try statement.int64(4), expiresAt: try statement.int64(5),
                        seenAt: try statement.int64(6), address: try statement.text(7),
                        agent: try statement.text(8)))
            }
            return records
        }
    }

    static func links(in connection: borrowing Connection) throws(DatabaseError) -> [LinkRecord] {
        try connection.withStatement(
            "SELECT hash, purpose, person, expires_at FROM link"
        ) { statement throws(DatabaseError) in
            var records: [LinkRecord] = []
            while try statement.step() {
                guard let purpose = LinkRecord.Purpose(rawValue: try statement.text(1)) else {
                    continue
                }
                records.append(
                    LinkRecord(
                        hash: try statement.bytes(0), purpose: purpose,
                        person: statement.isNull(2) ? nil : try statement.int64(2),
                        expiresAt: try statement.int64(3)))
            }
            return records
        }
    }

    static func recoveryCodes(
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [Int64: Set<[UInt8]>] {
        try connection.withStatement(
            "SELECT person, hash FROM recovery_code"
        ) { statement throws(DatabaseError) in
            var codes: [Int64: Set<[UInt8]>] = [:]
            while try statement.step() {
                codes[try statement.int64(0), default: []].insert(try statement.bytes(1))
            }
            return codes
        }
    }
}
