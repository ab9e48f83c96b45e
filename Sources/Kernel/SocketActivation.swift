internal import Glibc

/// Listening sockets that stay while programs come and go, as systemd passes them on
/// (sd_listen_fds(3)): descriptors from 3 on, their number in `LISTEN_FDS`, the process they are
/// meant for in `LISTEN_PID`, their names in `LISTEN_FDNAMES`. The queue of such a socket takes
/// connections also while nobody accepts them, so that a restart refuses none.
public enum SocketActivation {
    static let firstDescriptor: Int32 = 3

    /// More than anyone listens at; a bigger number is a mistake.
    private static let countMax: Int32 = 256

    /// What our own sockets are called when this program passes them on to its successor.
    private static let ownName = "mebe"

    /// Adopts the sockets that were passed to this process, and forgets that they were, so that
    /// no child takes them for its own. Call once, at the start.
    public static func adopt() throws(KernelError) -> [SharedListener] {
        let (pid, count) = (Environment["LISTEN_PID"], Environment["LISTEN_FDS"])
        let names = Environment["LISTEN_FDNAMES"]?.split(
            separator: ":", omittingEmptySubsequences: false)
        for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { Environment.remove(name) }
        guard let pid, Int32(pid) == getpid(), let count = count.flatMap({ Int32($0) }) else {
            return []
        }
        guard (0...countMax).contains(count) else {
            throw KernelError(operation: "reading LISTEN_FDS", code: EINVAL)
        }
        var listeners: [SharedListener] = []
        for index in 0..<count {
            let isOurs = names.map { Int(index) < $0.count && $0[Int(index)] == ownName } ?? false
            listeners.append(
                try SharedListener(adopting: firstDescriptor + index, isInherited: !isOurs))
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

    /// Replaces this program by the one at its own path, started anew with the same arguments
    /// and the sockets; returns only by failing.
    ///
    /// - Parameter program: as `ownProgram` said at the start.
    public static func restart(
        _ program: String, _ arguments: [String], passing listeners: [SharedListener]
    ) throws(KernelError) {
        // First all out of the way, then one after another into place: a descriptor may stand
        // where another has to go.
        var sources: [Int32] = []
        for listener in listeners { sources.append(try listener.descriptorForSuccessor()) }
        let end = firstDescriptor + Int32(sources.count)
        for index in sources.indices where sources[index] < end {
            sources[index] = try systemCall("moving a descriptor") {
                fcntl(sources[index], F_DUPFD, end)
            }
        }
        for (index, source) in sources.enumerated() {
            try systemCall("moving a descriptor") { dup2(source, firstDescriptor + Int32(index)) }
            close(source)
        }
        Environment.set("LISTEN_PID", String(getpid()))
        Environment.set("LISTEN_FDS", String(sources.count))
        Environment.set(
            "LISTEN_FDNAMES",
            listeners.map { $0.isInherited ? "inherited" : ownName }.joined(separator: ":"))
        try Environment.execute(program, arguments)
    }
}
