import HTTPWire

/// What must hold for any octets as a query or form.
enum FormProperties {
    /// The first property that does not hold, or nil.
    static func violation(_ octets: [UInt8]) -> String? {
        let form = Query(form: octets, contentType: nil)
        if Query(String(decoding: octets, as: UTF8.self)) != form,
            String(validating: octets, as: UTF8.self) != nil
        {
            return "a query and a form differ"
        }
        guard let form else { return nil }
        if form.pairs.contains(where: { ($0.name + $0.value).utf8.contains(0) }) {
            return "NUL came through"
        }
        let again = form.pairs.map { coded($0.name) + "=" + coded($0.value) }
        return Query(again.joined(separator: "&")) == form ? nil : "pairs read back differently"
    }

    private static func coded(_ text: String) -> String {
        text.utf8.map { octet in
            let digits = String(octet, radix: 16)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
