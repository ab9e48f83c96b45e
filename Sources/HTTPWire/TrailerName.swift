/// The name of a trailer field while it comes, as far as it can be one that is forbidden there.
struct TrailerName: Sendable {
    /// Fields that frame or route a message (RFC 9110 §6.5.1).
    private static let forbidden: [[UInt8]] = ["content-length", "transfer-encoding", "host"].map {
        Array($0.utf8)
    }
    private static let lengthMax = forbidden.map(\.count).max() ?? 0

    private var octets: [UInt8] = []
    private var isLonger = false

    init() {}

    init(_ first: UInt8) {
        append(first)
    }

    mutating func append(_ octet: UInt8) {
        if octets.count < Self.lengthMax {
            octets.append(octet.lowercased)
        } else {
            isLonger = true
        }
    }

    var isForbidden: Bool { !isLonger && Self.forbidden.contains(octets) }
}
