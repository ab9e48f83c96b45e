import Glibc
import Testing

@testable import Kernel

struct AcceptanceTests {
    @Test(
        "An error of accept is tried again, waited for, or told",
        arguments: [
            (EMFILE, "exhausted"), (ENFILE, "exhausted"), (ENOBUFS, "exhausted"),
            (ENOMEM, "exhausted"), (ECONNABORTED, "aborted"), (EPROTO, "aborted"),
            (ENETDOWN, "aborted"), (EPERM, "aborted"), (EBADF, "failed"), (EINVAL, "failed"),
            (ENOTSOCK, "failed"), (EFAULT, "failed"), (9_999, "failed"),
        ])
    func outcome(code: Int32, expected: String) {
        let name =
            switch ListeningSocket.outcome(of: code) {
            case .exhausted: "exhausted"
            case .aborted: "aborted"
            case .failed: "failed"
            case .wouldBlock: "other"
            case .connection: "other"
            }
        #expect(name == expected)
    }
}
