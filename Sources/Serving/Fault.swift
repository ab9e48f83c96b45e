public import HTTPWire

/// Why the server, and not a handler, answers a request.
public struct Fault: Error, Sendable {
    public let status: Status

    /// One English sentence, safe for anyone to see.
    public let detail: String

    /// Fields the response must carry whatever its body: `Allow`, `Retry-After`, …
    public var fields: Fields

    public init(_ status: Status, _ detail: String, fields: Fields = Fields()) {
        self.status = status
        self.detail = detail
        self.fields = fields
    }
}

extension Fault {
    public static let malformedPath = Fault(
        .badRequest, "The path has a malformed escape or a dot segment.")
    public static let malformedQuery = Fault(.badRequest, "The query is malformed.")
    public static let notFound = Fault(.notFound, "There is nothing here.")
    public static let headTimeout = Fault(.requestTimeout, "The request's head came too slowly.")
    public static let bodyTimeout = Fault(.requestTimeout, "The request's body came too slowly.")
    public static let lengthRequired = Fault(
        .lengthRequired, "This needs a body, with Content-Length or chunked.")
    static let repeatedContentType = Fault(
        .badRequest, "Content-Type occurs more than once.")
    static let partialContent = Fault(.badRequest, "A part of a document cannot be stored.")
    public static let contentTooLarge = Fault(.contentTooLarge, "The body is too long.")
    public static let preconditionFailed = Fault(
        .preconditionFailed, "A condition of the request does not hold.")
    public static let methodUnknown = Fault(
        .notImplemented, "This method is not known here.")
    public static let overloaded = Fault(
        .serviceUnavailable, "Too many connections; try again soon.",
        fields: [.retryAfter: "5"])
    public static let outOfMemory = Fault(
        .serviceUnavailable, "The server has too much to hold; try again soon.",
        fields: [.retryAfter: "5"])
    static let tooManyConnections = Fault(
        .tooManyRequests, "This address has too many connections open.",
        fields: [.retryAfter: "5"])

    /// More requests came than the address, or the token, may send.
    public static func tooManyRequests(waitSeconds: Int64) -> Fault {
        Fault(
            .tooManyRequests, "Too many requests; slow down.",
            fields: [.retryAfter: String(waitSeconds)])
    }

    /// Of what happened the log tells.
    public static let internalError = Fault(
        .internalServerError, "Something broke in the server.")

    static func methodNotAllowed(_ allow: String) -> Fault {
        Fault(.methodNotAllowed, "This method is not allowed here.", fields: [.allow: allow])
    }

    static func unsupportedMediaType(_ accepted: [String]) -> Fault {
        Fault(
            .unsupportedMediaType,
            "The body's Content-Type must be \(accepted.joined(separator: " or ")).",
            fields: [.accept: accepted.joined(separator: ", ")])
    }

    /// RFC 9110 §12.5.3: the field says what would have been taken.
    static let unsupportedContentCoding = Fault(
        .unsupportedMediaType, "The body must be sent without a Content-Encoding.",
        fields: [.acceptEncoding: "identity"])

    static func rangeNotSatisfiable(length: Int) -> Fault {
        let range = ByteRanges.unsatisfiedContentRange(length: Int64(length))
        return Fault(
            .rangeNotSatisfiable, "The range lies behind the end.",
            fields: [.contentRange: range])
    }

    init(_ fault: WireFault) {
        self.init(fault.status, fault.reason)
    }
}
