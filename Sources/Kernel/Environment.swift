internal import Glibc

/// The environment of this process, and replacing its program. Reading is safe at any time;
/// changing is for the start and the end, when no other thread looks (setenv(3)).
enum Environment {
    static subscript(name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    static func set(_ name: String, _ value: String) {
        // Fails for want of memory alone.
        unsafe setenv(name, value, 1)
    }

    static func remove(_ name: String) {
        unsafe unsetenv(name)
    }

    /// Replaces the program (execv(3)); returns only by failing.
    static func execute(_ program: String, _ arguments: [String]) throws(KernelError) {
        // Freed by the new program's start, or at the end that follows a failure.
        let pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
        try systemCall("starting \(program) anew") { unsafe execv(program, pointers) }
    }
}
