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

    public static let empty: HTML = ""

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
