extension RuleExpression {
    /// The expression in its own grammar without blanks, `$3` standing for an element at place 3
    /// of a list that the reader has too: `$3+2*$4<=$5`.
    public func text(_ place: (DataElement.Index) -> Int?) -> String? {
        guard let left = Self.text(left, place), let right = Self.text(right, place) else {
            return nil
        }
        return left + comparison.rawValue + right
    }

    private static func text(
        _ terms: [Term], _ place: (DataElement.Index) -> Int?
    ) -> String? {
        var text = ""
        for term in terms {
            if term.factor < 0 { text += "-" } else if !text.isEmpty { text += "+" }
            let factor = String(term.factor.magnitude)
            guard let element = term.element else {
                text += factor
                continue
            }
            guard let place = place(element) else { return nil }
            text += (term.factor.magnitude == 1 ? "" : factor + "*") + "$" + String(place)
        }
        return text
    }
}
