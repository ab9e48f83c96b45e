public import Reporting
import SQLite

/// Months that take no more reports, and later deadlines.
extension SQLiteStore {
    public var closings: Closings { tree.closings }

    /// Closes a month for a unit; what is closed already stays as it is.
    ///
    /// - Parameters:
    ///   - closing: its number and instant are given here.
    ///   - address: the client's, for the audit log.
    public func close(
        _ closing: Closing, address: String
    ) async throws(StoreError) -> (closing: Closing, isNew: Bool) {
        let now = self.now
        return try await writer.perform { [tree] connection throws(StoreError) in
            let edition = tree.edition
            if let earlier = tree.closings.closing(like: closing) { return (earlier, false) }
            guard let form = edition.number(ofForm: closing.form) else { throw .outdated }
            let dated = Closing(
                unit: closing.unit, form: closing.form, month: closing.month,
                reason: closing.reason, closedAt: now, closedBy: closing.closedBy)
            tree.closings = try connection.transaction(.immediate) {
                () throws(StoreError) in
                do throws(DatabaseError) {
                    try ClosingTable.add(dated, form: form, to: connection)
                    try AuditLog.append(
                        dated.event(.monthClosed, dated.reason, by: dated.closedBy, address),
                        at: now, registry: edition.registry, in: connection)
                    return try ClosingTable.inForce(edition: edition, in: connection)
                } catch {
                    throw .database(error, while: "closing a month")
                }
            }
            return (tree.closings.closing(like: closing) ?? dated, true)
        }
    }

    /// Reopens a closed month.
    ///
    /// - Throws: `.noSuchClosing` where exactly this unit's month is not closed.
    public func reopen(
        _ unit: OrgUnit.Number, form: String, month: Month, reason: String, by name: String,
        address: String
    ) async throws(StoreError) -> Closing {
        let now = self.now
        return try await writer.perform { [tree] connection throws(StoreError) in
            let edition = tree.edition
            guard let closing = tree.closings.closing(of: unit, form: form, month: month) else {
                throw .noSuchClosing
            }
            tree.closings = try connection.transaction(.immediate) {
                () throws(StoreError) in
                do throws(DatabaseError) {
                    try ClosingTable.end(
                        closing, reason: reason, at: now, by: name, in: connection)
                    try AuditLog.append(
                        closing.event(.monthReopened, reason, by: name, address), at: now,
                        registry: edition.registry, in: connection)
                    return try ClosingTable.inForce(edition: edition, in: connection)
                } catch {
                    throw .database(error, while: "reopening a month")
                }
            }
            return closing
        }
    }
}

extension Closings {
    fileprivate func closing(like other: Closing) -> Closing? {
        closing(of: other.unit, form: other.form, month: other.month)
    }
}

extension Closing {
    fileprivate func event(
        _ kind: AuditEvent.Kind, _ reason: String, by name: String, _ address: String
    ) -> AuditEvent {
        AuditEvent(
            kind: kind, actor: name, address: address, unit: unit,
            subject: "\(form) \(month.code)", detail: ["reason": reason])
    }
}
