extension RequestHead {
    /// Checks the rules that hold between the request line and the fields.
    init(_ line: RequestLine, _ fields: Fields) throws(WireFault) {
        try Self.checkHost(of: fields, minorVersion: line.minorVersion)
        let framing = try Self.framing(of: fields, minorVersion: line.minorVersion)
        self.init(
            method: line.method,
            target: RequestTarget(octets: fields.octets, parts: line.target),
            minorVersion: line.minorVersion,
            fields: fields,
            framing: framing,
            keepsAlive: Self.keepsAlive(fields, minorVersion: line.minorVersion),
            expectsContinue: line.minorVersion == 1 && framing != .none
                && fields.hasToken("100-continue", in: .expect))
    }

    /// Any request with more than one Host or an invalid one is refused, and one of HTTP/1.1
    /// without any (RFC 9112 §3.2), also where the target names the host itself.
    private static func checkHost(of fields: Fields, minorVersion: Int) throws(WireFault) {
        let (first, isRepeated) = fields.onlyEntry(of: .host)
        guard !isRepeated else { throw .repeatedHost }
        guard let first else {
            if minorVersion == 0 { return }
            throw .missingHost
        }
        guard Authority.isValid(fields.octets.span.bytes, first.value) else { throw .invalidHost }
    }

    /// RFC 9112 §6.3. Whatever could make this server and a proxy before it disagree about the
    /// body's end is refused, though the RFC would let some of it be repaired.
    private static func framing(
        of fields: Fields, minorVersion: Int
    ) throws(WireFault) -> BodyFraming {
        let (length, lengthIsRepeated) = fields.onlyEntry(of: .contentLength)
        let (coding, codingIsRepeated) = fields.onlyEntry(of: .transferEncoding)
        guard !lengthIsRepeated else { throw .repeatedContentLength }
        if let coding {
            guard minorVersion == 1 else { throw .transferEncodingInHTTP10 }
            guard length == nil else { throw .contentLengthWithTransferEncoding }
            guard !codingIsRepeated else { throw .repeatedTransferEncoding }
            try checkCoding(fields.octets.span.bytes, coding.value)
            return .chunked
        }
        guard let length else { return .none }
        return .length(try contentLength(fields.octets.span.bytes, length.value))
    }

    /// Where chunked is not the last coding, or not the last alone, nobody can tell where the
    /// body ends: 400 (RFC 9112 §6.3). Other codings before it are merely not understood: 501
    /// (§6.1).
    private static func checkCoding(_ bytes: RawSpan, _ range: Range<Int>) throws(WireFault) {
        if bytes.matches("chunked", in: range) { return }
        var last = range.lowerBound
        var (hasEarlierChunked, hasOther) = (false, false)
        while let comma = bytes.firstIndex(of: .ascii(","), in: last..<range.upperBound) {
            let element = bytes.trimmingBlanks(last..<comma)
            let isChunked = bytes.matches("chunked", in: element)
            hasEarlierChunked = hasEarlierChunked || isChunked
            hasOther = hasOther || !element.isEmpty
            last = comma + 1
        }
        let final = bytes.trimmingBlanks(last..<range.upperBound)
        guard bytes.matches("chunked", in: final), hasOther, !hasEarlierChunked else {
            throw .unendedTransferCoding
        }
        throw .unknownTransferCoding
    }

    /// 1*DIGIT (RFC 9110 §8.6); what no Int can hold is certainly more than any limit.
    private static func contentLength(
        _ bytes: RawSpan, _ range: Range<Int>
    ) throws(WireFault) -> Int {
        guard !range.isEmpty, range.allSatisfy({ bytes.octet($0).isDigit }) else {
            throw .invalidContentLength
        }
        var length = 0
        for index in range {
            let (tens, overflows) = length.multipliedReportingOverflow(by: 10)
            let (sum, carries) = tens.addingReportingOverflow(Int(bytes.octet(index) & 0x0F))
            guard !overflows, !carries else { throw .bodyTooLong }
            length = sum
        }
        return length
    }

    private static func keepsAlive(_ fields: Fields, minorVersion: Int) -> Bool {
        if fields.hasToken("close", in: .connection) { return false }
        return minorVersion == 1 || fields.hasToken("keep-alive", in: .connection)
    }
}
