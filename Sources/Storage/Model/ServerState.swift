/// How the database stands, for its administrators.
public struct ServerState: Sendable {
    /// The journal's last position.
    public let seq: Int64
    /// Events in the audit log.
    public let eventCount: Int64
    public let databaseID: String
    /// Bytes of the database without what stands in its WAL.
    public let databaseLength: Int64
    public let lastCheckpoint: SignedCheckpoint?
    /// The latest backup that the audit log tells of.
    public let lastBackup: AuditRecord?
}
