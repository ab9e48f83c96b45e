import Glibc
import Kernel
import Testing

struct ListeningSocketTests {
    private let path = "/tmp/mebe-kernel-\(UInt64.random(in: .min ... .max)).sock"

    @Test("A Unix-domain socket has mode 0600 and is not taken from a listener that lives")
    func unix() throws {
        let listener = try ListeningSocket(.unix(path: path))
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(throws: KernelError.self) { _ = try ListeningSocket(.unix(path: path)) }
        listener.removeFile()
        #expect(access(path, F_OK) != 0)
    }

    @Test("The file a dead listener left is replaced, another file is not")
    func stale() throws {
        do { _ = try ListeningSocket(.unix(path: path)) }
        let second = try ListeningSocket(.unix(path: path))
        second.removeFile()
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        #expect(throws: KernelError.self) { _ = try ListeningSocket(.unix(path: path)) }
        unlink(path)
    }

    @Test("Another mode lets others connect", arguments: [0o660, 0o666] as [UInt32])
    func mode(mode: UInt32) throws {
        let listener = try ListeningSocket(.unix(path: path), mode: mode)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == mode)
        listener.removeFile()
    }

    @Test("A shared queue outlives every descriptor but the last")
    func sharing() throws {
        let any = SocketAddress.ipv4(address: 0x7F00_0001, port: 0)
        let shared = SharedListener(try ListeningSocket(any))
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        do {
            let first = try shared.share(amongLoops: true)
            #expect(first.address == shared.address)
            #expect(Self.connects(client, to: shared.address))
        }
        // Nobody of the first has taken it; a second finds it.
        let second = try shared.share(amongLoops: true)
        guard case .connection = second.accept() else {
            Issue.record("the connection was lost with the first descriptor")
            return
        }
    }

    private static func connects(_ client: Int32, to address: SocketAddress) -> Bool {
        var raw = sockaddr_in()
        raw.sin_family = sa_family_t(AF_INET)
        raw.sin_port = (address.port ?? 0).bigEndian
        raw.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafeBytes(of: &raw) {
            connect(client, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, 16) == 0
        }
    }

    @Test("Port 0 becomes a real port, which only sharers share")
    func ports() throws {
        let any = SocketAddress.ipv4(address: 0x7F00_0001, port: 0)
        let first = try ListeningSocket(any, sharesPort: true)
        #expect(first.address.port != 0)
        let second = try ListeningSocket(first.address, sharesPort: true)
        #expect(second.address == first.address)
        let error = #expect(throws: KernelError.self) {
            _ = try ListeningSocket.free(first.address)
        }
        #expect(error?.isAddressInUse == true)
        #expect(error?.description.hasPrefix("binding 127.0.0.1:") == true)
    }

    @Test("Nothing waits to be accepted at first")
    func accept() throws {
        let listener = try ListeningSocket(.ipv6(high: 0, low: 1, scope: 0, port: 0))
        guard case .wouldBlock = listener.accept() else {
            Issue.record("a connection out of nowhere")
            return
        }
    }
}
