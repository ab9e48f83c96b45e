internal import Glibc

/// One conversation with a server behind a Unix-domain socket, for commands: calls block.
public struct BlockingUnixSocket: ~Copyable {
    private let descriptor: FileDescriptor

    /// Connects; throws an error with `isNobodyThere` where no server listens.
    public init(connectingTo path: String) throws(KernelError) {
        let address = SocketAddress.unix(path: path)
        let descriptor = try FileDescriptor(
            owning: systemCall("making a socket") {
                socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            })
        try systemCall("connecting to \(path)") {
            unsafe address.withRaw { unsafe connect(descriptor.raw, $0, $1) }
        }
        self.descriptor = descriptor
    }

    public borrowing func send(_ bytes: [UInt8]) throws(KernelError) {
        var sent = 0
        while sent < bytes.count {
            sent += try systemCall("sending to the server") {
                unsafe bytes[sent...].withUnsafeBytes { rest in
                    unsafe Glibc.send(
                        descriptor.raw, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                }
            }
        }
    }

    /// Everything the server sends until it closes.
    public borrowing func receiveToEnd() throws(KernelError) -> [UInt8] {
        try descriptor.readToEnd()
    }
}

extension KernelError {
    /// Whether nobody listens there: no socket file, or one that a dead server left behind.
    public var isNobodyThere: Bool { code == ENOENT || code == ECONNREFUSED }
}
