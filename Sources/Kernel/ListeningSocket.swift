internal import CLinux
internal import Glibc

/// A non-blocking socket that listens.
public struct ListeningSocket: ~Copyable, Sendable {
    let descriptor: FileDescriptor

    /// Whether several loops watch the same queue, each by a descriptor of its own.
    public let isShared: Bool

    /// Where it listens; the port is the real one even when port 0 was asked for.
    public let address: SocketAddress

    /// Listens at an address.
    ///
    /// With `sharesPort` several sockets may listen at one TCP address and the kernel deals
    /// connections out to them (SO_REUSEPORT, socket(7)). IPv6 sockets take IPv6 alone, so
    /// that `0.0.0.0` and `[::]` can stand side by side. A Unix-domain socket gets `mode`: who
    /// may write to it may connect (unix(7)).
    public init(
        _ address: SocketAddress, sharesPort: Bool = false, mode: UInt32 = Self.ownerOnly
    ) throws(KernelError) {
        let descriptor = try Self.open(address.family)
        switch address {
        case .unix(let path):
            try Self.bindUnix(descriptor, path: path, mode: mode)
        case .ipv4, .ipv6:
            // Without it a restart waits for connections in TIME_WAIT (socket(7)).
            try Self.turnOn(SO_REUSEADDR, SOL_SOCKET, of: descriptor)
            if sharesPort { try Self.turnOn(SO_REUSEPORT, SOL_SOCKET, of: descriptor) }
            if case .ipv6 = address {
                try Self.turnOn(IPV6_V6ONLY, Int32(IPPROTO_IPV6), of: descriptor)
            }
            try Self.bind(descriptor, to: address)
        }
        // The kernel cuts the backlog to net.core.somaxconn (listen(2)).
        try systemCall("listening at \(address)") { listen(descriptor.raw, 4096) }
        self.address = try Self.boundAddress(of: descriptor, asked: address)
        self.descriptor = descriptor
        isShared = false
    }

    /// Has the kernel take no more for a connection accepted here while so many octets are not
    /// sent (TCP_NOTSENT_LOWAT, tcp(7); accepted sockets take it over). Without it the kernel
    /// takes megabytes at once for a client that hardly reads; one that reads fast is sent as much
    /// as its line holds all the same.
    public borrowing func limitUnsent(length: Int) {
        guard address.port != nil else { return }
        var value = Int32(clamping: length)
        // Fails only for a kernel older than it.
        unsafe setsockopt(
            descriptor.raw, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, &value,
            socklen_t(MemoryLayout<Int32>.size))
    }

    /// The mode of a Unix-domain socket that only its owner may connect to.
    public static var ownerOnly: UInt32 { 0o600 }

    init(owning descriptor: consuming FileDescriptor, at address: SocketAddress, isShared: Bool) {
        self.address = address
        self.descriptor = descriptor
        self.isShared = isShared
    }

    private static func open(_ family: Int32) throws(KernelError) -> FileDescriptor {
        let kind = Int32(
            SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        return try FileDescriptor(
            owning: systemCall("making a socket") { socket(family, kind, 0) })
    }

    private static func turnOn(
        _ option: Int32, _ level: Int32, of descriptor: borrowing FileDescriptor
    ) throws(KernelError) {
        var on: Int32 = 1
        try systemCall("setting a socket option") {
            unsafe setsockopt(
                descriptor.raw, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
        }
    }

    private static func bind(
        _ descriptor: borrowing FileDescriptor, to address: SocketAddress
    ) throws(KernelError) {
        try systemCall("binding \(address)") {
            unsafe address.withRaw { unsafe Glibc.bind(descriptor.raw, $0, $1) }
        }
    }

    private static func boundAddress(
        of descriptor: borrowing FileDescriptor, asked: SocketAddress
    ) throws(KernelError) -> SocketAddress {
        try boundAddress(of: descriptor).port.map(asked.withPort) ?? asked
    }

    static func boundAddress(
        of descriptor: borrowing FileDescriptor
    ) throws(KernelError) -> SocketAddress {
        var raw = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        try systemCall("asking where a socket listens") {
            unsafe withUnsafeMutableBytes(of: &raw) { bytes in
                let pointer = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
                return unsafe getsockname(descriptor.raw, pointer, &length)
            }
        }
        return SocketAddress(raw: raw, length: length)
    }
}

extension ListeningSocket {
    /// Makes sure that no other process listens at a TCP address, even one that shares it, and
    /// returns it; a port in place of port 0.
    public static func free(_ address: SocketAddress) throws(KernelError) -> SocketAddress {
        try ListeningSocket(address).address
    }

    /// Binds and sets the mode. A file left by a dead process is removed first; a socket at
    /// which somebody answers is not.
    private static func bindUnix(
        _ descriptor: borrowing FileDescriptor, path: String, mode: UInt32
    ) throws(KernelError) {
        let address = SocketAddress.unix(path: path)
        do {
            try bind(descriptor, to: address)
        } catch  where error.isAddressInUse {
            guard try isStale(path) else { throw error }
            try systemCall("removing the stale socket \(path)") { unsafe unlink(path) }
            try bind(descriptor, to: address)
        }
        // Between bind and chmod nobody can connect: the socket does not listen yet.
        try systemCall("setting the mode of \(path)") { unsafe chmod(path, mode) }
    }

    /// True if `path` is a socket and nobody listens at it. Another kind of file is never
    /// stale: it is not ours.
    private static func isStale(_ path: String) throws(KernelError) -> Bool {
        var status = stat()
        try systemCall("looking at \(path)") { unsafe lstat(path, &status) }
        guard status.st_mode & S_IFMT == S_IFSOCK else { return false }
        let probe = try open(AF_UNIX)
        let result = attempt {
            unsafe SocketAddress.unix(path: path).withRaw { unsafe connect(probe.raw, $0, $1) }
        }
        guard case .failure(let code) = result else { return false }
        return code.value == ECONNREFUSED
    }

    /// Removes the file of a Unix-domain socket; call it when the socket is given up.
    public borrowing func removeFile() {
        // Losing the error is right: a file that is gone already is what is wanted.
        if case .unix(let path) = address { unsafe unlink(path) }
    }
}
