import HTTPWire

/// What must hold for any text as a request target or as the value of any field.
enum FieldProperties {
    private static let length: Int64 = 1_000

    /// The first property that does not hold, or nil.
    static func violation(_ octets: [UInt8]) -> String? {
        let text = String(decoding: octets, as: UTF8.self)
        return targetViolation(text) ?? rangeViolation(text) ?? dateViolation(text)
            ?? tagViolation(text) ?? listViolation(text)
    }

    private static func targetViolation(_ text: String) -> String? {
        for method in [Method.get, .options, .connect] {
            guard let target = RequestTarget(text, method: method) else { continue }
            if let segments = target.segments,
                segments.contains(where: { $0 == "." || $0 == ".." || $0.utf8.contains(0) })
            {
                return "a dot segment or NUL came through"
            }
            if target.form == .origin,
                target.path + (target.query.map { "?" + $0 } ?? "") != text
            {
                return "path and query are not the target"
            }
        }
        return nil
    }

    private static func rangeViolation(_ text: String) -> String? {
        guard case .satisfiable(let ranges) = ByteRanges(parsing: text, length: length) else {
            return nil
        }
        let isInside = ranges.allSatisfy {
            !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= length
        }
        return isInside && !ranges.isEmpty && ranges.count <= 16 ? nil : "ranges \(ranges)"
    }

    private static func dateViolation(_ text: String) -> String? {
        guard let seconds = HTTPDate.parse(text, now: 0) else { return nil }
        let again = HTTPDate.parse(HTTPDate.string(epochSeconds: seconds), now: 0)
        return again == seconds ? nil : "\(seconds) reads back as \(again ?? 0)"
    }

    private static func tagViolation(_ text: String) -> String? {
        if let tag = EntityTag(parsing: text) {
            if EntityTag(parsing: tag.description) != tag { return "a tag reads back differently" }
            if EntityTagList(parsing: text)?.matchesWeakly(tag) != true {
                return "a list of one tag does not hold it"
            }
        }
        guard case .tags(let tags) = EntityTagList(parsing: text) else { return nil }
        let joined = tags.map(\.description).joined(separator: ",")
        return EntityTagList(parsing: joined) == .tags(tags) ? nil : "tags read back differently"
    }

    private static func listViolation(_ text: String) -> String? {
        let fields: Fields = [
            .accept: text, .acceptEncoding: text, .acceptLanguage: text, .connection: text,
        ]
        if fields.contains(where: { $0.value.utf8.contains { $0 < 0x20 && $0 != 9 } }) {
            return "a control character came through"
        }
        let encoding = AcceptEncoding(fields)
        let weights =
            [Accept(fields).weight(of: "text/html")]
            + ["gzip", "identity", "br"].map(encoding.weight)
        guard weights.allSatisfy({ (0...1000).contains($0) }) else { return "weights \(weights)" }
        _ = AcceptLanguage(fields).preferred(of: ["vi", "en"])
        _ = fields.connectionTokens
        _ = MediaType(parsing: text)?["boundary"]
        return nil
    }
}
