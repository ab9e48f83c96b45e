internal import HTTPWire

/// A request's head and everything that follows from it alone, whoever sends it and whenever:
/// what the router makes of it, its query, the label it brings.
///
/// A class, so that a request can be handed on without copying all of it, and so that a head
/// whose octets come again need not be read again.
final class RoutedHead: Sendable {
    let head: RequestHead
    /// The path's, percent-decoded.
    let segments: [String]
    let parameters: PathParameters
    /// Nil when it cannot be decoded.
    let query: Query?
    /// The pattern of the route, if the path has one.
    let pattern: String?
    /// What is done once the body is there.
    let purpose: Reception.Purpose
    /// The client's own `X-Request-Id`, where it may be used.
    let label: String?
    /// Whether it tells of other clients, as a proxy does.
    let namesOthers: Bool

    init(_ head: RequestHead, by router: Router) {
        self.head = head
        query = head.target.query.map { Query($0) } ?? Query()
        label = RequestIDs.label(of: head)
        namesOthers = head.fields.contains(.xForwardedFor) || head.fields.contains(.forwarded)
        switch router.resolve(head) {
        case .route(let route, let path, let values):
            (segments, parameters, pattern) = (path, values, route.pattern)
            purpose = route.fault(of: head).map { .refuse($0) } ?? .handle(route)
        case .options(let allow):
            (segments, parameters, pattern) = ([], PathParameters(), nil)
            purpose = .respond(Response(status: .noContent, fields: [.allow: allow]))
        case .answer(let response):
            (segments, parameters, pattern) = ([], PathParameters(), nil)
            purpose = .respond(response)
        case .fault(let fault):
            (segments, parameters, pattern) = ([], PathParameters(), nil)
            purpose = .refuse(fault)
        }
    }

    /// One that no router was asked about.
    init(_ head: RequestHead, segments: [String], parameters: PathParameters, query: Query) {
        self.head = head
        self.segments = segments
        self.parameters = parameters
        self.query = query
        (pattern, purpose, label, namesOthers) = (nil, .drop, nil, false)
    }
}
