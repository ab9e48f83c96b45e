import SQLite

/// Writing them.
extension CredentialTables {
    private enum Value {
        case number(Int64?)
        case text(String?)
        case bytes([UInt8]?)
    }

    /// - Returns: the number given to what was added.
    static func keep(
        _ change: CredentialChange, in connection: borrowing Connection
    ) throws(DatabaseError) -> Int64? {
        switch change {
        case .addPerson(let person):
            try add(person, to: connection)
            return connection.lastInsertedRowID
        case .addToken(let token):
            try add(token, to: connection)
            return connection.lastInsertedRowID
        case .addSession(let session):
            try add(session, to: connection)
            return connection.lastInsertedRowID
        case .changePerson(let person): try put(person, to: connection)
        case .revokeToken(let number, let now):
            try run(
                "UPDATE token SET revoked_at = ? WHERE number = ?",
                [.number(now), .number(number)], connection)
        case .tokenUsed(let number, let now, let address):
            try run(
                "UPDATE token SET used_at = ?, used_from = ? WHERE number = ?",
                [.number(now), .text(address), .number(number)], connection)
        case .endSession(let hash):
            try run("DELETE FROM browser_session WHERE hash = ?", [.bytes(hash)], connection)
        case .sessionSeen(let hash, let now, let address):
            try run(
                "UPDATE browser_session SET seen_at = ?, address = ? WHERE hash = ?",
                [.number(now), .text(address), .bytes(hash)], connection)
        case .addLink(let link): try add(link, to: connection)
        case .removeLink(let hash):
            try run("DELETE FROM link WHERE hash = ?", [.bytes(hash)], connection)
        case .setRecoveryCodes(let person, let hashes):
            try run("DELETE FROM recovery_code WHERE person = ?", [.number(person)], connection)
            for hash in hashes {
                try run(
                    "INSERT INTO recovery_code (hash, person) VALUES (?, ?)",
                    [.bytes(hash), .number(person)], connection)
            }
        case .useRecoveryCode(let hash):
            try run("DELETE FROM recovery_code WHERE hash = ?", [.bytes(hash)], connection)
        }
        return nil
    }

    private static func add(
        _ person: PersonRecord, to connection: borrowing Connection
    ) throws(DatabaseError) {
        try run(
            """
            INSERT INTO person (name, name_key, full_name, unit, role, password, second_factor,
                used_step, is_disabled, last_sign_in, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, values(of: person) + [.number(person.createdAt)], connection)
    }

    private static func put(
        _ person: PersonRecord, to connection: borrowing Connection
    ) throws(DatabaseError) {
        try run(
            """
            UPDATE person SET name = ?, name_key = ?, full_name = ?, unit = ?, role = ?,
                password = ?, second_factor = ?, used_step = ?, is_disabled = ?, last_sign_in = ?
            WHERE number = ?
            """, values(of: person) + [.number(person.number)], connection)
    }

    private static func values(of person: PersonRecord) -> [Value] {
        [
            .text(person.name), .text(person.key), .text(person.fullName),
            .number(Int64(person.unit)), .text(person.role), .text(person.password),
            .bytes(person.secondFactor), .number(person.usedStep),
            .number(person.isDisabled ? 1 : 0), .number(person.lastSignIn),
        ]
    }

    private static func add(
        _ token: TokenRecord, to connection: borrowing Connection
    ) throws(DatabaseError) {
        try run(
            """
            INSERT INTO token (name, unit, role, form, hash, created_at, expires_at, owner, made_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(token.name), .number(Int64(token.unit)), .text(token.role),
                .text(token.form), .bytes(token.hash), .number(token.createdAt),
                .number(token.expiresAt), .number(token.owner), .text(token.madeBy),
            ], connection)
    }

    private static func add(
        _ session: SessionRecord, to connection: borrowing Connection
    ) throws(DatabaseError) {
        try run(
            "DELETE FROM browser_session WHERE expires_at <= ?", [.number(session.createdAt)],
            connection)
        let (token, person): (Int64?, Int64?) =
            switch session.holder {
            case .token(let number): (number, nil)
            case .person(let number): (nil, number)
            }
        try run(
            """
            INSERT INTO browser_session
                (hash, token, person, created_at, expires_at, seen_at, address, agent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .bytes(session.hash), .number(token), .number(person),
                .number(session.createdAt), .number(session.expiresAt),
                .number(session.seenAt), .text(session.address), .text(session.agent),
            ], connection)
    }

    private static func add(
        _ link: LinkRecord, to connection: borrowing Connection
    ) throws(DatabaseError) {
        try run(
            "INSERT INTO link (hash, purpose, person, expires_at) VALUES (?, ?, ?, ?)",
            [
                .bytes(link.hash), .text(link.purpose.rawValue), .number(link.person),
                .number(link.expiresAt),
            ], connection)
    }

    private static func run(
        _ sql: StaticString, _ values: [Value], _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement(sql) { statement throws(DatabaseError) in
            for (index, value) in values.enumerated() {
                switch value {
                case .number(let number): try statement.bind(number, at: index + 1)
                case .text(let text): try statement.bind(text, at: index + 1)
                case .bytes(let bytes): try statement.bind(bytes, at: index + 1)
                }
            }
            try statement.run()
        }
    }
}
