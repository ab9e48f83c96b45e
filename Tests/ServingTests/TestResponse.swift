/// A response as a test sees it.
struct TestResponse {
    let status: Int
    let fields: [(name: String, value: String)]
    var body: [UInt8]

    subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    var text: String {
        String(decoding: body, as: UTF8.self)
    }

    /// The response at the beginning of `bytes` and its length, or nil if it is not whole.
    static func parse(_ bytes: ArraySlice<UInt8>, toHead: Bool) -> (TestResponse, Int)? {
        guard let headEnd = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<headEnd.lowerBound], as: UTF8.self)
        // Swift takes CR LF for one character.
        let lines = head.split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (String(parts[0]), String(parts[1].drop { $0 == " " }))
        }
        var response = TestResponse(status: status, fields: fields, body: [])
        let headLength = headEnd.upperBound - bytes.startIndex
        let rest = bytes[headEnd.upperBound...]
        if toHead || status < 200 || status == 204 || status == 304 {
            return (response, headLength)
        }
        if response["Transfer-Encoding"] == "chunked" {
            guard let (body, length) = dechunk(rest) else { return nil }
            response.body = body
            return (response, headLength + length)
        }
        let length = response["Content-Length"].flatMap { Int($0) } ?? 0
        guard rest.count >= length else { return nil }
        response.body = Array(rest.prefix(length))
        return (response, headLength + length)
    }

    private static func dechunk(_ bytes: ArraySlice<UInt8>) -> ([UInt8], Int)? {
        var rest = bytes
        var body: [UInt8] = []
        while let lineEnd = rest.firstRange(of: Array("\r\n".utf8)) {
            let line = String(decoding: rest[..<lineEnd.lowerBound], as: UTF8.self)
            guard let size = Int(line, radix: 16) else { return nil }
            rest = rest[lineEnd.upperBound...]
            guard rest.count >= size + 2 else { return nil }
            body.append(contentsOf: rest.prefix(size))
            rest = rest.dropFirst(size + 2)
            if size == 0 { return (body, rest.startIndex - bytes.startIndex) }
        }
        return nil
    }
}
