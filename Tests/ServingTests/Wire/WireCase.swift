import Testing

/// One case of the table: what a client sends on a fresh connection, and what it gets.
struct WireCase: CustomTestStringConvertible, Sendable {
    /// The RFC and section that rules it.
    let section: String
    let name: String
    /// Each character stands for one octet, so that any octet can be written.
    let bytes: String
    /// The statuses of all responses, in order.
    let statuses: [Int]
    /// The bodies of the responses, where they matter.
    var texts: [String]?
    /// Whether the connection ends with the last of them.
    var closes = false
    /// Which responses answer HEAD.
    var heads: Set<Int> = []

    var testDescription: String { "\(section): \(name)" }

    static func octets(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    /// A request that is answered, by a connection that goes on.
    static func served(
        _ section: String, _ name: String, _ bytes: String, status: Int = 200,
        _ text: String? = nil
    ) -> WireCase {
        WireCase(
            section: section, name: name, bytes: bytes, statuses: [status],
            texts: text.map { [$0] })
    }

    /// A message after which nothing on the connection can be trusted: it is refused, the
    /// connection ends, and a request behind it is not answered.
    static func refused(
        _ section: String, _ name: String, _ bytes: String, _ status: Int = 400
    ) -> WireCase {
        WireCase(
            section: section, name: name, bytes: bytes, statuses: [status], closes: true)
    }

    /// What a message smuggled behind another would be.
    static let stowaway = "GET /hello HTTP/1.1\r\nHost: a\r\nX-Stowaway: 1\r\n\r\n"

    static func get(_ target: String, _ lines: String...) -> String {
        "GET \(target) HTTP/1.1\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    static func post(_ lines: String..., body: String = "") -> String {
        "POST /echo HTTP/1.1\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n" + body
    }

    static func chunked(_ body: String) -> String {
        post("Transfer-Encoding: chunked", body: body)
    }
}
