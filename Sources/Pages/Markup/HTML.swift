/// Finished markup: whatever text came from outside is escaped in it already.
///
/// Only a literal of the source can be markup (`StaticString`); a `String` or `Int` that is
/// interpolated is data and is escaped, nested `HTML` is inserted as it is. So markup cannot be
/// injected by forgetting something. Two habits complete it: an attribute that holds a `String`
/// is quoted, and an address is built with `Address`, never from data alone.
public struct HTML: ExpressibleByStringInterpolation, Hashable, Sendable {
    /// UTF-8, ready to be sent.
    public private(set) var bytes: [UInt8]

    public init(stringLiteral markup: StaticString) {
        var interpolation = Interpolation(literalCapacity: 0, interpolationCount: 0)
        interpolation.appendLiteral(markup)
        bytes = interpolation.bytes
    }

    public init(stringInterpolation: Interpolation) {
        bytes = stringInterpolation.bytes
    }

    /// Escaped text.
    public init(text: String) {
        bytes = []
        Escaping.append(text, to: &bytes)
    }

    /// JSON as the content of a script element that is no script (`type=application/json`).
    ///
    /// There no character reference is read, and only `<` could end the element or open a
    /// comment (HTML Living Standard §4.12.1.3); within a JSON string it may be written so.
    init(json: [UInt8]) {
        bytes = []
        bytes.reserveCapacity(json.count)
        for byte in json {
            if byte == UInt8(ascii: "<") { bytes += "\\u003c".utf8 } else { bytes.append(byte) }
        }
    }

    public static let empty: HTML = ""

    /// Whether a piece of text stands in it, as it is written there.
    func contains(_ text: String) -> Bool {
        bytes.firstRange(of: Array(text.utf8)) != nil
    }

    public static func + (a: HTML, b: HTML) -> HTML {
        "\(a)\(b)"
    }

    /// Pieces of markup with something between them.
    public static func joined(_ parts: [HTML], by separator: HTML = .empty) -> HTML {
        var result = HTML.empty
        for (index, part) in parts.enumerated() {
            if index > 0 { result.bytes += separator.bytes }
            result.bytes += part.bytes
        }
        return result
    }
}
