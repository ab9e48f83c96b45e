/// Keys as text between two marks (RFC 7468).
enum PEM {
    /// What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410 §10.3 and §10.1).
    static let privatePrefix: [UInt8] = [
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ]
    static let publicPrefix: [UInt8] = [
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    /// For up to 48 bytes, which fill the one line of 64 characters that is allowed.
    static func encode(_ bytes: [UInt8], label: String) -> String {
        precondition(bytes.count <= 48, "a key in one line")
        let plain = Base64URL.encode(bytes).map { character in
            switch character {
            case "-": Character("+")
            case "_": Character("/")
            default: character
            }
        }
        let padding = String(repeating: "=", count: (4 - plain.count % 4) % 4)
        return "-----BEGIN \(label)-----\n\(String(plain) + padding)\n-----END \(label)-----\n"
    }

    /// Nil where the marks are missing or what stands between them is no base64.
    static func decode(_ text: String, label: String) -> [UInt8]? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let begin = lines.firstIndex(of: "-----BEGIN \(label)-----"),
            let end = lines.firstIndex(of: "-----END \(label)-----"), begin < end
        else { return nil }
        let body = lines[(begin + 1)..<end].joined().compactMap { character -> Character? in
            switch character {
            case "+": "-"
            case "/": "_"
            case "=": nil
            default: character
            }
        }
        return Base64URL.decode(String(body))
    }
}
