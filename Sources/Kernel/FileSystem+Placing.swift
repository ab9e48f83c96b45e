internal import Glibc

/// Making a file under a name of its own, and giving it its place when it is whole.
extension FileSystem {
    /// Makes an empty file for its owner alone; one that is there is an error.
    public static func makeNew(_ path: String) throws(KernelError) -> FileDescriptor {
        try FileDescriptor(
            owning: systemCall("making \(path)") {
                unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            })
    }

    /// Gives a file a second name; one that is taken is an error.
    public static func link(_ path: String, to name: String) throws(KernelError) {
        try systemCall("giving \(path) the name \(name)") { unsafe Glibc.link(path, name) }
    }

    /// The folder that a path's last part lies in.
    public static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// What tells a folder from all others, whatever its name. Two processes may see different
    /// folders under one name.
    public static func identity(ofFolder path: String) throws(KernelError) -> String {
        let folder = try FileDescriptor.openDirectory(path)
        var status = stat()
        try systemCall("asking for a folder's status") { unsafe fstat(folder.raw, &status) }
        return "\(status.st_dev):\(status.st_ino)"
    }

    /// The path seen from the root, so that another process finds the same file by it.
    public static func absolute(_ path: String) throws(KernelError) -> String {
        guard !path.hasPrefix("/") else { return path }
        guard let folder = unsafe getcwd(nil, 0) else {
            throw KernelError(operation: "asking for the working folder", code: errno)
        }
        defer { unsafe free(folder) }
        return unsafe String(cString: folder) + "/" + path
    }
}

extension FileDescriptor {
    /// Opens a file that is there for writing.
    public static func openToWrite(_ path: String) throws(KernelError) -> FileDescriptor {
        try FileDescriptor(
            owning: systemCall("opening \(path)") { unsafe open(path, O_WRONLY | O_CLOEXEC) })
    }

    /// Brings what was written to the file to the disk, by whomever (fdatasync(2)).
    public borrowing func flush() throws(KernelError) {
        try systemCall("flushing a file") { fdatasync(raw) }
    }
}

extension KernelError {
    /// There is no room, or the owner's share of it is used up.
    public var isFull: Bool { code == ENOSPC || code == EDQUOT }

    /// The process may not write there.
    public var isForbidden: Bool { code == EACCES || code == EPERM || code == EROFS }

    /// A file has the name already.
    public var isNameTaken: Bool { code == EEXIST }
}
