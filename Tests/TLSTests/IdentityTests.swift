import Testing

@testable import TLS

struct IdentityTests {
    private static let day = 86_400
    private static let year = 365 * day

    private static func made(
        _ hosts: [String] = ["localhost", "127.0.0.1"], valid: Range<Int> = -day..<year
    ) -> TLSIdentity {
        SelfSignedCertificate.make(for: hosts, validSeconds: valid)
    }

    @Test("What was made is read again: names, days and fingerprint")
    func roundTrip() throws {
        let hosts = ["localhost", "station-7.example.vn", "127.0.0.1", "::1"]
        let made = Self.made(hosts)
        let read = try TLSIdentity(certificate: made.pem, key: made.pem)
        #expect(read.names == CertificateNames(hosts))
        #expect(read.fingerprint == made.fingerprint)
        #expect(read.fingerprint.split(separator: ":").count == 32)
        #expect((364...365).contains(read.daysLeft))
    }

    @Test("A host longer than a common name still is a certificate's name")
    func longHost() throws {
        let host = String(repeating: "a", count: 60) + ".example.vn"
        let made = Self.made([host])
        #expect(try TLSIdentity(certificate: made.pem, key: made.pem).names.cover(host))
    }

    @Test("What cannot be served with is refused by what is wrong with it")
    func refusals() throws {
        let (good, other) = (Self.made(), Self.made())
        let (old, early) = (
            Self.made(valid: -Self.year..<(-2 * Self.day)), Self.made(valid: Self.day..<Self.year)
        )
        let text = String(decoding: good.pem, as: UTF8.self)
        let damaged = Array(text.replacing("MII", with: "MIJ").utf8)
        #expect(throws: IdentityFault.noCertificate) {
            try TLSIdentity(certificate: [], key: good.pem)
        }
        #expect(throws: IdentityFault.noCertificate) {
            try TLSIdentity(certificate: Array("not PEM".utf8), key: good.pem)
        }
        #expect(throws: IdentityFault.malformedCertificate(1)) {
            try TLSIdentity(certificate: damaged, key: good.pem)
        }
        #expect(throws: IdentityFault.noKey) { try TLSIdentity(certificate: good.pem, key: []) }
        #expect(throws: IdentityFault.foreignKey) {
            try TLSIdentity(certificate: good.pem, key: other.pem)
        }
        #expect { try TLSIdentity(certificate: old.pem, key: old.pem) } throws: {
            if case IdentityFault.expired = $0 { true } else { false }
        }
        #expect { try TLSIdentity(certificate: early.pem, key: early.pem) } throws: {
            if case IdentityFault.notYetValid = $0 { true } else { false }
        }
    }

    @Test("A chain is as old as its oldest certificate")
    func oldIntermediate() {
        let (good, old) = (Self.made(), Self.made(valid: -Self.year..<(-2 * Self.day)))
        #expect { try TLSIdentity(certificate: good.pem + old.pem, key: good.pem) } throws: {
            if case IdentityFault.expired = $0 { true } else { false }
        }
    }

    @Test(
        "A client gets the first identity for its host, or the first of all",
        arguments: [
            ("a.vn", 0), ("b.vn", 1), ("x.b.vn", 1), ("c.vn", 2), ("both.vn", 1), ("nosuch.vn", 0),
            ("", 0), ("10.0.0.9", 2),
        ])
    func choice(host: String, index: Int) throws {
        let context = try TLSContext([
            Self.made(["a.vn"]), Self.made(["b.vn", "*.b.vn", "both.vn"]),
            Self.made(["c.vn", "both.vn", "10.0.0.9"]),
        ])
        #expect(context.identityIndex(for: host) == index)
    }

    @Test(
        "Every fault is told in both languages",
        arguments: [
            IdentityFault.noCertificate, .malformedCertificate(2), .noKey, .encryptedKey,
            .foreignKey, .expired(day: "2024-01-31"), .notYetValid(day: "2024-01-31"),
            .refused("ee key too small"),
        ])
    func texts(fault: IdentityFault) {
        #expect(!fault.vietnamese.isEmpty && !fault.english.isEmpty)
        #expect(fault.vietnamese != fault.english)
    }
}
