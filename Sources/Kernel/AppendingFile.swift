internal import Glibc

/// A file that is only ever written to at its end: a log. Calls block.
public struct AppendingFile: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Octets in it; 0 for what is no plain file.
    public private(set) var length: Int

    /// True for a file that can be renamed and cut; false for a terminal or a pipe.
    public let isPlain: Bool

    /// Opens a file, made with mode 0600 if it is not there.
    public init(_ path: String) throws(KernelError) {
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY
        try self.init(
            FileDescriptor(
                owning: systemCall("opening \(path)") { unsafe open(path, flags, 0o600) }))
    }

    /// Standard output under a descriptor of its own.
    public static func standardOutput() throws(KernelError) -> AppendingFile {
        try AppendingFile(
            FileDescriptor(
                owning: systemCall("opening standard output") {
                    fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
                }))
    }

    private init(_ descriptor: consuming FileDescriptor) throws(KernelError) {
        let status = try descriptor.status()
        isPlain = status.isRegular
        length = status.isRegular ? status.length : 0
        self.descriptor = descriptor
    }

    /// Appends all of it, or leaves a plain file as it was and throws.
    public mutating func append(_ bytes: [UInt8]) throws(KernelError) {
        var written = 0
        do {
            while written < bytes.count {
                written += try systemCall("writing a log") {
                    unsafe bytes[written...].withUnsafeBytes { rest in
                        unsafe write(descriptor.raw, rest.baseAddress, rest.count)
                    }
                }
            }
        } catch {
            // A full disk takes a part of a line; the next line must not go on in it. Failing
            // here too leaves that part, which does no more harm than the failure itself.
            if isPlain, written > 0 { _ = ftruncate(descriptor.raw, length) }
            throw error
        }
        if isPlain { length += written }
    }
}

extension FileSystem {
    /// Gives a file another name; what had that name is gone.
    public static func rename(_ path: String, to other: String) throws(KernelError) {
        try systemCall("renaming \(path)") { unsafe Glibc.rename(path, other) }
    }
}
