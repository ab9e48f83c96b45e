/// A request method: a case-sensitive token (RFC 9110 §9.1).
///
/// The parser accepts every token. Whether a method is known, and answering 501 or 405 when it
/// is not, is the router's matter.
public struct Method: Hashable, Sendable {
    /// The method's name as it stands in the request line.
    public let token: String

    /// A method of any name, or nil when `token` is not a token of RFC 9110 §5.6.2.
    public init?(_ token: String) {
        guard !token.isEmpty, token.utf8.allSatisfy(\.isTokenCharacter) else { return nil }
        self.token = token
    }

    init(unchecked token: String) {
        self.token = token
    }

    public static let get = Method(unchecked: "GET")
    public static let head = Method(unchecked: "HEAD")
    public static let post = Method(unchecked: "POST")
    public static let put = Method(unchecked: "PUT")
    public static let delete = Method(unchecked: "DELETE")
    public static let patch = Method(unchecked: "PATCH")
    public static let options = Method(unchecked: "OPTIONS")
    public static let trace = Method(unchecked: "TRACE")
    public static let connect = Method(unchecked: "CONNECT")

    /// The methods that RFC 9110 §9.3 and RFC 5789 define; any other deserves 501.
    public static let standard: Set<Method> = [
        .get, .head, .post, .put, .delete, .patch, .options, .trace, .connect,
    ]
}

extension Method: CustomStringConvertible {
    public var description: String { token }
}
