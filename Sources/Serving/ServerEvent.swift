public import Kernel

/// What a server reports beside its answers, each kind once a minute at most.
public enum ServerEvent: Sendable {
    /// Accepting failed, for want of descriptors or memory, and is tried again after a pause.
    case acceptPaused(KernelError)
    /// A connection at rest, or one that kept the server waiting, was closed to make room.
    case connectionShed
    /// A connection was refused because the server has all that it can hold.
    case connectionRefused
    /// A connection was refused because its address has too many.
    case addressRefused(AddressKey)
    /// A request was refused because its address asks too often.
    case addressTooFast(AddressKey)
    /// A slow client was cut off, or a body refused, because bodies and responses in the making
    /// take all the memory they may.
    case memoryShort
    /// A client of this machine, which is no configured proxy, tells of others by
    /// `X-Forwarded-For` or `Forwarded`; told once. If it is a proxy, all its clients are taken
    /// for one.
    case proxyUnknown(SocketAddress)
    /// A handler's stream ended with an error after its head was sent; the connection was cut,
    /// so that the client does not take the part for the whole.
    case streamFailed(any Error)
    /// A file got shorter, or could not be read, while it was sent; the connection was cut.
    case fileFailed
    /// What a client did not read could not be put aside in a file; its handler has to wait.
    case spoolFailed(KernelError)
    /// So many events of a kind came after the last one that was told.
    case repeated(kind: String, count: Int)

    /// The name of the case.
    public var kind: String {
        switch self {
        case .acceptPaused: "acceptPaused"
        case .connectionShed: "connectionShed"
        case .connectionRefused: "connectionRefused"
        case .addressRefused: "addressRefused"
        case .addressTooFast: "addressTooFast"
        case .memoryShort: "memoryShort"
        case .proxyUnknown: "proxyUnknown"
        case .streamFailed: "streamFailed"
        case .fileFailed: "fileFailed"
        case .spoolFailed: "spoolFailed"
        case .repeated(let kind, _): kind
        }
    }
}
