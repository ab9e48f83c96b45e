import Kernel
import Testing

struct AddressRangeTests {
    @Test(
        "A network holds its own addresses and no others",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false),
            ("10.1.2.3/8", "10.9.9.9", true), ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false), ("192.0.2.128/25", "192.0.2.127", false),
            ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
            ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("::ffff:10.0.0.1", "10.0.0.1", true),
            ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
            ("2001:db8::/64", "2001:db8::1:0:0:1", true),
            ("2001:db8::/65", "2001:db8::8000:0:0:1", false),
            ("::1", "::1", true), ("::1", "::2", false), ("::/0", "2001:db8::1", true),
        ])
    func contains(range: String, address: String, isIn: Bool) throws {
        let range = try #require(AddressRange(range))
        let address = try #require(SocketAddress(host: address, port: 1))
        #expect(range.contains(address) == isIn)
    }

    @Test(
        "What is no network is refused",
        arguments: [
            "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0/8",
            "2001:db8::/129", "localhost", "10.0.0.0/8/8", "unix", "10.0.0.0/0008",
        ])
    func malformed(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test("A Unix-domain socket is in no network")
    func unix() throws {
        #expect(try #require(AddressRange("0.0.0.0/0")).contains(.unix(path: "")) == false)
    }
}
