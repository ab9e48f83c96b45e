import Crypto
import Reporting
import SQLite

extension SQLiteStore {
    /// After so many revisions a checkpoint is written without being asked for.
    public static let checkpointRevisions: Int64 = 10_000
    /// So many hashes are read at once, some milliseconds.
    private static let hashesMax = 5_000
    /// How often a checkpoint is begun anew when another one comes in between.
    private static let checkpointAttemptsMax = 4

    public func lastCheckpoint() async throws(StoreError) -> SignedCheckpoint? {
        try await readers.read { connection throws(DatabaseError) in
            try CheckpointTable.last(in: connection)
        }
    }

    /// Writes a checkpoint if enough has come since the last one, or if anything has and a day
    /// in Vietnam is over.
    @discardableResult
    public func makeCheckpointIfDue(
        afterRevisions count: Int64 = checkpointRevisions
    ) async throws(StoreError) -> SignedCheckpoint? {
        let last = try await lastCheckpoint()
        let news = seq - (last?.lastSeq ?? 0)
        let isNewDay = last.map { VietnamTime.day(ofMilliseconds: $0.madeAt) < today } ?? true
        guard news >= count || isNewDay else { return nil }
        return try await makeCheckpoint(evenIfEmpty: false)
    }

    /// Writes a checkpoint through the journal's last position; answers the last one where
    /// nothing came since.
    public func makeCheckpoint() async throws(StoreError) -> SignedCheckpoint {
        guard let made = try await makeCheckpoint(evenIfEmpty: true) else { throw .unavailable }
        return made
    }

    /// Readers compute it; the writer only adds the row, unless another one came first.
    private func makeCheckpoint(
        evenIfEmpty: Bool
    ) async throws(StoreError) -> SignedCheckpoint? {
        let key = try SigningKeyFile.key(in: folder)
        for _ in 1...Self.checkpointAttemptsMax {
            let (last, audit) = try await readers.read { connection throws(DatabaseError) in
                (try CheckpointTable.last(in: connection), try AuditLog.last(in: connection))
            }
            let end = seq
            if let last, last.lastSeq >= end, last.auditNumber >= audit?.number ?? 0 {
                return last
            }
            if !evenIfEmpty, end == 0, audit == nil { return nil }
            let checkpoint = SignedCheckpoint(
                number: (last?.number ?? 0) + 1, firstSeq: (last?.lastSeq ?? 0) + 1,
                lastSeq: end, digest: try await digest(after: last, through: end),
                auditNumber: audit?.number ?? 0, auditHash: audit?.hash ?? [], madeAt: now,
                key: key.publicKey.bytes, signature: []
            ).signed(with: key)
            if try await append(checkpoint, after: last) { return checkpoint }
        }
        throw .unavailable
    }

    private func digest(
        after last: SignedCheckpoint?, through end: Int64
    ) async throws(StoreError) -> [UInt8] {
        var seq = last?.lastSeq ?? 0
        var digest = SHA256()
        digest.update(last?.digest ?? [])
        while seq < end {
            let after = seq
            let hashes = try await readers.read(isLarge: true) { connection throws(DatabaseError) in
                try CheckpointTable.hashes(
                    after: after, through: end, limit: Self.hashesMax, in: connection)
            }
            guard !hashes.isEmpty, hashes.count.isMultiple(of: SHA256Digest.length) else {
                throw .breakdown("the journal lacks seq \(seq + 1), run verify", isFull: false)
            }
            digest.update(hashes)
            seq += Int64(hashes.count / SHA256Digest.length)
        }
        return digest.finish().bytes
    }

    /// False where another checkpoint was written meanwhile.
    private func append(
        _ checkpoint: SignedCheckpoint, after last: SignedCheckpoint?
    ) async throws(StoreError) -> Bool {
        try await writer.transact { connection throws(StoreError) in
            do throws(DatabaseError) {
                guard try CheckpointTable.last(in: connection)?.number == last?.number else {
                    return false
                }
                try CheckpointTable.append(checkpoint, to: connection)
                return true
            } catch {
                throw .database(error, while: "writing a checkpoint")
            }
        }
    }
}
