internal import CLinux

/// The process's memory.
public enum SystemMemory {
    /// Gives the free pages of the heap back to the system, which the C library keeps otherwise.
    /// Takes some milliseconds, so call it off the loops, after much was freed (malloc_trim(3)).
    public static func giveBack() {
        clinux_trim_memory()
    }
}
