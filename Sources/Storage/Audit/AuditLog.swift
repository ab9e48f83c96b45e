import Crypto
import JSON
import Reporting
import SQLite

/// Writing and reading the rows of `audit`.
enum AuditLog {
    /// Names of people who cannot sign in come from outside, and are cut at this length.
    static let textLengthMax = 200

    /// Writes an event within the transaction that makes the change.
    ///
    /// - Parameters:
    ///   - milliseconds: UTC.
    ///   - registry: knows the event's unit; a unit that it does not know is left out.
    static func append(
        _ event: AuditEvent, at milliseconds: Int64, registry: Registry,
        in connection: borrowing Connection
    ) throws(DatabaseError) {
        let units = registry.units.units
        let known = event.unit.flatMap { units.indices.contains($0) ? units[$0] : nil }
        try append(event, at: milliseconds, known, in: connection)
    }

    /// Writes an event that concerns no unit, or all of them.
    static func appendForAll(
        _ event: AuditEvent, at milliseconds: Int64, in connection: borrowing Connection
    ) throws(DatabaseError) {
        try append(event, at: milliseconds, nil, in: connection)
    }

    private static func append(
        _ event: AuditEvent, at milliseconds: Int64, _ unit: OrgUnit?,
        in connection: borrowing Connection
    ) throws(DatabaseError) {
        let last = try last(in: connection)
        let entry = Entry(
            number: (last?.number ?? 0) + 1, at: milliseconds, kind: event.kind.rawValue,
            actor: bounded(event.actor), address: bounded(event.address), unitID: unit?.id,
            subject: bounded(event.subject),
            detail: AuditDetail(event.detail.mapValues(bounded)).json)
        try insert(entry, unit, hash: entry.hash(after: last?.hash), in: connection)
    }

    private static func bounded(_ text: String) -> String {
        text.count > textLengthMax ? String(text.prefix(textLengthMax - 1)) + "…" : text
    }

    private static func insert(
        _ entry: Entry, _ unit: OrgUnit?, hash: [UInt8], in connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement(
            """
            INSERT INTO audit (number, at, kind, actor, address, unit, subject, detail, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(entry.number, at: 1)
            try statement.bind(entry.at, at: 2)
            try statement.bind(entry.kind, at: 3)
            try statement.bind(entry.actor, at: 4)
            try statement.bind(entry.address, at: 5)
            try statement.bind(unit?.number, at: 6)
            try statement.bind(entry.subject, at: 7)
            try statement.bind(entry.detail, at: 8)
            try statement.bind(hash, at: 9)
            try statement.run()
        }
    }

    /// The latest event's number and hash; nil while there is none.
    static func last(
        in connection: borrowing Connection
    ) throws(DatabaseError) -> (number: Int64, hash: [UInt8])? {
        try connection.withStatement(
            "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"
        ) { statement throws(DatabaseError) in
            try statement.step() ? (try statement.int64(0), try statement.bytes(1)) : nil
        }
    }
}

extension AuditLog {
    /// A row as its hash covers it.
    struct Entry {
        let number: Int64
        let at: Int64
        let kind: String
        let actor: String
        let address: String
        let unitID: String?
        let subject: String
        /// Canonical JSON.
        let detail: String

        /// SHA-256 over the canonical JSON, which names the unit by its id, and the hash of the
        /// event before: whoever changes an old row must change every later one too.
        func hash(after previous: [UInt8]?) -> [UInt8] {
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("number")
            writer.value(number)
            writer.key("at")
            writer.value(at)
            let texts = [
                ("kind", kind), ("actor", actor), ("address", address), ("unit", unitID),
                ("subject", subject),
            ]
            for (name, text) in texts {
                writer.key(name)
                if let text { writer.value(text) } else { writer.null() }
            }
            writer.key("detail")
            writer.raw(detail.utf8)
            writer.key("previous_hash")
            if let previous { writer.value(Hex.encode(previous)) } else { writer.null() }
            writer.endObject()
            return SHA256.digest(of: writer.bytes).bytes
        }
    }
}

/// An event's details as one canonical text: a JSON object of texts ordered by name.
struct AuditDetail {
    let byName: [String: String]

    init(_ byName: [String: String]) {
        self.byName = byName
    }

    init?(json text: String) {
        guard let document = try? JSONDocument(parsing: Array(text.utf8)) else { return nil }
        var byName: [String: String] = [:]
        for member in document.root.members { byName[member.key] = member.value.string }
        self.byName = byName
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        for (name, text) in byName.sorted(by: { $0.key < $1.key }) {
            writer.key(name)
            writer.value(text)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
