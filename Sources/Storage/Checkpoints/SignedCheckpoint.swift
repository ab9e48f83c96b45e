import Crypto

/// A signed statement of what the journal and the audit log held at one moment.
///
/// Its digest goes over the digest before it and the hash of every revision since, so that the
/// latest one speaks for the whole journal: whoever keeps its line can tell later whether
/// anything was changed, even by somebody who recomputed every hash.
public struct SignedCheckpoint: Sendable, Equatable {
    public let number: Int64
    public let firstSeq: Int64
    public let lastSeq: Int64
    public let digest: [UInt8]
    /// The audit log's last event, and its hash; 0 and none without any.
    public let auditNumber: Int64
    public let auditHash: [UInt8]
    /// Milliseconds UTC.
    public let madeAt: Int64
    public let key: [UInt8]
    public let signature: [UInt8]

    /// What is signed.
    var statement: String {
        "mebe-checkpoint \(number) seq=\(firstSeq)-\(lastSeq) digest=\(Hex.encode(digest))"
            + " audit=\(auditNumber):\(Hex.encode(auditHash)) made=\(madeAt)"
            + " key=\(Base64URL.encode(key))"
    }

    /// One line for an auditor to keep elsewhere.
    public var line: String { statement + " signature=\(Base64URL.encode(signature))" }

    func signed(with key: SigningKey) -> SignedCheckpoint {
        SignedCheckpoint(
            number: number, firstSeq: firstSeq, lastSeq: lastSeq, digest: digest,
            auditNumber: auditNumber, auditHash: auditHash, madeAt: madeAt, key: self.key,
            signature: key.signature(of: Array(statement.utf8)))
    }
}
