internal import Kernel
internal import TLS

/// The one place where a connection's octets cross: a socket, or TLS over it.
struct Channel: ~Copyable {
    private let socket: StreamSocket
    private var tls: TLSStream?

    /// The client was to speak TLS and began with plain text; from then on it gets plain text.
    private(set) var hearsPlainText = false

    /// Nil when there is no memory for the TLS that is asked for.
    init?(_ socket: consuming StreamSocket, _ acceptor: TLSAcceptor?) {
        let context = acceptor?.context
        let tls = context.flatMap { context in
            socket.withDescriptor { TLSStream(context, over: $0) }
        }
        let isMissing = context != nil && tls == nil
        self.socket = socket
        self.tls = tls
        if isMissing { return nil }
    }

    /// True when what crosses is encrypted.
    var isSecure: Bool { tls != nil }

    /// True until it is agreed how.
    var isShakingHands: Bool { tls?.isShakingHands() ?? false }

    mutating func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        switch unsafe tls?.read(into: buffer) {
        case nil: return unsafe socket.receive(into: buffer)
        case .plainText:
            tls = nil
            hearsPlainText = true
            return .broken
        case let result?: return Transfer(result)
        }
    }

    /// Whether there may be more after `length` of at most `lengthMax` octets were received.
    /// From a socket, less than asked for means there is no more (epoll(7)), and its next octet
    /// is an event; inside of TLS octets rest of which there is none.
    borrowing func mayHoldMore(after length: Int, of lengthMax: Int) -> Bool {
        isSecure || length == lengthMax
    }

    borrowing func send(_ bytes: UnsafeRawBufferPointer, more: Bool) -> Transfer {
        if let result = unsafe tls?.write(bytes) { return Transfer(result) }
        return unsafe socket.send(bytes, more: more)
    }

    /// Sends as much of the outbox as goes now.
    borrowing func flush(
        _ outbox: inout Outbox, allowance: inout Int, scratch: UnsafeMutableRawBufferPointer
    ) -> Outbox.Progress {
        unsafe outbox.flush(to: self, allowance: &allowance, scratch: scratch)
    }

    /// Ends the sending side; false if that has to be tried again when the socket is writable.
    borrowing func endSending() -> Bool {
        guard tls?.endWriting() ?? true else { return false }
        socket.endSending()
        return true
    }

    /// Tells a client over TLS, as far as the socket takes it, that all was said: otherwise it
    /// could not tell this end from one that somebody on the way has made (RFC 8446 §6.1).
    borrowing func sayGoodbye() {
        _ = tls?.endWriting()
    }

    borrowing func resetOnClose() {
        tls?.abandon()
        socket.resetOnClose()
    }

    /// How much the client's kernel has acknowledged, given that `length` octets were sent; over
    /// TLS in octets of the wire.
    borrowing func acknowledgedLength(ofSent length: Int) -> Int {
        (tls?.sentLength() ?? length) - socket.unacknowledgedLength()
    }

    /// Whether the client's kernel has yet to acknowledge something.
    var hasUnacknowledged: Bool { socket.unacknowledgedLength() > 0 }

    borrowing func watch(
        on loop: EventLoop, _ target: any Pollable
    ) throws(KernelError) -> Watch {
        try socket.watch(on: loop, target)
    }

    borrowing func unwatch(_ watch: Watch, on loop: EventLoop) {
        socket.unwatch(watch, on: loop)
    }
}

extension Transfer {
    fileprivate init(_ result: TLSTransfer) {
        self =
            switch result {
            case .moved(let length): .moved(length)
            case .consumed(let length): .consumed(length)
            case .wouldBlock: .wouldBlock
            case .end: .end
            case .plainText, .broken: .broken
            }
    }
}
