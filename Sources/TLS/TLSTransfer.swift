/// What reading or writing over TLS came to.
public enum TLSTransfer: Hashable, Sendable {
    /// So many octets of plain text went through, at least one.
    case moved(Int)
    /// So many octets of the wire were taken in that hold no text; read on.
    case consumed(Int)
    /// The socket has to become readable or writable first. It may be the other direction than
    /// the one that was asked for: handshakes go both ways.
    case wouldBlock
    /// The peer sends no more (`close_notify`, RFC 8446 §6.1).
    case end
    /// The peer speaks no TLS, and has been sent nothing yet.
    case plainText
    /// The connection is broken; nothing more will go through.
    case broken
}
