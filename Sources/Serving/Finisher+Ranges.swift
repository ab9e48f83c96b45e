internal import HTTPWire

extension Response {
    /// Whether parts of it may be asked for (RFC 9110 §14): it is at hand whole, and a strong
    /// tag says which octets they are parts of.
    var sendsRanges: Bool {
        guard status == .ok, body.length != nil,
            let tag = fields[.etag].flatMap({ EntityTag(parsing: $0) })
        else { return false }
        return !tag.isWeak
    }
}

extension Finisher {
    /// Makes a 206 of a 200 as the Range field asks; it counts for GET only (RFC 9110 §14.2).
    func applyRange(
        to response: inout Response, _ head: RequestHead, _ preconditions: Preconditions
    ) throws(Fault) {
        guard head.method == .get, response.sendsRanges,
            let value = head.fields[.range], let length = response.body.length
        else { return }
        let etag = response.fields[.etag].flatMap { EntityTag(parsing: $0) }
        let modified = response.fields[.lastModified].flatMap { HTTPDate.parse($0, now: 0) }
        guard preconditions.rangeApplies(etag: etag, lastModified: modified) else { return }
        switch ByteRanges(parsing: value, length: Int64(length)) {
        case .ignored: return
        case .unsatisfiable: throw .rangeNotSatisfiable(length: length)
        case .satisfiable(let ranges):
            let ranges = ranges.map { Int($0.lowerBound)..<Int($0.upperBound) }
            // Ranges that together ask for more than there is are sent whole (§14.2).
            guard ranges.reduce(0, { $0 + $1.count }) <= length else { return }
            send(ranges, of: length, &response)
        }
    }

    private func send(_ ranges: [Range<Int>], of length: Int, _ response: inout Response) {
        let whole = response.body.pieces
        response.status = .partialContent
        if let range = ranges.first, ranges.count == 1 {
            response.fields[.contentRange] = Self.contentRange(range, length)
            response.body = .pieces(whole.slice(range))
        } else {
            let boundary = Self.boundary()
            let type = response.fields[.contentType]
            response.fields[.contentType] = "multipart/byteranges; boundary=\(boundary)"
            response.body = .pieces(
                ranges.flatMap { range in
                    [.bytes(Self.partHead(range, length, type, boundary))] + whole.slice(range)
                } + [.bytes(Array("\r\n--\(boundary)--\r\n".utf8))])
        }
    }

    /// RFC 9110 §14.6, RFC 2046 §5.1.1.
    private static func partHead(
        _ range: Range<Int>, _ length: Int, _ type: String?, _ boundary: String
    ) -> [UInt8] {
        let type = type.map { "Content-Type: \($0)\r\n" } ?? ""
        let place = "Content-Range: \(contentRange(range, length))\r\n\r\n"
        return Array("\r\n--\(boundary)\r\n\(type)\(place)".utf8)
    }

    private static func contentRange(_ range: Range<Int>, _ length: Int) -> String {
        ByteRanges.contentRange(
            Int64(range.lowerBound)..<Int64(range.upperBound), length: Int64(length))
    }

    /// Unguessable, so that no file can hold it on purpose.
    private static func boundary() -> String {
        String(UInt64.random(in: .min ... .max), radix: 36)
            + String(UInt64.random(in: .min ... .max), radix: 36)
    }
}

extension ResponseBody {
    /// The body in pieces; a stream has none.
    fileprivate var pieces: [BodyPiece] {
        switch self {
        case .empty, .stream: []
        case .bytes(let bytes), .rendered(let bytes, _): [.bytes(bytes)]
        case .packed(let gzip, let length): [.bytes(Decompressor.bytes(gzip, length: length))]
        case .pieces(let pieces): pieces
        }
    }
}
