import Reporting
import SQLite

/// The latest state of one report, as the writer and single reads need it.
struct Head {
    let revision: Int
    let seq: Int64
    let standingSeq: Int64?
    let receivedFirst: Int64?
}

/// Reading and writing the heads' rows.
enum Heads {
    static func head(
        of key: ReportKey, edition: Edition, in connection: borrowing Connection
    ) throws(DatabaseError) -> Head? {
        guard let form = edition.number(ofForm: key.form) else { return nil }
        return try connection.withStatement(
            """
            SELECT revision, seq, standing_seq, received_first FROM head
            WHERE form = ? AND month = ? AND unit = ?
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(form, at: 1)
            try statement.bind(key.month.number, at: 2)
            try statement.bind(key.unit, at: 3)
            guard try statement.step() else { return nil }
            return Head(
                revision: try statement.int(0), seq: try statement.int64(1),
                standingSeq: statement.isNull(2) ? nil : try statement.int64(2),
                receivedFirst: statement.isNull(3) ? nil : try statement.int64(3))
        }
    }

    static func latestMonth(
        form: String, edition: Edition, in connection: borrowing Connection
    ) throws(DatabaseError) -> Month? {
        guard let number = edition.number(ofForm: form) else { return nil }
        return try connection.withStatement(
            """
            SELECT month FROM head WHERE form = ? AND standing_seq IS NOT NULL
            ORDER BY month DESC LIMIT 1
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(number, at: 1)
            return try statement.step() ? Month(number: try statement.int(0)) : nil
        }
    }

    /// Makes a revision the latest of its report, and the standing one unless it is a draft.
    static func put(
        _ revision: Revision, packed: PackedValues, receivedFirst: Int64?, edition: Edition,
        in connection: borrowing Connection
    ) throws(DatabaseError) {
        guard let form = edition.number(ofForm: revision.key.form) else {
            throw DatabaseError(.corrupt, message: "a form was never numbered")
        }
        if revision.status.isStanding {
            try putStanding(revision, packed, form, receivedFirst, edition, connection)
        } else {
            try putDraft(revision, form, connection)
        }
    }

    private static func putStanding(
        _ revision: Revision, _ packed: PackedValues, _ form: Int, _ receivedFirst: Int64?,
        _ edition: Edition, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement(
            """
            REPLACE INTO head (form, month, unit, revision, seq, standing_seq, status, version,
                received_first, "values")
            VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9)
            """
        ) { statement throws(DatabaseError) in
            try bindKey(revision, form, to: &statement)
            try statement.bind(revision.status.number, at: 6)
            try statement.bind(edition.number(of: revision.formVersion), at: 7)
            try statement.bind(receivedFirst, at: 8)
            try statement.bind(packed.bytes, at: 9)
            try statement.run()
        }
    }

    private static func putDraft(
        _ revision: Revision, _ form: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement(
            """
            INSERT INTO head (form, month, unit, revision, seq) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET revision = excluded.revision, seq = excluded.seq
            """
        ) { statement throws(DatabaseError) in
            try bindKey(revision, form, to: &statement)
            try statement.run()
        }
    }

    private static func bindKey(
        _ revision: Revision, _ form: Int, to statement: inout Statement
    ) throws(DatabaseError) {
        try statement.bind(form, at: 1)
        try statement.bind(revision.key.month.number, at: 2)
        try statement.bind(revision.key.unit, at: 3)
        try statement.bind(revision.revision, at: 4)
        try statement.bind(revision.seq, at: 5)
    }
}
