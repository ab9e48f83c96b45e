internal import HTTPWire

/// Answers a request. Runs as a task on the connection's event loop, which it may leave only
/// by awaiting; it must never block.
public typealias Handler = @Sendable (Request) async -> Response

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
    let immediate: ImmediateHandler?
    let handler: Handler

    /// Why a request must not reach the handler, as far as its head tells.
    func fault(of head: RequestHead) -> Fault? {
        guard !acceptedTypes.isEmpty else { return nil }
        guard head.framing != .none else {
            // Content without any length is refused where content is needed (RFC 9110 §8.6).
            return .lengthRequired
        }
        // A missing Content-Type is refused too: a page of another origin can send such a
        // request with the user's cookie, and cannot send one with application/json.
        guard let value = head.fields[.contentType],
            let type = MediaType(parsing: value), acceptedTypes.contains(type.essence)
        else { return .unsupportedMediaType(acceptedTypes) }
        return nil
    }
}
