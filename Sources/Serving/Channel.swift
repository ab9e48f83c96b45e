internal import Kernel

/// The one place where a connection's octets cross: a socket now, TLS over it later.
struct Channel: ~Copyable {
    private let socket: StreamSocket

    init(_ socket: consuming StreamSocket) {
        self.socket = socket
    }

    /// True when what crosses is encrypted.
    var isSecure: Bool { false }

    borrowing func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        unsafe socket.receive(into: buffer)
    }

    borrowing func send(_ bytes: UnsafeRawBufferPointer, more: Bool) -> Transfer {
        unsafe socket.send(bytes, more: more)
    }

    /// Sends as much of the outbox as goes now.
    borrowing func flush(
        _ outbox: inout Outbox, allowance: inout Int, scratch: UnsafeMutableRawBufferPointer
    ) -> Outbox.Progress {
        unsafe outbox.flush(to: self, allowance: &allowance, scratch: scratch)
    }

    borrowing func endSending() {
        socket.endSending()
    }

    borrowing func resetOnClose() {
        socket.resetOnClose()
    }

    borrowing func unacknowledgedLength() -> Int {
        socket.unacknowledgedLength()
    }

    borrowing func watch(
        on loop: EventLoop, _ target: any Pollable
    ) throws(KernelError) -> Watch {
        try socket.watch(on: loop, target)
    }

    borrowing func unwatch(_ watch: Watch, on loop: EventLoop) {
        socket.unwatch(watch, on: loop)
    }
}
