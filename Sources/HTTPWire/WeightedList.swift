/// A list whose elements carry a weight, as Accept and its kin have it (RFC 9110 §12.4.2).
struct WeightedList: Hashable, Sendable {
    struct Element: Hashable, Sendable {
        /// In lower case, without parameters.
        let value: String
        /// Thousandths; 0 means "not acceptable".
        let weight: Int
    }

    let elements: [Element]

    /// Reads the list and leaves out the elements that cannot be read: a preference is a wish,
    /// and RFC 9110 §12.1 lets a server disregard it.
    init(parsing value: String) {
        elements = value.split(separator: ",").prefix(listElementCountMax)
            .compactMap(Self.element)
    }

    private static func element(_ text: Substring) -> Element? {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
            .map { $0.trimmingBlanks.lowercased() }
        guard let value = parts.first, !value.isEmpty else { return nil }
        guard let last = parts.dropFirst().first(where: { $0.hasPrefix("q=") }) else {
            return Element(value: value, weight: 1000)
        }
        return weight(last.dropFirst(2)).map { Element(value: value, weight: $0) }
    }

    /// `0`, `0.5`, `1.000`: at most three digits behind the point and not above one.
    private static func weight(_ text: Substring) -> Int? {
        let octets = [UInt8](text.utf8)
        guard let whole = octets.first, whole == .ascii("0") || whole == .ascii("1"),
            octets.count <= 5, octets.count == 1 || octets[1] == .ascii(".")
        else { return nil }
        var weight = whole == .ascii("1") ? 1000 : 0
        var place = 100
        for octet in octets.dropFirst(2) {
            guard octet.isDigit else { return nil }
            weight += Int(octet & 0x0F) * place
            place /= 10
        }
        return weight <= 1000 ? weight : nil
    }

    /// The weight of the first element that is `value`.
    func weight(of value: String) -> Int? {
        elements.first { $0.value == value }?.weight
    }
}
