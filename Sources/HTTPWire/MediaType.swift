/// A Content-Type taken apart (RFC 9110 §8.3.1), everything that ignores case in lower case.
public struct MediaType: Hashable, Sendable {
    /// `application/json`
    public let essence: String
    private let parameters: [String: String]

    /// Reads `type/subtype; name=value; …`, or gives nil when it is malformed.
    public init?(parsing value: String) {
        var rest = value[...].utf8
        guard let type = Self.takeToken(&rest), Self.take(.ascii("/"), &rest),
            let subtype = Self.takeToken(&rest), let parameters = Self.parameters(&rest)
        else { return nil }
        essence = type.lowercased() + "/" + subtype.lowercased()
        self.parameters = parameters
    }

    /// The value of a parameter, named in lower case; the first where it is repeated.
    public subscript(parameter: String) -> String? { parameters[parameter] }

    private static func parameters(_ rest: inout Substring.UTF8View) -> [String: String]? {
        var parameters: [String: String] = [:]
        while true {
            rest = rest.drop(while: \.isBlank)
            if rest.isEmpty { return parameters }
            guard take(.ascii(";"), &rest) else { return nil }
            rest = rest.drop(while: \.isBlank)
            if rest.isEmpty || rest.first == .ascii(";") { continue }
            guard let name = takeToken(&rest), take(.ascii("="), &rest),
                let value = takeQuoted(&rest) ?? takeToken(&rest)
            else { return nil }
            parameters[name.lowercased()] = parameters[name.lowercased()] ?? value
        }
    }

    private static func take(_ octet: UInt8, _ rest: inout Substring.UTF8View) -> Bool {
        guard rest.first == octet else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func takeToken(_ rest: inout Substring.UTF8View) -> String? {
        let token = rest.prefix(while: \.isTokenCharacter)
        rest = rest[token.endIndex...]
        return token.isEmpty ? nil : String(Substring(token))
    }

    /// A quoted-string with its backslashes undone (RFC 9110 §5.6.4); nil, and nothing taken,
    /// when there is no whole one.
    private static func takeQuoted(_ rest: inout Substring.UTF8View) -> String? {
        var ahead = rest
        guard take(.ascii("\""), &ahead) else { return nil }
        var octets: [UInt8] = []
        while var octet = ahead.popFirst() {
            if octet == .ascii("\"") {
                rest = ahead
                return String(decoding: octets, as: UTF8.self)
            }
            if octet == .ascii("\\") {
                guard let escaped = ahead.popFirst() else { return nil }
                octet = escaped
            }
            octets.append(octet)
        }
        return nil
    }
}
