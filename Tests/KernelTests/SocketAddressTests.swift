import Kernel
import Testing

struct SocketAddressTests {
    @Test(
        "Addresses are read and written",
        arguments: [
            ("127.0.0.1:8080", "127.0.0.1:8080", true), ("localhost:80", "127.0.0.1:80", true),
            ("0.0.0.0:0", "0.0.0.0:0", false), ("[::1]:443", "[::1]:443", true),
            ("[2001:db8::7]:1", "[2001:db8::7]:1", false),
            ("[::ffff:127.0.0.1]:1", "[::ffff:127.0.0.1]:1", true),
            ("unix:a.sock", "unix:a.sock", true), ("/run/a.sock", "unix:/run/a.sock", true),
        ])
    func valid(text: String, written: String, isLoopback: Bool) {
        let address = SocketAddress(text)
        #expect(address?.description == written)
        #expect(address?.isLoopback == isLoopback)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+80",
            "127.0.0.1:-1", "1.2.3:80", "example.org:80", "::1:80", "[::1]", "[::1:80", "unix:",
            "/" + String(repeating: "a", count: 107),
        ])
    func invalid(text: String) {
        #expect(SocketAddress(text) == nil)
    }
}
