internal import Glibc

/// How many processors there are.
public enum ProcessorCount {
    /// Those that are online, at least 1.
    public static var online: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
