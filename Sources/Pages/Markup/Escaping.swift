/// Text made safe between tags and inside quoted attributes.
enum Escaping {
    // One table for both places: escaping the quotes in running text costs a few bytes and
    // spares the question where a text will stand (HTML Living Standard §13.3).
    static func append(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            // A parser drops or replaces NUL depending on where it stands; say it plainly.
            case 0: bytes += "\u{FFFD}".utf8
            default: bytes.append(byte)
            }
        }
    }
}
