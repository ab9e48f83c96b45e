internal import Glibc

/// A system call that failed: what was being done, and the kernel's reason.
public struct KernelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was being done, as a phrase: "binding 127.0.0.1:8080".
    public let operation: String

    /// The `errno` value.
    public let code: Int32

    public init(operation: String, code: Int32) {
        self.operation = operation
        self.code = code
    }

    public var description: String {
        "\(operation): \(Self.text(of: code))"
    }

    private static func text(of code: Int32) -> String {
        // strerror returns NULL for no code in glibc, but its import says it may.
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}

extension KernelError {
    /// True when nothing is there under the given name.
    public var isMissing: Bool {
        code == ENOENT || code == ENOTDIR
    }

    /// True when another socket holds the address.
    public var isAddressInUse: Bool {
        code == EADDRINUSE
    }
}
