/// The cookies of a request (RFC 6265 §5.4).
public enum Cookies {
    /// The first value of that name.
    ///
    /// - Parameter fields: the values of the `Cookie` fields.
    public static func value(of name: String, in fields: [String]) -> String? {
        for pair in fields.flatMap({ $0.split(separator: ";") }) {
            let trimmed = pair.drop { $0 == " " }
            if trimmed.hasPrefix(name + "=") { return String(trimmed.dropFirst(name.count + 1)) }
        }
        return nil
    }

    /// What a cookie is called that belongs to this host alone: under HTTPS its name begins with
    /// `__Host-`, so that no other host of the domain can set it (RFC 6265bis §4.1.3.2).
    public static func name(_ name: String, isSecure: Bool) -> String {
        isSecure ? "__Host-" + name : name
    }
}
