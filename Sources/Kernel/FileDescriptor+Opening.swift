internal import Glibc

/// What `fstat(2)` says of an open file, as far as this project asks.
public struct FileStatus: Sendable {
    public let isRegular: Bool
    public let isDirectory: Bool
    public let length: Int
    public let modifiedSeconds: Int64
    public let modifiedNanoseconds: Int64
}

extension FileDescriptor {
    /// Opens an existing folder, to open files beneath it.
    public static func openDirectory(_ path: String) throws(KernelError) -> FileDescriptor {
        try FileDescriptor(
            owning: systemCall("opening the folder \(path)") {
                unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            })
    }

    /// Opens a file for reading and writing, made with mode 0600 if it is not there.
    public static func openOrCreate(_ path: String) throws(KernelError) -> FileDescriptor {
        try FileDescriptor(
            owning: systemCall("opening \(path)") {
                unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            })
    }

    /// A descriptor that is good for nothing but to be closed when another one is needed.
    public static func spare() throws(KernelError) -> FileDescriptor {
        try openToRead("/dev/null")
    }

    /// Opens a file beneath this folder for reading.
    ///
    /// Each segment is opened on its own with `O_NOFOLLOW`, so no symbolic link, inside or
    /// at the end, can lead outside; `openat2(2)` would do it in one call, but older
    /// container runtimes refuse it. Segments must be plain names, without `/`.
    public borrowing func openBeneath(_ segments: [String]) throws(KernelError) -> FileDescriptor {
        guard let last = segments.last else {
            throw KernelError(operation: "opening no name", code: ENOENT)
        }
        var folder = try systemCall("duplicating a folder") { fcntl(raw, F_DUPFD_CLOEXEC, 0) }
        for name in segments.dropLast() {
            let parent = FileDescriptor(owning: folder)
            folder = try parent.openEntry(name, O_DIRECTORY)
        }
        // O_NONBLOCK: opening a FIFO must not wait for its writer.
        return try FileDescriptor(
            owning: FileDescriptor(owning: folder).openEntry(last, O_NONBLOCK))
    }

    private borrowing func openEntry(_ name: String, _ flag: Int32) throws(KernelError) -> Int32 {
        precondition(Self.isPlainName(name), "a path segment must be a plain name")
        return try systemCall("opening \(name)") {
            unsafe openat(raw, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flag)
        }
    }

    private static func isPlainName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".."
            && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
    }

    /// The file's kind, length and time of last change.
    public borrowing func status() throws(KernelError) -> FileStatus {
        var status = stat()
        try systemCall("asking for a file's status") { unsafe fstat(raw, &status) }
        let kind = status.st_mode & S_IFMT
        return FileStatus(
            isRegular: kind == S_IFREG, isDirectory: kind == S_IFDIR,
            length: Int(status.st_size), modifiedSeconds: Int64(status.st_mtim.tv_sec),
            modifiedNanoseconds: Int64(status.st_mtim.tv_nsec))
    }
}
