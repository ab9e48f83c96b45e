internal import CLinux
internal import Glibc

/// A POSIX thread with a name, for work that blocks or owns something outright: an event
/// loop, the storage writer, its readers.
///
/// Swift's cooperative pool must never be blocked, so such work has no place there.
/// Ending the handle without `join` lets the thread run on by itself.
public struct Thread: ~Copyable, Sendable {
    private let handle: pthread_t

    /// Starts a thread. `name` is shown by `top -H` and debuggers, cut to 15 bytes.
    public init(named name: String, _ body: @escaping @Sendable () -> Void) throws(KernelError) {
        var handle = pthread_t()
        let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
        let code = unsafe pthread_create(&handle, nil, Self.entry, start.toOpaque())
        guard code == 0 else {
            unsafe start.release()
            throw KernelError(operation: "starting the thread \(name)", code: code)
        }
        self.handle = handle
    }

    private typealias Entry =
        @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?

    private static let entry: Entry = { pointer in
        guard let pointer = unsafe pointer else { return nil }
        let start = unsafe Unmanaged<Start>.fromOpaque(pointer).takeRetainedValue()
        unsafe start.name.withCString { unsafe clinux_name_thread($0) }
        start.body()
        return nil
    }

    /// Waits until the thread has ended. Blocks the caller.
    public consuming func join() {
        let handle = self.handle
        discard self
        pthread_join(handle, nil)
    }

    deinit {
        pthread_detach(handle)
    }
}

/// What a new thread is given through C's one pointer.
private final class Start: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}
