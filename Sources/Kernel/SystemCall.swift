internal import Glibc

/// Makes a call that reports failure as −1 and `errno`, and repeats it when a signal
/// interrupted it. Every system call of this module goes through here or `attempt`.
@discardableResult
func systemCall<Result: SignedInteger>(
    _ operation: @autoclosure () -> String, _ call: () -> Result
) throws(KernelError) -> Result {
    switch attempt(call) {
    case .success(let result): return result
    case .failure(let code): throw KernelError(operation: operation(), code: code.value)
    }
}

/// The same for calls some of whose failures are expected (`EAGAIN`) and not errors.
@inline(__always)
func attempt<Result: SignedInteger>(_ call: () -> Result) -> Swift.Result<Result, Errno> {
    while true {
        let result = call()
        if result != -1 { return .success(result) }
        let code = errno
        if code != EINTR { return .failure(Errno(value: code)) }
    }
}

/// The number a failed call left in `errno`.
struct Errno: Error {
    let value: Int32

    /// Linux gives both names one value, yet POSIX allows two.
    var meansWouldBlock: Bool {
        value == EAGAIN || value == EWOULDBLOCK
    }
}
