import HTTPWire

/// What must hold for any octets whatsoever; the fuzz target and the tests share it.
enum HTTPProperties {
    /// The first property that does not hold, or nil.
    static func violation(_ octets: [UInt8]) -> String? {
        // Small limits bring their faults within reach of short inputs.
        let tight = Connection(
            headLimits: HeadLimits(
                requestLineLengthMax: 40, headLengthMax: 120, fieldCountMax: 4,
                emptyLineCountMax: 1),
            bodyLimits: BodyLimits(
                bodyLengthMax: 12, chunkExtensionLengthMax: 8, trailerLengthMax: 12))
        return splitViolation(octets, Connection()) ?? splitViolation(octets, tight)
            ?? headViolation(octets)
    }

    /// The way octets are cut into portions must not change what is read.
    private static func splitViolation(_ octets: [UInt8], _ connection: Connection) -> String? {
        let whole = connection.transcript(octets)
        let single = octets.count <= 2048 ? Array(octets.indices.dropFirst()) : []
        let seven = Array(stride(from: 7, to: octets.count, by: 7))
        for cuts in [single, seven, [octets.count / 2]] {
            let cut = connection.transcript(octets, cuts: cuts)
            if cut != whole { return "whole \(whole), cut \(cut)" }
        }
        return nil
    }

    private static func headViolation(_ octets: [UInt8]) -> String? {
        var parser = RequestHeadParser()
        guard case .done(let head, _) = parser.parse(octets.span.bytes) else { return nil }
        if let segments = head.target.segments,
            segments.contains(where: { [".", ".."].contains($0) })
        {
            return "a dot segment came through"
        }
        readEveryList(head)
        return encodingViolation(head.fields)
    }

    /// Encoded again, the fields are the same fields: nothing splits or joins.
    private static func encodingViolation(_ fields: Fields) -> String? {
        var copy = Fields()
        for field in fields { copy.append(field.name, field.value) }
        var wire = [UInt8]("GET / HTTP/1.0\r\n".utf8)
        copy.encode(into: &wire)
        wire += Array("\r\n".utf8)
        var parser = RequestHeadParser(limits: HeadLimits(headLengthMax: 1 << 20))
        guard case .done(let again, let consumed) = parser.parse(wire.span.bytes),
            consumed == wire.count, again.fields.count == fields.count
        else {
            // Framing fields are not allowed in every version; all else must read back.
            return fields.contains(.transferEncoding) ? nil : "fields do not read back"
        }
        return again.fields == copy ? nil : "fields read back differently"
    }

    /// None of the readers of single fields may stop the process.
    private static func readEveryList(_ head: RequestHead) {
        _ = head.target.query.flatMap { Query($0) }
        _ = AcceptEncoding(head.fields).prefersGzip
        _ = AcceptLanguage(head.fields).preferred(of: ["vi", "en"])
        _ = Accept(head.fields).preferred(of: ["text/html"])
        _ = Preconditions(head, now: 0).verdict(etag: EntityTag(opaque: "a"), lastModified: 0)
        for field in head.fields {
            _ = ByteRanges(parsing: field.value, length: 10)
            _ = MediaType(parsing: field.value)
            _ = EntityTagList(parsing: field.value)
            _ = HTTPDate.parse(field.value, now: 0)
        }
    }
}
