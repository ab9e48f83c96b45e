internal import CLinux
internal import Glibc

/// What a non-blocking transfer came to.
public enum Transfer: Hashable, Sendable {
    /// So many bytes went through, at least one.
    case moved(Int)
    /// So many bytes came that carry nothing (receiving only); there may be more behind them.
    case consumed(Int)
    /// Nothing can be moved now; the event loop tells when it can.
    case wouldBlock
    /// The peer sends no more (receiving only).
    case end
    /// The connection is broken; nothing more will go through.
    case broken
}

/// One connected, non-blocking stream socket: TCP or Unix-domain.
public struct StreamSocket: ~Copyable, Sendable {
    let descriptor: FileDescriptor

    init(owning descriptor: consuming FileDescriptor) {
        self.descriptor = descriptor
    }

    /// Lends the descriptor's number to a library that makes its own system calls; it is valid
    /// as long as this socket lives.
    public borrowing func withDescriptor<Result: ~Copyable>(_ body: (Int32) -> Result) -> Result {
        body(descriptor.raw)
    }

    /// Receives what is there, at most `buffer.count` bytes.
    public borrowing func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        let result = attempt {
            unsafe recv(descriptor.raw, buffer.baseAddress, buffer.count, 0)
        }
        switch result {
        case .success(0): return .end
        case .success(let length): return .moved(length)
        case .failure(let code): return code.meansWouldBlock ? .wouldBlock : .broken
        }
    }

    /// Sends a beginning of `bytes`, as much as the kernel takes now.
    ///
    /// With `more`, the kernel may hold a last, partly filled segment back until the next
    /// send (MSG_MORE, send(2)).
    public borrowing func send(_ bytes: UnsafeRawBufferPointer, more: Bool = false) -> Transfer {
        let flags = Int32(MSG_NOSIGNAL) | (more ? Int32(MSG_MORE) : 0)
        let result = attempt {
            unsafe Glibc.send(descriptor.raw, bytes.baseAddress, bytes.count, flags)
        }
        switch result {
        case .success(let length): return .moved(length)
        case .failure(let code): return code.meansWouldBlock ? .wouldBlock : .broken
        }
    }

    /// Ends the sending side; the peer reads an end after what was sent before.
    public borrowing func endSending() {
        // It can fail only when the peer is gone, and then there is nobody to tell.
        _ = shutdown(descriptor.raw, Int32(SHUT_WR))
    }

    /// Has the coming close throw away what was not delivered and reset the connection
    /// (SO_LINGER of 0, socket(7)). Otherwise the kernel would go on to hold megabytes for a
    /// peer that does not read.
    public borrowing func resetOnClose() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        // Fails only for a socket that is no longer connected.
        unsafe setsockopt(
            descriptor.raw, SOL_SOCKET, SO_LINGER, &linger,
            socklen_t(MemoryLayout<Glibc.linger>.size))
    }

    /// Bytes that were sent and that the peer's kernel has not acknowledged, so that a
    /// reader's progress can be told from the growth of a send buffer. On a Unix-domain
    /// socket, those that the peer has not read.
    public borrowing func unacknowledgedLength() -> Int {
        max(0, Int(clinux_unacknowledged_length(descriptor.raw)))
    }

    /// Sends every write at once (TCP_NODELAY); a response is always written whole.
    borrowing func sendWithoutDelay() {
        var on: Int32 = 1
        // Refused by Unix-domain sockets, which never delay.
        unsafe setsockopt(
            descriptor.raw, Int32(IPPROTO_TCP), TCP_NODELAY, &on,
            socklen_t(MemoryLayout<Int32>.size))
    }
}
