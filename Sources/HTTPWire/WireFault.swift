/// Why a request cannot be read. After any of these the end of the message is in doubt, so the
/// connection answers `status` and closes (RFC 9112 §2.2, §6.3).
public enum WireFault: Error, Hashable, Sendable, CaseIterable {
    case tooManyEmptyLines
    case bareLineEnd
    case controlCharacter
    case requestLineTooLong
    case malformedRequestLine
    case malformedTarget
    case unsupportedVersion
    case headTooLong
    case tooManyFields
    case foldedField
    case malformedFieldName
    case missingHost
    case repeatedHost
    case invalidHost
    case invalidContentLength
    case repeatedContentLength
    case contentLengthWithTransferEncoding
    case transferEncodingInHTTP10
    case repeatedTransferEncoding
    case unknownTransferCoding
    case unendedTransferCoding
    case bodyTooLong
    case malformedChunk
    case chunkExtensionsTooLong
    case malformedTrailer
    case trailerTooLong

    /// The status the request is answered with.
    public var status: Status {
        switch self {
        case .requestLineTooLong: .uriTooLong
        case .unsupportedVersion: .versionNotSupported
        case .headTooLong, .tooManyFields, .trailerTooLong: .headerFieldsTooLarge
        case .bodyTooLong, .chunkExtensionsTooLong: .contentTooLarge
        case .unknownTransferCoding: .notImplemented
        default: .badRequest
        }
    }

    /// One English sentence for the log and the response; it holds nothing of the request.
    public var reason: String {
        switch self {
        case .tooManyEmptyLines: "Too many empty lines before the request line."
        case .bareLineEnd: "A line does not end in CR LF."
        case .controlCharacter: "The head contains a control character."
        case .requestLineTooLong: "The request line is too long."
        case .malformedRequestLine: "The request line is not “method target HTTP/1.1”."
        case .malformedTarget: "The request target is malformed or does not fit the method."
        case .unsupportedVersion: "Only HTTP/1.1 and HTTP/1.0 are spoken here."
        case .headTooLong: "The header fields are too long."
        case .tooManyFields: "There are too many header fields."
        case .foldedField: "A field line begins with white space."
        case .malformedFieldName: "A field line does not begin with a name and a colon."
        case .missingHost: "The Host field is missing."
        case .repeatedHost: "The Host field occurs more than once."
        case .invalidHost: "The Host field is not a host with an optional port."
        case .invalidContentLength: "Content-Length is not a number."
        case .repeatedContentLength: "Content-Length occurs more than once."
        case .contentLengthWithTransferEncoding:
            "Content-Length and Transfer-Encoding exclude each other."
        case .transferEncodingInHTTP10: "HTTP/1.0 has no Transfer-Encoding."
        case .repeatedTransferEncoding: "Transfer-Encoding occurs more than once."
        case .unknownTransferCoding: "The only transfer coding understood is “chunked”."
        case .unendedTransferCoding: "The transfer codings do not end in one “chunked”."
        case .bodyTooLong: "The body is too long."
        case .malformedChunk: "The chunked coding is malformed."
        case .chunkExtensionsTooLong: "The chunk extensions are too long."
        case .malformedTrailer: "A trailer field is malformed."
        case .trailerTooLong: "The trailer section is too long."
        }
    }
}
