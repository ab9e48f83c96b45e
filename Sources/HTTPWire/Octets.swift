/// The character classes of RFC 9110 §5.6 and RFC 3986, as tests on one octet.
extension UInt8 {
    static let horizontalTab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20

    /// The octet of an ASCII character, for comparisons that a reader can read.
    static func ascii(_ scalar: Unicode.Scalar) -> UInt8 { UInt8(ascii: scalar) }

    /// tchar (RFC 9110 §5.6.2).
    var isTokenCharacter: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true  // 0-9 A-Z a-z
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E: true  // ! # $ % & ' * + - .
        case 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true  // ^ _ ` | ~
        default: false
        }
    }

    /// What a request target may hold: visible ASCII without `"`, `#`, `<` and `>`.
    ///
    /// RFC 3986 allows less. Browsers leave `[ \ ] ^ { | }` and the grave accent unescaped in
    /// queries (WHATWG URL), and none of these can end the target or the line.
    var isTargetCharacter: Bool {
        switch self {
        case 0x22, 0x23, 0x3C, 0x3E: false
        case 0x21...0x7E: true
        default: false
        }
    }

    /// unreserved / sub-delims of RFC 3986 §2: a registered name without its escapes.
    var isRegisteredNameCharacter: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x24, 0x26...0x2E, 0x3B, 0x3D, 0x5F, 0x7E: true  // ! $ &-. ; = _ ~
        default: false
        }
    }

    /// A control character; HTAB is one, obs-text is not.
    var isControl: Bool { self < 0x20 || self == 0x7F }

    /// SP or HTAB: the white space of OWS and BWS (RFC 9110 §5.6.3).
    var isBlank: Bool { self == .space || self == .horizontalTab }

    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// The value of a hexadecimal digit, or nil.
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self &- 0x30
        case 0x41...0x46: self &- 0x37
        case 0x61...0x66: self &- 0x57
        default: nil
        }
    }

    /// The octet with `A`–`Z` made lower case.
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
