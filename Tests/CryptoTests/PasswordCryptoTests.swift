import Crypto
import Testing

@Suite struct PasswordCryptoTests {
    @Test("scrypt gives the digests of RFC 7914 §12")
    func scrypt() throws {
        let cost = try #require(Scrypt.Cost(logN: 10, r: 8, p: 16))
        let digest = Scrypt.digest(
            of: Array("password".utf8), salt: Array("NaCl".utf8), cost: cost)
        #expect(
            Hex.encode(digest)
                == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")
        #expect(Scrypt.Cost(logN: 21, r: 8, p: 1) == nil)
        #expect(Scrypt.Cost(logN: 20, r: 32, p: 1) == nil)
    }

    @Test(
        "one-time codes are those of RFC 6238, appendix B, cut to six digits",
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] as [(Int64, String)])
    func oneTimeCodes(seconds: Int64, code: String) {
        let secret = Array("12345678901234567890".utf8)
        let now = seconds * 1_000
        let step = OneTimeCode.step(atMilliseconds: now)
        #expect(OneTimeCode.text(secret: secret, step: step) == code)
        func found(_ shift: Int64, after used: Int64) -> Int64? {
            OneTimeCode.step(
                of: code, secret: secret, atMilliseconds: now + shift * 30_000, after: used)
        }
        #expect([-1, 0, 1].map { found($0, after: 0) } == [step, step, step])
        #expect(found(2, after: 0) == nil)
        if step > 2 { #expect(found(-2, after: 0) == nil) }
        #expect(found(0, after: step) == nil, "it was used")
    }

    @Test("a box opens with its own key and context alone, and not after a change")
    func boxes() {
        let key = SecureRandom.bytes(count: SealedBox.keyLength)
        let box = SealedBox.seal([1, 2, 3], key: key, context: [7])
        #expect(SealedBox.open(box, key: key, context: [7]) == [1, 2, 3])
        #expect(SealedBox.open(box, key: key, context: [8]) == nil)
        #expect(SealedBox.open(box, key: key.reversed(), context: [7]) == nil)
        for index in box.indices {
            var changed = box
            changed[index] ^= 1
            #expect(SealedBox.open(changed, key: key, context: [7]) == nil)
        }
        #expect(SealedBox.open([], key: key, context: [7]) == nil)
    }

    @Test("base32 is that of RFC 4648 §10, without padding")
    func base32() {
        let rows = [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
        ]
        for (text, expected) in rows { #expect(Base32.encode(Array(text.utf8)) == expected) }
    }
}
