internal import HTTPWire

/// The routes by segments: a tree whose nodes lie in one array.
struct RouteTree: Sendable {
    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        /// Parameters and rests, the one that lays down most first.
        var patterns: [(pattern: SegmentPattern, node: Int)] = []
        var routes: [Route] = []
    }

    /// Where a path led, and what its parameters took.
    struct Found {
        let routes: [Route]
        let values: [String]

        /// HEAD falls back on GET (RFC 9110 §9.3.2).
        func route(for head: RequestHead) -> Route? {
            let method = head.method
            let route =
                routes.first { $0.method == method }
                ?? (method == .head ? routes.first { $0.method == .get } : nil)
                ?? routes.first { $0.method == nil }
            guard let route, route.producedType != nil else { return route }
            return preferred(by: head.fields, instead: route)
        }

        /// The one whose type the client likes most, the one that was added first between
        /// equals. Where none is acceptable that one too: RFC 9110 §12.4.1 leaves it to the
        /// server, and to someone who asked for a picture of a page the page is of more use
        /// than a refusal.
        private func preferred(by fields: Fields, instead first: Route) -> Route {
            let offered = routes.filter { $0.method == first.method }
            let types = offered.compactMap(\.producedType)
            let wanted = Accept(fields).preferred(of: types)
            return offered.first { $0.producedType == wanted } ?? first
        }

        /// What `Allow` lists.
        var methods: Set<Method> {
            var methods = Set(routes.compactMap(\.method))
            if methods.contains(.get) { methods.insert(.head) }
            return methods.union([.options])
        }
    }

    private var nodes = [Node()]

    mutating func add(_ route: Route, at segments: [SegmentPattern]) {
        var node = 0
        for segment in segments { node = child(of: node, segment) }
        let isNew = !nodes[node].routes.contains {
            $0.method == route.method && $0.producedType == route.producedType
        }
        precondition(isNew, "two routes for one method, pattern and type")
        nodes[node].routes.append(route)
    }

    private mutating func child(of node: Int, _ segment: SegmentPattern) -> Int {
        if case .literal(let text) = segment {
            if let known = nodes[node].literals[text] { return known }
            nodes[node].literals[text] = nodes.count
        } else {
            if let known = nodes[node].patterns.first(where: { $0.pattern == segment }) {
                return known.node
            }
            nodes[node].patterns.append((segment, nodes.count))
            nodes[node].patterns.sort { Self.comesBefore($0.pattern, $1.pattern) }
        }
        nodes.append(Node())
        return nodes.count - 1
    }

    /// A rest comes last: it would take what a parameter describes more closely.
    private static func comesBefore(_ left: SegmentPattern, _ right: SegmentPattern) -> Bool {
        switch (left, right) {
        case (.parameter, .rest): true
        case (.rest, .parameter): false
        default: left.weight > right.weight
        }
    }

    func find(_ segments: [String]) -> Found? {
        var values: [String] = []
        return find(segments[...], from: 0, &values).map {
            Found(routes: nodes[$0].routes, values: values)
        }
    }

    /// The depth is the tree's, not the path's.
    private func find(
        _ segments: ArraySlice<String>, from node: Int, _ values: inout [String]
    ) -> Int? {
        if let first = segments.first {
            let rest = segments.dropFirst()
            if let next = nodes[node].literals[first],
                let found = find(rest, from: next, &values)
            {
                return found
            }
            for (pattern, next) in nodes[node].patterns {
                guard let value = pattern.value(in: first) else { continue }
                values.append(value)
                if let found = find(rest, from: next, &values) { return found }
                values.removeLast()
            }
        } else if !nodes[node].routes.isEmpty {
            return node
        }
        return findRest(segments, from: node, &values)
    }

    private func findRest(
        _ segments: ArraySlice<String>, from node: Int, _ values: inout [String]
    ) -> Int? {
        for (pattern, next) in nodes[node].patterns {
            guard let value = pattern.value(in: segments) else { continue }
            values.append(value)
            return next
        }
        return nil
    }
}
