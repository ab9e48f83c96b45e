/// Reads one request head after another from a connection's octets.
///
/// The parser is shown the connection's buffer from the first octet that no earlier request
/// consumed, again and again while it grows. It remembers which lines it has read, so that a
/// head that comes octet by octet costs no more than one that comes whole, and every way of
/// cutting the octets gives the same result. Faults are found as early as the octet that makes
/// them. After `.done` it is ready for the next request; after `.malformed` it is of no further
/// use.
///
/// It is stricter than it has to be wherever leniency lets two readers of one stream disagree
/// about where a message ends: bare CR and bare LF, folded lines, blanks before a colon,
/// repeated lengths (RFC 9112 §2.2, §5, §6.3, §11.2).
public struct RequestHeadParser: Sendable {
    private let limits: HeadLimits
    /// The first octet of the request line.
    private var headStart = 0
    /// The first octet of the line being read.
    private var lineStart = 0
    /// Up to here the line is known to hold no line end.
    private var scanned = 0
    private var emptyLineCount = 0
    private var requestLine: RequestLine?
    private var entries: [Fields.Entry] = []

    /// Browsers send about fifteen; one allocation does for them.
    private static let usualFieldCount = 16

    public init(limits: HeadLimits = .standard) {
        self.limits = limits
    }

    /// Whether a request has begun, so that silence now means a slow client and not an idle one.
    public var hasBegun: Bool { requestLine != nil || scanned > lineStart }

    /// Whether the request that has begun in `bytes` asks by HEAD, as far as can be read: no
    /// response to it has content, the refusal of a malformed one neither (RFC 9110 §9.3.2).
    public func isHead(in bytes: RawSpan) -> Bool {
        let name: StaticString = "HEAD "
        return bytes.byteCount >= headStart + name.utf8CodeUnitCount
            && bytes.spells(name, at: headStart)
    }

    /// Reads on in `bytes`, which begins where the last request ended.
    public mutating func parse(_ bytes: RawSpan) -> ParseResult<RequestHead> {
        do throws(WireFault) {
            while let line = try nextLine(in: bytes) {
                if line.isEmpty, let requestLine {
                    let head = try head(requestLine, bytes)
                    defer { self = RequestHeadParser(limits: limits) }
                    return .done(head, consumed: lineStart)
                }
                try read(line, of: bytes)
            }
            return .incomplete
        } catch {
            return .malformed(error)
        }
    }

    private mutating func read(_ line: Range<Int>, of bytes: RawSpan) throws(WireFault) {
        if requestLine != nil {
            try readField(line, of: bytes)
        } else if line.isEmpty {
            emptyLineCount += 1
            guard emptyLineCount <= limits.emptyLineCountMax else { throw .tooManyEmptyLines }
            headStart = lineStart
        } else {
            requestLine = try RequestLine(bytes.extracting(line))
            entries.reserveCapacity(Self.usualFieldCount)
        }
    }

    /// The next whole line without its CRLF, or nil when its end has not come yet.
    private mutating func nextLine(in bytes: RawSpan) throws(WireFault) -> Range<Int>? {
        let lineLimit =
            requestLine == nil ? lineStart + limits.requestLineLengthMax + 2 : Int.max
        let headLimit = headStart + limits.headLengthMax
        let window = min(bytes.byteCount, lineLimit, headLimit)
        guard let end = try lineEnd(in: bytes, to: window) else {
            if window == lineLimit { throw .requestLineTooLong }
            if window == headLimit { throw .headTooLong }
            return nil
        }
        defer {
            lineStart = end + 2
            scanned = lineStart
        }
        return lineStart..<end
    }

    /// The CR of the CRLF that ends the current line. A line end needs both octets in the window,
    /// and a CR that is not followed by LF is a fault (RFC 9112 §2.2), as is any other control
    /// character but HTAB (RFC 9110 §5.5).
    private mutating func lineEnd(
        in bytes: RawSpan, to window: Int
    ) throws(WireFault) -> Int? {
        while true {
            scanned = bytes.firstControl(from: scanned, to: window)
            guard scanned < window else { return nil }
            switch bytes.octet(scanned) {
            case .horizontalTab: scanned += 1
            case .carriageReturn:
                guard scanned + 1 < window else { return nil }
                guard bytes.octet(scanned + 1) == .lineFeed else { throw .bareLineEnd }
                return scanned
            case .lineFeed: throw .bareLineEnd
            default: throw .controlCharacter
            }
        }
    }

    private mutating func readField(
        _ line: Range<Int>, of bytes: RawSpan
    ) throws(WireFault) {
        guard entries.count < limits.fieldCountMax else { throw .tooManyFields }
        var colon = line.lowerBound
        while colon < line.upperBound, bytes.octet(colon).isTokenCharacter { colon &+= 1 }
        guard colon > line.lowerBound else {
            throw bytes.octet(colon).isBlank ? .foldedField : .malformedFieldName
        }
        // A blank before the colon ends the name here too, and is refused with the rest
        // (RFC 9112 §5.1): a proxy that skipped it would see another field than we do.
        guard colon < line.upperBound, bytes.octet(colon) == .ascii(":") else {
            throw .malformedFieldName
        }
        let value = bytes.trimmingBlanks(colon + 1..<line.upperBound)
        entries.append(
            Fields.Entry(name: relative(line.lowerBound..<colon), value: relative(value)))
    }

    private func relative(_ range: Range<Int>) -> Range<Int> {
        range.lowerBound - headStart..<range.upperBound - headStart
    }

    private mutating func head(
        _ line: RequestLine, _ bytes: RawSpan
    ) throws(WireFault) -> RequestHead {
        let octets = bytes.array(in: headStart..<lineStart)
        return try RequestHead(line, Fields(octets: octets, entries: entries))
    }
}
