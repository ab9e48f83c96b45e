import Kernel

extension Request {
    /// The client's address without its port, as logs and lists show it; empty for a socket of
    /// this machine that has none.
    public var clientHost: String { client.host }
}
