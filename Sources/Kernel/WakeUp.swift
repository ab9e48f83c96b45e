internal import CLinux
internal import Glibc

/// An eventfd that ends an event loop's wait from another thread.
struct WakeUp: ~Copyable, Sendable {
    let descriptor: FileDescriptor

    init() throws(KernelError) {
        descriptor = try FileDescriptor(
            owning: systemCall("making an eventfd") {
                eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
            })
    }

    /// Each write is an event of its own to an edge-triggered epoll set, so the counter is
    /// never read back; it cannot overflow in 2^64 wake-ups.
    borrowing func fire() {
        _ = eventfd_write(descriptor.raw, 1)
    }
}
