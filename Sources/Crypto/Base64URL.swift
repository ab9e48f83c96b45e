/// Bytes as text that needs no escaping in URLs, headers and cookies: base64 with `-` and `_`
/// and without padding (RFC 4648 §5).
public enum Base64URL {
    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var pending: UInt32 = 0
        var pendingBitCount: UInt32 = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            pendingBitCount += 8
            while pendingBitCount >= 6 {
                pendingBitCount -= 6
                text.append(alphabet[Int(pending >> pendingBitCount & 63)])
            }
        }
        if pendingBitCount > 0 {
            text.append(alphabet[Int(pending << (6 - pendingBitCount) & 63)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil unless `text` is exactly what `encode` makes of some bytes: one spelling a value,
    /// so that a secret has no second name (RFC 4648 §3.5).
    public static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var pending: UInt32 = 0
        var pendingBitCount: UInt32 = 0
        for character in text.utf8 {
            guard let value = value(of: character) else { return nil }
            pending = pending << 6 | value
            pendingBitCount += 6
            guard pendingBitCount >= 8 else { continue }
            pendingBitCount -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending >> pendingBitCount))
        }
        // Six bits left are a character too few, and bits left over must be zero.
        let leftover = pending & (1 << pendingBitCount - 1)
        return pendingBitCount < 6 && leftover == 0 ? bytes : nil
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
