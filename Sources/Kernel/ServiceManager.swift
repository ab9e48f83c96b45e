internal import CLinux
internal import Glibc

/// The service manager that started this process, told what becomes of it (sd_notify(3)).
///
/// The protocol is a datagram of lines to the socket that `NOTIFY_SOCKET` names, so no library
/// is needed for it. Without the variable there is nobody to tell, and nothing happens.
public struct ServiceManager: Sendable {
    private let path: String?

    /// How often it wants a sign of life, in microseconds; nil if it wants none.
    public let watchdogMicroseconds: Int64?

    private static let variables = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]
    private let inherited: [(name: String, value: String)]

    /// Reads what the manager has left in the environment, and takes it out, so that no child
    /// speaks for us. Call once, at the start.
    public init() {
        inherited = Self.variables.compactMap { name in Environment[name].map { (name, $0) } }
        for name in Self.variables { Environment.remove(name) }
        let values = Dictionary(uniqueKeysWithValues: inherited.map { ($0.name, $0.value) })
        path = values["NOTIFY_SOCKET"].flatMap { Self.isAddress($0) ? $0 : nil }
        let isForUs = values["WATCHDOG_PID"].map { Int32($0) == getpid() } ?? true
        let period = values["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdogMicroseconds = isForUs && period > 0 && path != nil ? period : nil
    }

    /// A file's absolute path, or an abstract name behind `@` (unix(7)).
    private static func isAddress(_ text: String) -> Bool {
        (text.hasPrefix("/") || text.hasPrefix("@"))
            && (2...SocketAddress.unixPathLengthMax).contains(text.utf8.count)
    }

    /// Puts the variables back for the program that replaces this one.
    public func restoreEnvironment() {
        for (name, value) in inherited { Environment.set(name, value) }
    }

    /// The process serves, at its start or after reading its settings again.
    public func tellReady(_ status: String) {
        tell("READY=1\nSTATUS=\(status)")
    }

    /// The settings are being read again, or the program starts anew in this process; `tellReady`
    /// ends it.
    public func tellReloading(_ status: String) {
        tell(
            "RELOADING=1\nSTATUS=\(status)\n"
                + "MONOTONIC_USEC=\(SystemTime.monotonicMicroseconds())")
    }

    /// The process drains and will end.
    public func tellStopping(_ status: String) {
        tell("STOPPING=1\nSTATUS=\(status)")
    }

    /// A sign of life; to be given at least every half of `watchdogMicroseconds`.
    public func tellAlive() {
        tell("WATCHDOG=1")
    }

    /// Losing the message is right: a manager that is gone, or whose queue is full, must not
    /// hold up the server, and nothing can be done for it.
    private func tell(_ text: String) {
        guard let path else { return }
        let made = attempt {
            socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        }
        guard case .success(let raw) = made else { return }
        let descriptor = FileDescriptor(owning: raw)
        let bytes = Array(text.utf8)
        _ = attempt {
            unsafe Self.withAddress(path) { address, length in
                unsafe sendto(
                    descriptor.raw, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT),
                    address, length)
            }
        }
    }

    /// An abstract name begins with a zero and has no final one: its length says where it ends.
    private static func withAddress<Result>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var raw = sockaddr_un()
        raw.sun_family = sa_family_t(AF_UNIX)
        let isAbstract = path.hasPrefix("@")
        unsafe withUnsafeMutableBytes(of: &raw.sun_path) { target in
            unsafe target.copyBytes(from: path.utf8)
            if isAbstract { unsafe target[0] = 0 }
        }
        let length = MemoryLayout<sa_family_t>.size + path.utf8.count + (isAbstract ? 0 : 1)
        return unsafe withUnsafeBytes(of: &raw) { bytes in
            let pointer = unsafe bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
            // Never nil: the structure is not empty.
            return unsafe body(pointer.unsafelyUnwrapped, socklen_t(length))
        }
    }
}
