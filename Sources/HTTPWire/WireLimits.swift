/// How much of a request head is read before it is refused. Lengths beyond 16 MiB are cut to
/// that, so that no place in a head needs more than 32 bits.
public struct HeadLimits: Sendable {
    /// Octets of the request line without its CRLF; more is 414. RFC 9112 §3 recommends that
    /// at least 8000 are supported.
    public var requestLineLengthMax: Int {
        didSet { requestLineLengthMax = min(requestLineLengthMax, Self.placeMax) }
    }
    /// Octets of the whole head, from the request line to the empty line; more is 431.
    public var headLengthMax: Int {
        didSet { headLengthMax = min(headLengthMax, Self.placeMax) }
    }
    /// Field lines; more is 431.
    public var fieldCountMax: Int
    /// Empty lines skipped before the request line (RFC 9112 §2.2 asks for at least one);
    /// more is 400.
    public var emptyLineCountMax: Int

    public init(
        requestLineLengthMax: Int = 8_192, headLengthMax: Int = 32_768,
        fieldCountMax: Int = 100, emptyLineCountMax: Int = 4
    ) {
        self.requestLineLengthMax = min(requestLineLengthMax, Self.placeMax)
        self.headLengthMax = min(headLengthMax, Self.placeMax)
        self.fieldCountMax = fieldCountMax
        self.emptyLineCountMax = emptyLineCountMax
    }

    private static let placeMax = 1 << 24

    public static let standard = HeadLimits()
}

/// How much of a request body is read before it is refused.
public struct BodyLimits: Sendable {
    /// Octets of the decoded body; more is 413.
    public let bodyLengthMax: Int
    /// Octets of all chunk extensions of one body together (RFC 9112 §7.1.1); more is 413.
    public let chunkExtensionLengthMax: Int
    /// Octets of the trailer section; more is 431.
    public let trailerLengthMax: Int

    public init(
        bodyLengthMax: Int = 1_048_576, chunkExtensionLengthMax: Int = 16_384,
        trailerLengthMax: Int = 8_192
    ) {
        self.bodyLengthMax = bodyLengthMax
        self.chunkExtensionLengthMax = chunkExtensionLengthMax
        self.trailerLengthMax = trailerLengthMax
    }

    public static let standard = BodyLimits()
}

/// Digits of a chunk-size, leading zeros with them; RFC 9112 §7.1 sets no bound, so 64 KiB of
/// zeros would otherwise be valid.
let chunkSizeDigitCountMax = 32

/// Pairs of a query or form; the widest entry form has a few hundred.
let queryPairCountMax = 4_096

/// Elements of an Accept, Accept-Encoding, Accept-Language or entity-tag list.
let listElementCountMax = 64

/// Ranges of one Range field; more is answered with the whole (RFC 9110 §14.2).
let rangeCountMax = 16

/// Proxies between a client and this server whose word is read.
let forwardedHopCountMax = 16

/// Octets of what one proxy says, and of the address in it; the longest address with a port and
/// its brackets has fewer than 64.
let forwardedElementLengthMax = 512
let forwardedNodeLengthMax = 64

/// Parts of a multipart form; as many as a form may have pairs.
let multipartPartCountMax = queryPairCountMax

/// Octets of one part's head with its empty line; it holds a name and a type.
let multipartHeadLengthMax = 4_096

/// Blanks between a multipart boundary and its line end.
let multipartPaddingMax = 16
