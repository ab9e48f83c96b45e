internal import Glibc

/// Listening sockets that stay while programs come and go, as systemd passes them on
/// (sd_listen_fds(3)): descriptors from 3 on, their number in `LISTEN_FDS`, the process they are
/// meant for in `LISTEN_PID`, their names in `LISTEN_FDNAMES`. The queue of such a socket takes
/// connections also while nobody accepts them, so that a restart refuses none.
public enum SocketActivation {
    static let firstDescriptor: Int32 = 3

    /// More than anyone listens at; a bigger number is a mistake.
    private static let countMax: Int32 = 256

    /// Where a predecessor in this process has left its sockets: `PID:OWN,…:INHERITED,…`, the
    /// latter two by their descriptors. They stay at whatever numbers they have: those from 3 on
    /// may be in use, and whoever uses one would close the socket in its place.
    private static let handover = "MEBE_SOCKETS"

    /// Adopts the sockets that were passed to this process, and forgets that they were, so that
    /// no child takes them for its own. Call once, at the start.
    public static func adopt() throws(KernelError) -> [SharedListener] {
        let (pid, count) = (Environment["LISTEN_PID"], Environment["LISTEN_FDS"])
        let left = Environment[handover]
        for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", handover] {
            Environment.remove(name)
        }
        if let left = left?.split(separator: ":", omittingEmptySubsequences: false),
            left.first == "\(getpid())"
        {
            return try adopt(left.dropFirst().map { $0.split(separator: ",") })
        }
        guard let pid, Int32(pid) == getpid(), let count = count.flatMap({ Int32($0) }) else {
            return []
        }
        guard (0...countMax).contains(count) else {
            throw KernelError(operation: "reading LISTEN_FDS", code: EINVAL)
        }
        var listeners: [SharedListener] = []
        for index in 0..<count {
            listeners.append(
                try SharedListener(adopting: firstDescriptor + index, isInherited: true))
        }
        return listeners
    }

    /// Goes on with a predecessor's own sockets, and with those that it had inherited.
    private static func adopt(_ left: [[Substring]]) throws(KernelError) -> [SharedListener] {
        guard left.count == 2 else {
            throw KernelError(operation: "reading \(handover)", code: EINVAL)
        }
        var listeners: [SharedListener] = []
        for (texts, isInherited) in zip(left, [false, true]) {
            for text in texts {
                guard let descriptor = Int32(text), descriptor >= firstDescriptor else {
                    throw KernelError(operation: "reading \(handover)", code: EINVAL)
                }
                listeners.append(
                    try SharedListener(adopting: descriptor, isInherited: isInherited))
            }
        }
        return listeners
    }

    /// Where this program's file is, to be asked for at the start: a later version put in its
    /// place is then found under the same name.
    public static func ownProgram() throws(KernelError) -> String {
        let link = "/proc/self/exe"
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = try systemCall("reading \(link)") {
            unsafe readlink(link, &path, path.count)
        }
        return String(decoding: path[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether a file is there that this process may run.
    public static func isExecutable(_ program: String) -> Bool {
        unsafe access(program, X_OK) == 0
    }

    /// Replaces this program by the one at its own path, started anew with the same arguments
    /// and the sockets; returns only by failing.
    ///
    /// - Parameter program: as `ownProgram` said at the start.
    public static func restart(
        _ program: String, _ arguments: [String], passing listeners: [SharedListener]
    ) throws(KernelError) {
        var left: [Bool: [String]] = [:]
        for listener in listeners {
            let descriptor = try listener.descriptorForSuccessor()
            left[listener.isInherited, default: []].append(String(descriptor))
        }
        let lists = [false, true].map { (left[$0] ?? []).joined(separator: ",") }
        Environment.set(handover, "\(getpid()):" + lists.joined(separator: ":"))
        try Environment.execute(program, arguments)
    }
}
