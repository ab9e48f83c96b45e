internal import Glibc

/// `SocketAddress` to and from the C structures.
extension SocketAddress {
    /// `sun_path` holds 108 bytes and its final zero (unix(7)).
    static let unixPathLengthMax = 107

    var family: Int32 {
        switch self {
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        case .unix: AF_UNIX
        }
    }

    /// Calls `body` with the address as bind(2) and connect(2) take it.
    func withRaw<Result>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        switch self {
        case .ipv4(let address, let port):
            var raw = sockaddr_in()
            raw.sin_family = sa_family_t(AF_INET)
            raw.sin_port = port.bigEndian
            raw.sin_addr.s_addr = address.bigEndian
            return unsafe Self.pass(&raw, body)
        case .ipv6(let high, let low, let scope, let port):
            var raw = sockaddr_in6()
            raw.sin6_family = sa_family_t(AF_INET6)
            raw.sin6_port = port.bigEndian
            raw.sin6_scope_id = scope
            raw.sin6_addr = Self.address(high: high, low: low)
            return unsafe Self.pass(&raw, body)
        case .unix(let path):
            var raw = sockaddr_un()
            raw.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &raw.sun_path) { target in
                unsafe target.copyBytes(from: path.utf8.prefix(Self.unixPathLengthMax))
            }
            return unsafe Self.pass(&raw, body)
        }
    }

    private static func pass<Raw, Result>(
        _ raw: inout Raw, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        unsafe withUnsafeBytes(of: &raw) { bytes in
            // The buffer is never empty: Raw is one of the three structures above.
            let pointer = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
            return unsafe body(pointer.unsafelyUnwrapped, socklen_t(bytes.count))
        }
    }

    /// Reads what accept(2) or getsockname(2) has filled in.
    init(raw storage: sockaddr_storage, length: socklen_t) {
        var storage = storage
        self = unsafe withUnsafeBytes(of: &storage) { bytes in
            switch unsafe Int32(storage: bytes) {
            case AF_INET:
                let raw = unsafe bytes.loadUnaligned(as: sockaddr_in.self)
                return .ipv4(
                    address: UInt32(bigEndian: raw.sin_addr.s_addr),
                    port: UInt16(bigEndian: raw.sin_port))
            case AF_INET6:
                let raw = unsafe bytes.loadUnaligned(as: sockaddr_in6.self)
                let (high, low) = Self.halves(of: raw.sin6_addr)
                return .ipv6(
                    high: high, low: low, scope: raw.sin6_scope_id,
                    port: UInt16(bigEndian: raw.sin6_port))
            default:
                return .unix(path: unsafe Self.path(bytes.prefix(Int(length))))
            }
        }
    }

    private static func path(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        let path = unsafe bytes.dropFirst(MemoryLayout<sa_family_t>.size).prefix { $0 != 0 }
        return unsafe String(decoding: path, as: UTF8.self)
    }

    static func halves(of address: in6_addr) -> (high: UInt64, low: UInt64) {
        var address = address
        return unsafe withUnsafeBytes(of: &address) { bytes in
            unsafe (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    static func address(high: UInt64, low: UInt64) -> in6_addr {
        var address = in6_addr()
        unsafe withUnsafeMutableBytes(of: &address) { bytes in
            unsafe bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
            unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        return address
    }
}

extension Int32 {
    /// The address family a socket address begins with.
    fileprivate init(storage bytes: UnsafeRawBufferPointer) {
        self = unsafe Int32(bytes.loadUnaligned(as: sa_family_t.self))
    }
}
