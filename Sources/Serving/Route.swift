internal import HTTPWire

/// Answers a request. Runs as a task on the connection's event loop, which it may leave only
/// by awaiting; it must never block.
public typealias Handler = @Sendable (Request) async -> Response

/// Answers a request whose body it reads while it comes; the response may be streamed at the
/// same time. Runs like a `Handler`. An error of the body is best thrown on.
public typealias StreamingHandler =
    @Sendable (Request, RequestBody) async throws(BodyError) -> Response

/// Answers on the loop without a task, or gives nil to leave it to the handler. For what is
/// at hand in memory.
public typealias ImmediateHandler = @Sendable (Request) -> Response?

/// What is done with requests of one method and pattern.
struct Route: Sendable {
    /// Nil takes every method.
    let method: Method?
    /// As it was written: `/units/{id}`.
    let pattern: String
    let parameterNames: [String]
    let bodyLengthMax: Int?
    let acceptedTypes: [String]
    /// The content type of its answers where another route gives the same in another one.
    let producedType: String?
    let work: Work

    enum Work: Sendable {
        /// Once the body is whole.
        case whole(ImmediateHandler?, Handler)
        /// As soon as the head is there.
        case streaming(StreamingHandler)
    }

    /// Why a request must not reach the handler, as far as its head tells.
    func fault(of head: RequestHead) -> Fault? {
        guard !acceptedTypes.isEmpty else { return nil }
        guard head.framing != .none else {
            // Content without any length is refused where content is needed (RFC 9110 §8.6).
            return .lengthRequired
        }
        // Two types are two readings of the content; a part is not to be taken for the whole
        // (RFC 9110 §14.5).
        guard head.fields.values(of: .contentType).count <= 1 else { return .repeatedContentType }
        guard !head.fields.contains(.contentRange) else { return .partialContent }
        // A missing Content-Type is refused too: a page of another origin can send such a
        // request with the user's cookie, and cannot send one with application/json.
        guard let value = head.fields[.contentType],
            let type = MediaType(parsing: value), acceptedTypes.contains(type.essence)
        else { return .unsupportedMediaType(acceptedTypes) }
        // Codings of content are not undone here (RFC 9110 §8.4.1), and reading coded octets as
        // if they were plain would only give a misleading error.
        let coding = head.fields.combined(.contentEncoding)?.lowercased() ?? "identity"
        return coding == "identity" ? nil : .unsupportedContentCoding
    }
}
