internal import Glibc

/// An open descriptor with one owner; it is closed exactly once, when the owner ends.
public struct FileDescriptor: ~Copyable, Sendable {
    /// The descriptor's number, for system calls made while the owner lives.
    let raw: Int32

    /// Takes ownership of an open descriptor.
    init(owning raw: Int32) {
        self.raw = raw
    }

    deinit {
        // close(2): on Linux the descriptor is gone even when EINTR or EIO is reported;
        // a second try could close a descriptor that another thread has just opened.
        close(raw)
    }
}

extension FileDescriptor {
    /// Reads at most `buffer.count` bytes from `offset`; 0 at the end of the file.
    public borrowing func read(
        into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(KernelError) -> Int {
        try systemCall("reading a file") {
            unsafe pread(raw, buffer.baseAddress, buffer.count, offset)
        }
    }

    /// Reads at most `buffer.count` bytes from a pipe; 0 when no writer is left.
    borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(KernelError) -> Int {
        try systemCall("reading a pipe") {
            unsafe Glibc.read(raw, buffer.baseAddress, buffer.count)
        }
    }

    /// Takes the file's exclusive advisory lock (`flock(2)`), which ends with the
    /// descriptor; false when another open file holds it.
    public borrowing func lockExclusively() throws(KernelError) -> Bool {
        switch attempt({ flock(raw, LOCK_EX | LOCK_NB) }) {
        case .success: return true
        case .failure(let code) where code.meansWouldBlock: return false
        case .failure(let code):
            throw KernelError(operation: "locking a file", code: code.value)
        }
    }
}
