internal import CLinux
internal import Glibc

/// Files without a name, for what is too large for memory and needed only for a while.
extension FileDescriptor {
    /// Where temporary files lie: `TMPDIR`, else `/var/tmp`, which unlike `/tmp` is a disk
    /// wherever the two differ (hier(7)).
    public static var temporaryFolder: String {
        guard let value = unsafe getenv("TMPDIR"), unsafe value.pointee != 0 else {
            return "/var/tmp"
        }
        return unsafe String(cString: value)
    }

    /// Opens a new file for reading and writing that no name leads to; it is gone with its
    /// descriptor, also when the process is killed.
    public static func temporary(
        in folder: String = temporaryFolder
    ) throws(KernelError) -> FileDescriptor {
        try FileDescriptor(
            owning: systemCall("making a file in \(folder)") {
                unsafe clinux_open_temporary(folder)
            })
    }

    /// Writes all of `bytes` at an offset, making the file longer where it ends before.
    public borrowing func write(_ bytes: [UInt8], at offset: Int) throws(KernelError) {
        var written = 0
        while written < bytes.count {
            written += try systemCall("writing a file") {
                unsafe bytes[written...].withUnsafeBytes { rest in
                    unsafe pwrite(raw, rest.baseAddress, rest.count, offset + written)
                }
            }
        }
    }
}
