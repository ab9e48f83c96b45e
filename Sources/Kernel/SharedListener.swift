internal import CLinux
internal import Glibc

/// A listening socket that several loops take connections from, or that outlives this process.
///
/// It keeps one descriptor; each loop gets another for the same queue. The queue lives until the
/// last of them is closed, here and in any other process that has one.
public final class SharedListener: Sendable {
    private let socket: ListeningSocket

    /// Whether another process, such as systemd, made the socket and keeps it: it is neither
    /// emptied nor is its file removed at our end, for our successor goes on with both.
    public let isInherited: Bool

    /// Opens a socket of our own.
    public init(_ socket: consuming ListeningSocket) {
        self.socket = socket
        isInherited = false
    }

    /// Adopts a descriptor from our parent or predecessor, after a look at what it is.
    init(adopting raw: Int32, isInherited: Bool) throws(KernelError) {
        let descriptor = FileDescriptor(owning: raw)
        guard Self.option(SO_ACCEPTCONN, of: descriptor) == 1,
            Self.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue)
        else {
            throw KernelError(
                operation: "taking descriptor \(raw), which is no listening stream socket",
                code: EINVAL)
        }
        // The flag belongs to the open socket, so whoever keeps it sees it too; systemd does not
        // accept by itself.
        try systemCall("setting up an inherited socket") {
            fcntl(raw, F_SETFL, fcntl(raw, F_GETFL) | O_NONBLOCK)
        }
        try systemCall("setting up an inherited socket") { fcntl(raw, F_SETFD, FD_CLOEXEC) }
        let address = try ListeningSocket.boundAddress(of: descriptor)
        socket = ListeningSocket(owning: descriptor, at: address, isShared: true)
        self.isInherited = isInherited
    }

    public var address: SocketAddress { socket.address }

    /// A socket for one more loop, with the same queue.
    ///
    /// - Parameter amongLoops: whether other loops take from it too.
    public func share(amongLoops: Bool) throws(KernelError) -> ListeningSocket {
        let copy = try FileDescriptor(
            owning: systemCall("duplicating a listening socket") {
                fcntl(socket.descriptor.raw, F_DUPFD_CLOEXEC, 0)
            })
        return ListeningSocket(owning: copy, at: address, isShared: amongLoops)
    }

    /// Removes the file of a Unix-domain socket of our own; nobody can connect from then on.
    public func removeFile() {
        if !isInherited { socket.removeFile() }
    }

    /// A descriptor for a program that replaces this one; it survives exec.
    func descriptorForSuccessor() throws(KernelError) -> Int32 {
        try systemCall("duplicating a listening socket") {
            fcntl(socket.descriptor.raw, F_DUPFD, SocketActivation.firstDescriptor)
        }
    }

    private static func option(
        _ name: Int32, of descriptor: borrowing FileDescriptor
    ) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        let result = attempt {
            unsafe getsockopt(descriptor.raw, SOL_SOCKET, name, &value, &length)
        }
        guard case .success = result else { return nil }
        return value
    }
}
