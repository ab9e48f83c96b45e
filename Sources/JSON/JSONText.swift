/// The text of strings whose syntax has been checked.
enum JSONText {
    /// The octets a string stands for, its escapes undone.
    static func unescaped(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(octets.count)
        var rest = octets
        while let octet = rest.popFirst() {
            guard octet == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
                text.append(octet)
                continue
            }
            if escape == UInt8(ascii: "u") {
                text.append(contentsOf: UTF8.encode(takeScalar(&rest)) ?? .init())
            } else {
                text.append(short[escape] ?? escape)
            }
        }
        return text
    }

    /// The two-character escapes that do not stand for their second character.
    private static let short: [UInt8: UInt8] = [
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]

    private static func takeScalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar {
        let unit = takeUnit(&rest)
        guard unit & 0xFC00 == 0xD800 else { return Unicode.Scalar(unit) ?? replacement }
        rest = rest.dropFirst(2)
        let low = takeUnit(&rest)
        return Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)) ?? replacement
    }

    private static func takeUnit(_ rest: inout ArraySlice<UInt8>) -> UInt32 {
        let digits = rest.prefix(4)
        rest = rest.dropFirst(4)
        return digits.reduce(0) { $0 << 4 | UInt32(hexValue($1) ?? 0) }
    }

    private static let replacement: Unicode.Scalar = "\u{FFFD}"

    static func hexValue(_ octet: UInt8) -> UInt8? {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): octet & 0x0F
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
            octet & 0x0F + 9
        default: nil
        }
    }
}
