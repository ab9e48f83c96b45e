/// A script or a style sheet without what only its readers need.
struct Condensed {
    /// Between these every octet is meant.
    private let quotes: [UInt8]
    /// Marks beside which a blank means nothing.
    private let swallowsAfter: [UInt8]
    private let swallowsBefore: [UInt8]

    /// Blanks stay around the signs of `calc` and before a colon (CSS Syntax §4).
    static let styleSheet = Condensed(quotes: "\"", after: "{};:,>", before: "{};,>")

    /// Signs stay as they are, lest `a - -b` change, and so does `/`. All statements end with a
    /// semicolon or a brace, so that a line's end may go beside these.
    static let script = Condensed(
        quotes: "\"'`", after: "{}();,=<>&|?:!*[]", before: "{}();,=<>&|?:!*[].")

    private init(quotes: StaticString, after: StaticString, before: StaticString) {
        self.quotes = Array(quotes.description.utf8)
        swallowsAfter = Array(after.description.utf8)
        swallowsBefore = Array(before.description.utf8)
    }

    /// Comments go, and blanks and line ends that mean nothing.
    ///
    /// Comments stand on lines of their own in these files, no string or template goes over
    /// several lines, and no regular expression holds a blank or a quote.
    func text(of bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        for line in lines(of: bytes) { append(line, to: &result) }
        return String(decoding: result, as: UTF8.self)
    }

    private func lines(of bytes: [UInt8]) -> [Substring] {
        var lines: [Substring] = []
        var isInComment = false
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let text = line.drop { $0 == " " }
            if isInComment || text.hasPrefix("/*") {
                isInComment = !text.hasSuffix("*/")
            } else if !text.isEmpty, !text.hasPrefix("//") {
                lines.append(text)
            }
        }
        return lines
    }

    private func append(_ line: Substring, to result: inout [UInt8]) {
        var quote: UInt8?
        for byte in Array(line.utf8) + [UInt8(ascii: "\n")] {
            let isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
            if let open = quote {
                if byte == open { quote = nil }
            } else if isBlank {
                if result.last.map(swallowsAfter.contains) ?? true { continue }
            } else {
                if quotes.contains(byte) { quote = byte }
                if swallowsBefore.contains(byte) { Self.dropBlanks(&result) }
                if byte == UInt8(ascii: "}"), result.last == UInt8(ascii: ";") {
                    result.removeLast()
                }
            }
            result.append(byte)
        }
    }

    private static func dropBlanks(_ result: inout [UInt8]) {
        while let last = result.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\n") {
            result.removeLast()
        }
    }
}
