import Reporting
import SQLite

/// The rows of `closing`.
enum ClosingTable {
    static func inForce(
        edition: Edition, in connection: borrowing Connection
    ) throws(DatabaseError) -> Closings {
        let closings = try connection.withStatement(
            """
            SELECT closing.number, unit, code, month, reason, closed_at, closed_by
            FROM closing JOIN form ON form.number = form WHERE reopened_at IS NULL
            """
        ) { statement throws(DatabaseError) in
            var closings: [Closing] = []
            while try statement.step() {
                closings.append(
                    Closing(
                        number: try statement.int64(0), unit: try statement.int(1),
                        form: try statement.text(2), month: Month(number: try statement.int(3)),
                        reason: try statement.text(4), closedAt: try statement.int64(5),
                        closedBy: try statement.text(6)))
            }
            return closings
        }
        return Closings(closings)
    }

    static func add(
        _ closing: Closing, form: Int, to connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement(
            """
            INSERT INTO closing (unit, form, month, reason, closed_at, closed_by)
            VALUES (?, ?, ?, ?, ?, ?)
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(closing.unit, at: 1)
            try statement.bind(form, at: 2)
            try statement.bind(closing.month.number, at: 3)
            try statement.bind(closing.reason, at: 4)
            try statement.bind(closing.closedAt, at: 5)
            try statement.bind(closing.closedBy, at: 6)
            try statement.run()
        }
    }

    static func end(
        _ closing: Closing, reason: String, at now: Int64, by name: String,
        in connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement(
            """
            UPDATE closing SET reopen_reason = ?, reopened_at = ?, reopened_by = ?
            WHERE number = ?
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(reason, at: 1)
            try statement.bind(now, at: 2)
            try statement.bind(name, at: 3)
            try statement.bind(closing.number, at: 4)
            try statement.run()
        }
    }
}
