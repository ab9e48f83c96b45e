internal import CLinux
internal import Glibc

/// A counting semaphore on which plain threads wait; `signal` may be called from anywhere,
/// also from a task, and never blocks (`sem_overview(7)`).
///
/// Keep it as a `let` of the class that both sides share. It must outlive every waiter;
/// a task must never wait on it, since that would hold a thread of the cooperative pool.
@safe public struct Semaphore: ~Copyable, @unchecked Sendable {
    // The kernel knows a semaphore by its address, so it lives in memory of its own;
    // every operation on it is thread-safe, hence `@unchecked Sendable`.
    private let storage: UnsafeMutablePointer<sem_t>

    /// Makes a semaphore that lets `count` waits pass before the first one blocks.
    public init(count: UInt32 = 0) {
        unsafe storage = .allocate(capacity: 1)
        let result = unsafe sem_init(storage, 0, count)
        precondition(result == 0, "sem_init refuses only counts above SEM_VALUE_MAX")
    }

    /// Lets one waiter pass, now or later.
    public borrowing func signal() {
        let result = unsafe sem_post(storage)
        precondition(result == 0, "the semaphore's count overflowed")
    }

    /// Waits until a `signal` is there, and takes it.
    public borrowing func wait() {
        _ = attempt { unsafe sem_wait(storage) }
    }

    /// Waits at most so long; false if no `signal` came in that time.
    public borrowing func wait(timeoutMilliseconds: Int64) -> Bool {
        let deadline = SystemTime.monotonicMilliseconds() + timeoutMilliseconds
        while true {
            let left = max(0, deadline - SystemTime.monotonicMilliseconds())
            if unsafe clinux_sem_wait(storage, left) == 0 { return true }
            if errno != EINTR { return false }
        }
    }

    deinit {
        unsafe sem_destroy(storage)
        unsafe storage.deallocate()
    }
}
