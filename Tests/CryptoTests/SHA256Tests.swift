import Crypto
import Testing

@Suite struct SHA256Tests {
    /// FIPS 180-4's own examples, and NIST's message of a million letters.
    static let vectors: [(message: [UInt8], digest: String)] = [
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            Array(
                """
                abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno\
                ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu
                """.utf8),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        (
            [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test("known messages have their known digests", arguments: vectors.indices)
    func knownAnswer(index: Int) {
        let (message, digest) = SHA256Tests.vectors[index]
        #expect(SHA256.digest(of: message).hex == digest)
    }

    @Test("pieces of any size give the digest of the whole", arguments: [1, 3, 63, 64, 65, 1_000])
    func pieces(size: Int) {
        let message = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var hash = SHA256()
        for start in stride(from: 0, to: message.count, by: size) {
            hash.update(Array(message[start..<min(start + size, message.count)]))
        }
        #expect(hash.finish() == SHA256.digest(of: message))
    }

    @Test("a context begins anew after each digest")
    func reuse() {
        var hash = SHA256()
        hash.update("something")
        _ = hash.finish()
        #expect(hash.finish().hex == SHA256Tests.vectors[0].digest)
        hash.update("abc")
        #expect(hash.finish().hex == SHA256Tests.vectors[1].digest)
    }

    @Test("a digest survives being stored")
    func stored() {
        let digest = SHA256.digest(of: [1, 2, 3])
        #expect(digest.bytes.count == SHA256Digest.length)
        #expect(SHA256Digest(digest.bytes) == digest)
        #expect(digest.withBytes { SHA256Digest($0) } == digest)
        #expect(Hex.decode(digest.hex) == digest.bytes)
        #expect(SHA256Digest(Array(digest.bytes.dropLast())) == nil)
        #expect(SHA256Digest(digest.bytes + [0]) == nil)
    }
}
