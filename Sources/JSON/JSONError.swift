/// Why a text is not JSON, and where. The first fault of the text is reported.
public struct JSONError: Error, Hashable, Sendable {
    public enum Kind: Hashable, Sendable, CaseIterable {
        case documentTooLong
        case byteOrderMark
        case unexpectedEnd
        case expectedValue
        case expectedKey
        case expectedColon
        case expectedCommaOrBracket
        case expectedCommaOrBrace
        case trailingComma
        case trailingBytes
        case depthExceeded
        case duplicateKey
        case malformedNumber
        case numberOutOfRange
        case malformedEscape
        case loneSurrogate
        case controlCharacter
        case invalidUTF8
    }

    public let kind: Kind
    /// Counted from 1; LF, CR LF and CR each end a line.
    public let line: Int
    /// Unicode scalars from the line's beginning, counted from 1, as editors show them.
    public let column: Int
    /// Octets before the fault.
    public let offset: Int
    /// The value at fault (RFC 6901), or the array or object whose punctuation is.
    public let pointer: String
}
