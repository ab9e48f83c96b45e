internal import Glibc

/// The process's limits that a server must know (`getrlimit(2)`).
public enum ResourceLimits {
    /// Raises the soft limit of open descriptors to the hard one and returns it.
    ///
    /// The usual soft limit of 1024 exists for programs that use select(2); this one does not.
    @discardableResult
    public static func raiseOpenFiles() throws(KernelError) -> Int {
        var limit = try openFilesLimit()
        guard limit.rlim_cur < limit.rlim_max else { return Int(clamping: limit.rlim_cur) }
        limit.rlim_cur = limit.rlim_max
        try systemCall("raising the limit of open files") {
            unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// The soft limit of open descriptors.
    public static func openFiles() throws(KernelError) -> Int {
        Int(clamping: try openFilesLimit().rlim_cur)
    }

    private static func openFilesLimit() throws(KernelError) -> rlimit {
        var limit = rlimit()
        try systemCall("reading the limit of open files") {
            unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return limit
    }
}
