internal import Glibc

/// Reading whole files and pipes from their beginning; these calls block, so they are for
/// commands and plain threads, not for event loops.
extension FileDescriptor {
    public static func openToRead(_ path: String) throws(KernelError) -> FileDescriptor {
        try FileDescriptor(
            owning: systemCall("opening \(path)") { unsafe open(path, O_RDONLY | O_CLOEXEC) })
    }

    /// Standard input under a descriptor of its own, so that closing it leaves 0 open.
    public static func standardInput() throws(KernelError) -> FileDescriptor {
        try FileDescriptor(
            owning: systemCall("opening standard input") {
                fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
            })
    }

    /// The next bytes, at most `lengthMax` of them; empty at the end.
    public borrowing func readNext(lengthMax: Int) throws(KernelError) -> [UInt8] {
        var failure: KernelError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: lengthMax) { buffer, count in
            do throws(KernelError) {
                count = unsafe try read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Everything up to the end.
    public borrowing func readToEnd() throws(KernelError) -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let next = try readNext(lengthMax: 1 << 16)
            if next.isEmpty { return all }
            all += next
        }
    }
}

/// Folders and files by name.
public enum FileSystem {
    /// Makes a folder for its owner alone, and those above it; one that is there is kept. What
    /// is made survives a power cut.
    public static func makeFolder(_ path: String) throws(KernelError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for count in 1...max(1, parts.count) {
            let folder = parts.prefix(count).joined(separator: "/")
            guard !folder.isEmpty else { continue }
            switch attempt({ unsafe mkdir(folder, 0o700) }) {
            case .success: try flushFolder(folder + "/..")
            case .failure(let code) where code.value == EEXIST: continue
            case .failure(let code):
                throw KernelError(operation: "making the folder \(folder)", code: code.value)
            }
        }
    }

    /// Brings the names in a folder to disk: a file that is flushed itself is lost with its name
    /// all the same (fsync(2)).
    public static func flushFolder(_ path: String) throws(KernelError) {
        let folder = try FileDescriptor.openDirectory(path)
        // Some file systems cannot, and say so by EINVAL; there is no other way to ask them.
        if case .failure(let code) = attempt({ fsync(folder.raw) }), code.value != EINVAL {
            throw KernelError(operation: "flushing the folder \(path)", code: code.value)
        }
    }

    public static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }

    /// Removes a file; one that is missing is no error.
    public static func remove(_ path: String) throws(KernelError) {
        if case .failure(let code) = attempt({ unsafe unlink(path) }), code.value != ENOENT {
            throw KernelError(operation: "removing \(path)", code: code.value)
        }
    }

    /// Writes a file for its owner alone, replacing one that is there.
    public static func write(_ bytes: [UInt8], to path: String) throws(KernelError) {
        let file = try FileDescriptor(
            owning: systemCall("making \(path)") {
                unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            })
        var written = 0
        while written < bytes.count {
            written += try systemCall("writing \(path)") {
                unsafe bytes[written...].withUnsafeBytes { rest in
                    unsafe Glibc.write(file.raw, rest.baseAddress, rest.count)
                }
            }
        }
    }
}
