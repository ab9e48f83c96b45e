extension HTML {
    /// Collects the pieces of an interpolated literal; see `HTML`.
    public struct Interpolation: StringInterpolationProtocol, Sendable {
        public typealias StringLiteralType = StaticString

        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        public mutating func appendLiteral(_ markup: StaticString) {
            markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        public mutating func appendInterpolation(_ text: String) {
            Escaping.append(text, to: &bytes)
        }

        public mutating func appendInterpolation(_ number: Int) {
            bytes.append(contentsOf: String(number).utf8)
        }

        public mutating func appendInterpolation(_ html: HTML) {
            bytes.append(contentsOf: html.bytes)
        }

        public mutating func appendInterpolation(_ parts: [HTML]) {
            for part in parts { bytes.append(contentsOf: part.bytes) }
        }

        /// Markup that stands only under a condition, such as a bare attribute.
        public mutating func appendInterpolation(
            if condition: Bool, _ html: @autoclosure () -> HTML
        ) {
            if condition { bytes.append(contentsOf: html().bytes) }
        }
    }
}
