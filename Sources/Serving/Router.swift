public import HTTPWire

/// Which handler answers which method and path.
///
/// Patterns are matched on percent-decoded segments. At each segment a literal is tried first,
/// then parameters by how much of the segment they lay down (`{id}.json` before `{id}`), then
/// `{rest...}`. HEAD is served by GET's route, OPTIONS by the list of methods, a method that
/// has no route there by 405, and one that is unknown altogether by 501 (RFC 9110 §9.1).
public struct Router: Sendable {
    private var tree = RouteTree()
    private var methods: Set<Method> = [.get, .head, .options]
    private var everything: (@Sendable (RequestHead) -> Response)?

    public init() {}

    /// Without routes: answers every request for a path from its head alone. It runs on the
    /// loop and must not wait; a body is not looked at.
    public init(answering everything: @escaping @Sendable (RequestHead) -> Response) {
        self.everything = everything
    }

    /// Adds a route.
    ///
    /// - Parameters:
    ///   - pattern: such as `/units/{id}`, `/units/{id}.json`, `/files/{path...}`.
    ///   - bodyMax: octets of a request's body, in place of the server's limit.
    ///   - accepts: content types a body must have (415), in lower case; a request without a
    ///     body is then refused (411). Empty: anything, also nothing.
    ///   - produces: the content type of its answers; with several such routes for one method
    ///     and pattern the client's `Accept` chooses, and the first one added is the default.
    ///   - immediate: tried first, on the loop.
    public mutating func on(
        _ method: Method, _ pattern: String, bodyMax: Int? = nil, accepts: [String] = [],
        produces: String? = nil, immediate: ImmediateHandler? = nil,
        _ handler: @escaping Handler
    ) {
        methods.insert(method)
        guard let produces else {
            return add(method, pattern, bodyMax, accepts, .whole(immediate, handler))
        }
        add(
            method, pattern, bodyMax, accepts, produces: produces,
            .whole(
                { immediate?($0)?.varyingByAccept }, { await handler($0).varyingByAccept }))
    }

    /// Adds a route whose handler reads the body while it comes.
    ///
    /// - Parameter bodyMax: `ServerLimits.unlimited` takes bodies of any length.
    public mutating func on(
        _ method: Method, _ pattern: String, bodyMax: Int? = nil, accepts: [String] = [],
        streaming handler: @escaping StreamingHandler
    ) {
        methods.insert(method)
        add(method, pattern, bodyMax, accepts, .streaming(handler))
    }

    /// Adds a route that takes every method, also unknown ones.
    public mutating func onEveryMethod(
        _ pattern: String, bodyMax: Int? = nil, streaming handler: @escaping StreamingHandler
    ) {
        add(nil, pattern, bodyMax, [], .streaming(handler))
    }

    private mutating func add(
        _ method: Method?, _ pattern: String, _ bodyMax: Int?, _ accepts: [String],
        produces: String? = nil, _ work: Route.Work
    ) {
        let path = PathPattern(pattern)
        tree.add(
            Route(
                method: method, pattern: pattern, parameterNames: path.names,
                bodyLengthMax: bodyMax, acceptedTypes: accepts, producedType: produces,
                work: work),
            at: path.segments)
    }

    enum Resolution {
        case route(Route, segments: [String], PathParameters)
        case options(allow: String)
        case answer(Response)
        case fault(Fault)
    }

    func resolve(_ head: RequestHead) -> Resolution {
        if head.target.form == .asterisk { return .options(allow: Self.list(methods)) }
        guard head.target.form != .authority else { return .fault(.methodUnknown) }
        if let everything { return .answer(everything(head)) }
        guard let segments = head.target.segments else { return .fault(.malformedPath) }
        guard let found = tree.find(segments) else {
            return .fault(isKnown(head.method) ? .notFound : .methodUnknown)
        }
        if let route = found.route(for: head) {
            let parameters = PathParameters(names: route.parameterNames, values: found.values)
            return .route(route, segments: segments, parameters)
        }
        let allow = Self.list(found.methods)
        if head.method == .options { return .options(allow: allow) }
        return .fault(isKnown(head.method) ? .methodNotAllowed(allow) : .methodUnknown)
    }

    private func isKnown(_ method: Method) -> Bool {
        Method.standard.contains(method) || methods.contains(method)
    }

    private static func list(_ methods: Set<Method>) -> String {
        methods.map(\.token).sorted().joined(separator: ", ")
    }
}

extension Response {
    /// RFC 9110 §12.5.5.
    fileprivate var varyingByAccept: Response {
        var response = self
        response.fields.append("Accept", toListOf: .vary)
        return response
    }
}
