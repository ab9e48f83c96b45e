import Testing

@testable import Crypto

@Suite struct SigningKeyTests {
    /// RFC 8032 §7.1: secret, public key, message and signature in hexadecimal.
    static let vectors: [(secret: String, key: String, message: String, signature: String)] = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ]

    @Test("the vectors of RFC 8032", arguments: [0, 1])
    func known(_ index: Int) throws {
        let vector = Self.vectors[index]
        let key = try #require(Hex.decode(vector.secret).flatMap(SigningKey.init(seed:)))
        let message = try #require(Hex.decode(vector.message))
        #expect(Hex.encode(key.publicKey.bytes) == vector.key)
        #expect(Hex.encode(key.signature(of: message)) == vector.signature)
        #expect(key.publicKey.accepts(key.signature(of: message), of: message))
    }

    @Test("a changed message, signature or key is not accepted")
    func changed() throws {
        let key = SigningKey()
        let message = Array("một dòng".utf8)
        var signature = key.signature(of: message)
        #expect(!key.publicKey.accepts(signature, of: message + [1]))
        #expect(!SigningKey().publicKey.accepts(signature, of: message))
        #expect(!key.publicKey.accepts([], of: message))
        signature[63] ^= 1
        #expect(!key.publicKey.accepts(signature, of: message))
        #expect(VerifyingKey([1, 2, 3]) == nil)
    }

    @Test("a key is written as other programs read it, and read back")
    func pem() throws {
        // RFC 8410 §10.3 and §10.1.
        let text = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----

            """
        let key = try #require(SigningKey(pem: text))
        #expect(key.pem == text)
        #expect(
            key.publicKey.pem.contains(
                "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="))
        #expect(SigningKey(pem: text.replacing("MC4", with: "MC5")) == nil)
        #expect(SigningKey(pem: "") == nil)
    }
}
