import Crypto

/// A code to write down, for the day on which the telephone is lost: 80 random bits, so that a
/// fast digest is enough.
enum RecoveryCode {
    static let count = 10
    private static let byteCount = 10
    private static let groupLength = 4

    /// As it is shown: `ABCD-EFGH-IJKL-MNOP`.
    static func make() -> String {
        var text = ""
        for (index, letter) in Base32.encode(SecureRandom.bytes(count: byteCount)).enumerated() {
            if index > 0, index % groupLength == 0 { text.append("-") }
            text.append(letter)
        }
        return text
    }

    /// However it is typed.
    static func hash(of text: String) -> [UInt8] {
        Secret.hash(of: text.uppercased().filter { $0.isLetter || $0.isNumber })
    }
}
