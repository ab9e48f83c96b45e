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

    /// accept(2): Linux passes pending network errors of the new socket on to accept, and
    /// they are to be treated like "try again".
    private static func outcome(of code: Int32) -> Acceptance {
        switch code {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM:
            .exhausted(KernelError(operation: "accepting a connection", code: code))
        default:
            .aborted
        }
    }
}
