import Crypto
import Testing

@Suite struct EncodingTests {
    /// RFC 4648 §10 without padding, and the two characters that differ from plain base64.
    @Test(
        "bytes have one base64url spelling",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"), ("~~~???", "fn5-Pz8_"),
        ])
    func base64URL(plain: String, encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test(
        "every other spelling is refused",
        arguments: ["Zg==", "Zh", "Zm9", "Z", "Zm9vY", "Zm 9v", "Zm9v\n", "fn5+Pz8/", "Zmé9"])
    func base64URLRefused(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test("all bytes survive both encodings at every length")
    func roundTrip() {
        for count in 0...256 {
            let bytes = (0..<count).map { UInt8($0) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        }
    }

    @Test("hexadecimal is written in lower case and read in both")
    func hex() {
        #expect(Hex.encode([0, 0x9f, 0xff]) == "009fff")
        #expect(Hex.decode("009FfF") == [0, 0x9f, 0xff])
        for text in ["0", "0g", "0x00", " 00", "é"] { #expect(Hex.decode(text) == nil) }
    }
}
