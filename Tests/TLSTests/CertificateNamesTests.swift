import Testing

@testable import TLS

struct CertificateNamesTests {
    private static let names = CertificateNames([
        "a.example.vn", "*.Wild.example.vn", "10.0.0.1", "2001:db8::1",
    ])

    @Test(
        "A certificate stands for its names, one label under a wildcard, and its addresses",
        arguments: [
            ("a.example.vn", true), ("A.EXAMPLE.VN", true), ("a.example.vn.", true),
            ("b.example.vn", false), ("x.a.example.vn", false), ("example.vn", false),
            ("one.wild.example.vn", true), ("ONE.WILD.example.vn", true),
            ("two.one.wild.example.vn", false), ("wild.example.vn", false),
            (".wild.example.vn", false), ("*.wild.example.vn", false),
            ("10.0.0.1", true), ("10.0.0.2", false),
            ("2001:db8::1", true), ("[2001:db8::1]", true), ("2001:0DB8:0:0:0:0:0:1", true),
            ("2001:db8::2", false), ("", false), (".", false), ("[]", false),
        ])
    func cover(host: String, isCovered: Bool) {
        #expect(Self.names.cover(host) == isCovered)
    }

    @Test("No wildcard takes an address in")
    func addressUnderWildcard() {
        #expect(!CertificateNames(["*.0.0.1"]).cover("10.0.0.1"))
    }

    @Test(
        "The first host is a name that clients can ask for, else an address as the web writes it",
        arguments: [
            (["*.b.vn", "10.0.0.1", "b.vn"], "b.vn"), (["*.b.vn", "10.0.0.1"], "10.0.0.1"),
            (["::1"], "[0:0:0:0:0:0:0:1]"), (["*.b.vn"], nil), ([], nil),
        ] as [([String], String?)])
    func firstHost(hosts: [String], first: String?) {
        #expect(CertificateNames(hosts).firstHost == first)
    }
}
