/// A request line taken apart (RFC 9112 §3): `method SP request-target SP HTTP-version`.
struct RequestLine: Sendable {
    let method: Method
    /// Where the target's parts lie, counted from the line's first octet.
    let target: RequestTarget.Parts
    let minorVersion: Int

    /// Reads a line without its CRLF, with exactly one SP between the three parts: RFC 9112 §3
    /// permits more lenient reading, which buys nothing but disagreement with proxies.
    init(_ line: RawSpan) throws(WireFault) {
        var methodEnd = 0
        while methodEnd < line.byteCount, line.octet(methodEnd).isTokenCharacter {
            methodEnd &+= 1
        }
        guard methodEnd > 0, methodEnd < line.byteCount, line.octet(methodEnd) == .space else {
            throw .malformedRequestLine
        }
        var targetEnd = methodEnd + 1
        while targetEnd < line.byteCount, line.octet(targetEnd).isTargetCharacter {
            targetEnd &+= 1
        }
        guard targetEnd < line.byteCount, line.octet(targetEnd) == .space else {
            throw .malformedRequestLine
        }
        minorVersion = try Self.minorVersion(line, from: targetEnd + 1)
        method = Method(unchecked: line.string(in: 0..<methodEnd))
        target = try RequestTarget.parts(of: line, in: methodEnd + 1..<targetEnd, method)
    }

    /// `HTTP/` DIGIT `.` DIGIT, in upper case (RFC 9112 §2.3).
    private static func minorVersion(_ line: RawSpan, from start: Int) throws(WireFault) -> Int {
        guard line.byteCount == start + 8, line.spells("HTTP/", at: start),
            line.octet(start + 5).isDigit, line.octet(start + 6) == .ascii("."),
            line.octet(start + 7).isDigit
        else { throw .malformedRequestLine }
        guard line.octet(start + 5) == .ascii("1") else { throw .unsupportedVersion }
        return line.octet(start + 7) == .ascii("0") ? 0 : 1
    }
}
