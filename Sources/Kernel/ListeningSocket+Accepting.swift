internal import CLinux
internal import Glibc

/// What one try to accept came to.
public enum Acceptance: ~Copyable, Sendable {
    case connection(StreamSocket, peer: SocketAddress)
    /// No connection waits.
    case wouldBlock
    /// The one that waited is gone (ECONNABORTED and what accept(2) lists beside it); try on.
    case aborted
    /// No descriptor or memory is left; the connection still waits in the queue.
    case exhausted(KernelError)
    /// Something else is wrong, with the listener or with us; another try at once would fail too.
    case failed(KernelError)
}

extension ListeningSocket {
    /// Takes one waiting connection; it is non-blocking and closed on exec.
    public borrowing func accept() -> Acceptance {
        var raw = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let result = attempt {
            unsafe withUnsafeMutableBytes(of: &raw) { bytes in
                let pointer = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
                return unsafe clinux_accept4(descriptor.raw, pointer, &length, flags)
            }
        }
        switch result {
        case .success(let accepted):
            let socket = StreamSocket(owning: FileDescriptor(owning: accepted))
            if address.port != nil { socket.sendWithoutDelay() }
            return .connection(socket, peer: SocketAddress(raw: raw, length: length).unmapped)
        case .failure(let code) where code.meansWouldBlock:
            return .wouldBlock
        case .failure(let code):
            return Self.outcome(of: code.value)
        }
    }

    /// Whether a connection waits to be accepted.
    public var hasWaiting: Bool {
        var state = pollfd(fd: descriptor.raw, events: Int16(POLLIN), revents: 0)
        let result = attempt { unsafe poll(&state, 1, 0) }
        guard case .success(let count) = result else { return false }
        return count > 0
    }

    /// accept(2): Linux passes pending network errors of the new socket on to accept, and
    /// those listed there are to be treated like "try again". EPERM is a firewall's refusal of
    /// the one connection.
    static func outcome(of code: Int32) -> Acceptance {
        let error = KernelError(operation: "accepting a connection", code: code)
        return switch code {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM:
            .exhausted(error)
        case ECONNABORTED, EPERM, ENETDOWN, EPROTO, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH,
            EOPNOTSUPP, ENETUNREACH, ETIMEDOUT:
            .aborted
        default:
            .failed(error)
        }
    }
}
