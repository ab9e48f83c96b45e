/// A field name: a token that compares without regard to case (RFC 9110 §5.1).
public struct FieldName: Sendable {
    /// The name as it was written, and as it is sent.
    public let canonical: String

    /// A name, or nil when `text` is not a token of RFC 9110 §5.6.2.
    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isTokenCharacter) else { return nil }
        self.canonical = text
    }

    init(unchecked text: String) {
        self.canonical = text
    }
}

extension FieldName: Hashable {
    public static func == (left: FieldName, right: FieldName) -> Bool {
        left.canonical.utf8.elementsEqual(right.canonical.utf8) { $0.lowercased == $1.lowercased }
    }

    public func hash(into hasher: inout Hasher) {
        for octet in canonical.utf8 { hasher.combine(octet.lowercased) }
    }
}

extension FieldName: CustomStringConvertible {
    public var description: String { canonical }
}

extension FieldName {
    public static let accept = FieldName(unchecked: "Accept")
    public static let acceptEncoding = FieldName(unchecked: "Accept-Encoding")
    public static let acceptLanguage = FieldName(unchecked: "Accept-Language")
    public static let acceptRanges = FieldName(unchecked: "Accept-Ranges")
    public static let allow = FieldName(unchecked: "Allow")
    public static let authorization = FieldName(unchecked: "Authorization")
    public static let cacheControl = FieldName(unchecked: "Cache-Control")
    public static let connection = FieldName(unchecked: "Connection")
    public static let contentDisposition = FieldName(unchecked: "Content-Disposition")
    public static let contentEncoding = FieldName(unchecked: "Content-Encoding")
    public static let contentLanguage = FieldName(unchecked: "Content-Language")
    public static let contentLength = FieldName(unchecked: "Content-Length")
    public static let contentRange = FieldName(unchecked: "Content-Range")
    public static let contentSecurityPolicy = FieldName(unchecked: "Content-Security-Policy")
    public static let contentType = FieldName(unchecked: "Content-Type")
    public static let cookie = FieldName(unchecked: "Cookie")
    public static let date = FieldName(unchecked: "Date")
    public static let etag = FieldName(unchecked: "ETag")
    public static let expect = FieldName(unchecked: "Expect")
    public static let forwarded = FieldName(unchecked: "Forwarded")
    public static let host = FieldName(unchecked: "Host")
    public static let ifMatch = FieldName(unchecked: "If-Match")
    public static let ifModifiedSince = FieldName(unchecked: "If-Modified-Since")
    public static let ifNoneMatch = FieldName(unchecked: "If-None-Match")
    public static let ifRange = FieldName(unchecked: "If-Range")
    public static let ifUnmodifiedSince = FieldName(unchecked: "If-Unmodified-Since")
    public static let lastModified = FieldName(unchecked: "Last-Modified")
    public static let link = FieldName(unchecked: "Link")
    public static let location = FieldName(unchecked: "Location")
    public static let origin = FieldName(unchecked: "Origin")
    public static let range = FieldName(unchecked: "Range")
    public static let referer = FieldName(unchecked: "Referer")
    public static let referrerPolicy = FieldName(unchecked: "Referrer-Policy")
    public static let retryAfter = FieldName(unchecked: "Retry-After")
    public static let csrfToken = FieldName(unchecked: "X-CSRF-Token")
    public static let secFetchSite = FieldName(unchecked: "Sec-Fetch-Site")
    public static let server = FieldName(unchecked: "Server")
    public static let setCookie = FieldName(unchecked: "Set-Cookie")
    public static let strictTransportSecurity =
        FieldName(unchecked: "Strict-Transport-Security")
    public static let transferEncoding = FieldName(unchecked: "Transfer-Encoding")
    public static let upgrade = FieldName(unchecked: "Upgrade")
    public static let userAgent = FieldName(unchecked: "User-Agent")
    public static let vary = FieldName(unchecked: "Vary")
    public static let wwwAuthenticate = FieldName(unchecked: "WWW-Authenticate")
    public static let xContentTypeOptions = FieldName(unchecked: "X-Content-Type-Options")
    public static let xForwardedFor = FieldName(unchecked: "X-Forwarded-For")
    public static let xForwardedHost = FieldName(unchecked: "X-Forwarded-Host")
    public static let xForwardedProto = FieldName(unchecked: "X-Forwarded-Proto")
    public static let xRequestID = FieldName(unchecked: "X-Request-Id")
}
