internal import HTTPWire

/// The label by which a request is found again in the logs, as a clerk can say it on the phone.
///
/// It is the client's `X-Request-Id` where that is short and plain, since it is only a label and
/// a proxy's log then names the request alike; otherwise it is made. One that is as long as a token
/// or a session may be one by mistake, and is to stand in no log.
struct RequestIDs {
    /// Without i, l, o and u, which are misheard and misread.
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private static let digitBits = 5
    private static let prefixDigitCount = 8

    static let lengthMax = AccessLine.plainLengthMax

    /// Forty random bits tell one loop and start from all others; the count tells the rest.
    private let prefix: [UInt8]
    private var count: UInt64 = 0

    init() {
        let random = UInt64.random(in: .min ... .max)
        prefix =
            (0..<Self.prefixDigitCount).map { Self.digit(random >> (UInt64($0) * 5)) }
            + [UInt8(ascii: "-")]
    }

    /// The client's own label, where it may be used.
    static func label(of head: RequestHead) -> String? {
        let isPlain = head.fields.withValue(of: .xRequestID) { Self.isPlain($0) } ?? false
        return isPlain ? head.fields[.xRequestID] : nil
    }

    /// A label that was not given before. Up to 15 octets lie in the String itself.
    mutating func next() -> String {
        count += 1
        let digitCount = max(
            1, (UInt64.bitWidth - count.leadingZeroBitCount + Self.digitBits - 1) / Self.digitBits)
        let length = prefix.count + digitCount
        return unsafe String(unsafeUninitializedCapacity: length) { octets in
            _ = unsafe octets.initialize(from: prefix)
            for place in 0..<digitCount {
                let bits = count >> UInt64(place * Self.digitBits)
                unsafe octets.initializeElement(at: length - 1 - place, to: Self.digit(bits))
            }
            return length
        }
    }

    private static func digit(_ bits: UInt64) -> UInt8 {
        digits[Int(bits & 31)]
    }

    private static func isPlain(_ value: Span<UInt8>) -> Bool {
        guard (1...lengthMax).contains(value.count) else { return false }
        for index in value.indices where !isPlain(value[index]) { return false }
        return true
    }

    private static func isPlain(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension Request {
    /// The id of the request whose handler this code runs in, for the log of what broke down far
    /// below it; nil elsewhere.
    @TaskLocal public static var currentID: String?
}
