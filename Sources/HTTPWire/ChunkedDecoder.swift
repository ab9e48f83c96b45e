/// The chunked transfer coding (RFC 9112 §7.1), one octet at a time but for the data.
///
/// The state is all there is to remember between two reads, so the octets may come in any
/// portions. Chunk extensions are skipped and trailer fields checked and dropped, both bounded.
struct ChunkedDecoder: Sendable {
    private enum State: Sendable {
        case size, extensions, lineFeedAfterSize
        case data, carriageReturnAfterData, lineFeedAfterData
        case trailerStart, trailerName, trailerValue, lineFeedAfterTrailer, lastLineFeed
        case done
    }

    private let limits: BodyLimits
    private var state = State.size
    /// The chunk's size while it is read, then what is still to come of its data.
    private var size = 0
    private var sizeDigitCount = 0
    private var decodedLength = 0
    private var extensions = ChunkExtensions()
    private var extensionLength = 0
    private var trailerLength = 0
    private var trailerName = TrailerName()

    init(limits: BodyLimits) {
        self.limits = limits
    }

    mutating func decode(_ bytes: RawSpan, into body: inout [UInt8]) -> BodyProgress {
        var index = 0
        do throws(WireFault) {
            while index < bytes.byteCount {
                if state == .data {
                    index += takeData(bytes, from: index, into: &body)
                } else {
                    try step(bytes.octet(index))
                    index += 1
                    if state == .done { return .done(consumed: index) }
                }
            }
            return .incomplete
        } catch {
            return .malformed(error)
        }
    }

    private mutating func takeData(
        _ bytes: RawSpan, from index: Int, into body: inout [UInt8]
    ) -> Int {
        let taken = min(size, bytes.byteCount - index)
        body.append(bytes, index..<index + taken)
        size -= taken
        decodedLength += taken
        if size == 0 { state = .carriageReturnAfterData }
        return taken
    }

    private mutating func step(_ octet: UInt8) throws(WireFault) {
        switch state {
        case .size, .extensions: try stepSizeLine(octet)
        case .lineFeedAfterSize:
            try expect(.lineFeed, octet)
            state = size == 0 ? .trailerStart : .data
        case .carriageReturnAfterData:
            try expect(.carriageReturn, octet)
            state = .lineFeedAfterData
        case .lineFeedAfterData:
            try expect(.lineFeed, octet)
            (state, sizeDigitCount) = (.size, 0)
        case .trailerStart, .trailerName, .trailerValue, .lineFeedAfterTrailer, .lastLineFeed:
            try stepTrailer(octet)
        case .data, .done: break
        }
    }

    private func expect(_ wanted: UInt8, _ octet: UInt8) throws(WireFault) {
        guard octet == wanted else { throw .malformedChunk }
    }

    /// `chunk-size [ chunk-ext ] CRLF`. What an extension says is not looked at.
    private mutating func stepSizeLine(_ octet: UInt8) throws(WireFault) {
        if state == .size, let digit = octet.hexValue { return try appendSizeDigit(digit) }
        guard sizeDigitCount > 0 else { throw .malformedChunk }
        if state == .size { extensions = ChunkExtensions() }
        if octet == .carriageReturn, extensions.mayEnd {
            state = .lineFeedAfterSize
            return
        }
        state = .extensions
        guard extensions.take(octet) else { throw .malformedChunk }
        try countExtension()
    }

    private mutating func countExtension() throws(WireFault) {
        extensionLength += 1
        guard extensionLength <= limits.chunkExtensionLengthMax else {
            throw .chunkExtensionsTooLong
        }
    }

    /// A chunk that does not fit into what is left of the limit is refused at the digit that
    /// makes it so, long before the size could overflow.
    private mutating func appendSizeDigit(_ digit: UInt8) throws(WireFault) {
        if sizeDigitCount == 0 { size = 0 }
        sizeDigitCount += 1
        guard sizeDigitCount <= chunkSizeDigitCountMax else { throw .malformedChunk }
        let (shifted, overflows) = size.multipliedReportingOverflow(by: 16)
        guard !overflows, shifted <= limits.bodyLengthMax - decodedLength - Int(digit) else {
            throw .bodyTooLong
        }
        size = shifted + Int(digit)
    }

    /// Field lines by the rules of the head (RFC 9112 §5) and the last empty line. None is kept,
    /// and those that frame or route a message, which a careless reader could merge into its head,
    /// are refused (RFC 9110 §6.5.1).
    private mutating func stepTrailer(_ octet: UInt8) throws(WireFault) {
        trailerLength += 1
        guard trailerLength <= limits.trailerLengthMax else { throw .trailerTooLong }
        switch (state, octet) {
        case (.trailerStart, .carriageReturn): state = .lastLineFeed
        case (.trailerStart, _) where octet.isTokenCharacter:
            trailerName = TrailerName(octet)
            state = .trailerName
        case (.trailerName, _) where octet.isTokenCharacter: trailerName.append(octet)
        case (.trailerName, .ascii(":")) where !trailerName.isForbidden: state = .trailerValue
        case (.trailerValue, .carriageReturn): state = .lineFeedAfterTrailer
        case (.trailerValue, .horizontalTab): break
        case (.trailerValue, _) where !octet.isControl: break
        case (.lineFeedAfterTrailer, .lineFeed): state = .trailerStart
        case (.lastLineFeed, .lineFeed): state = .done
        default: throw .malformedTrailer
        }
    }
}
