/// Why a body is no multipart/form-data.
public enum MultipartFault: Error, Hashable, Sendable, CaseIterable {
    case invalidBoundary
    case textBeforeFirstPart
    case malformedDelimiter
    case malformedPartHead
    case missingName
    case unknownTransferEncoding
    case partHeadTooLong
    case tooManyParts
    case cutShort
    case textBehindLastPart
    case malformedText

    /// The status a request with such a body is answered with.
    public var status: Status {
        switch self {
        case .partHeadTooLong, .tooManyParts: .contentTooLarge
        default: .badRequest
        }
    }

    /// One English sentence for the response; it holds nothing of the request.
    public var reason: String {
        switch self {
        case .invalidBoundary: "The boundary is missing or malformed."
        case .textBeforeFirstPart: "The body does not begin with its boundary."
        case .malformedDelimiter: "A boundary is not followed by a line end or two hyphens."
        case .malformedPartHead: "A part's head is malformed."
        case .missingName: "A part has no Content-Disposition with a name."
        case .unknownTransferEncoding: "A part is coded for another transport."
        case .partHeadTooLong: "A part's head is too long."
        case .tooManyParts: "There are too many parts."
        case .cutShort: "The last boundary is missing."
        case .textBehindLastPart: "Something follows the last boundary."
        case .malformedText: "A field is not UTF-8 text."
        }
    }
}
