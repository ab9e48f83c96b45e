/// Why a rule's text could not be read.
public struct RuleSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
    public let description: String
}

extension RuleExpression {
    /// - Parameter element: the index of an element's code, nil for an unknown code.
    public init(
        parsing text: String, element: @escaping (String) -> DataElement.Index?
    ) throws(RuleSyntaxError) {
        var parser = RuleParser(text: text, element: element)
        let left = try parser.side()
        let comparison = try parser.comparison()
        let right = try parser.side()
        try parser.end()
        self.init(left: left, comparison: comparison, right: right)
        // A finding points at its rule's first element.
        guard !elements.isEmpty else {
            throw RuleSyntaxError(description: "it names no element")
        }
    }
}

/// Reads one expression from left to right, one token ahead.
private struct RuleParser {
    private var tokens: ArraySlice<String>
    private let element: (String) -> DataElement.Index?

    init(text: String, element: @escaping (String) -> DataElement.Index?) {
        self.tokens = Self.tokens(of: text)[...]
        self.element = element
    }

    /// Words, numbers, and the operators; every other byte is a token that no rule accepts.
    private static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        var word: [UInt8] = []
        func isWordByte(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        for byte in text.utf8 {
            if !word.isEmpty, isWordByte(byte) != isWordByte(word[0]) || byte == 0x20 {
                tokens.append(String(decoding: word, as: UTF8.self))
                word = []
            }
            if byte != 0x20 { word.append(byte) }
        }
        if !word.isEmpty { tokens.append(String(decoding: word, as: UTF8.self)) }
        return tokens
    }

    mutating func side() throws(RuleSyntaxError) -> [RuleExpression.Term] {
        var terms: [RuleExpression.Term] = []
        var sign: Int64 = take("-") ? -1 : 1
        repeat {
            var term = try term()
            term.factor *= sign
            terms.append(term)
            guard terms.count <= RuleExpression.termsMax else { throw error("too many terms") }
            sign = tokens.first == "-" ? -1 : 1
        } while take("+") || take("-")
        return terms
    }

    mutating func term() throws(RuleSyntaxError) -> RuleExpression.Term {
        let first = try factor()
        guard take("*") else { return first }
        let second = try factor()
        guard first.element == nil || second.element == nil else {
            throw error("two elements are multiplied")
        }
        let factor = first.factor * second.factor
        guard factor <= RuleExpression.factorMax else { throw error("the factor is too large") }
        return .init(factor: factor, element: first.element ?? second.element)
    }

    private mutating func factor() throws(RuleSyntaxError) -> RuleExpression.Term {
        guard let token = tokens.popFirst() else { throw error("it ends too early") }
        if let number = Digits.number(token) {
            guard number <= RuleExpression.factorMax else { throw error("\(number) is too large") }
            return .init(factor: Int64(number), element: nil)
        }
        guard let index = element(token) else { throw error("'\(token)' is no element") }
        return .init(factor: 1, element: index)
    }

    mutating func comparison() throws(RuleSyntaxError) -> Comparison {
        guard let token = tokens.popFirst(), let comparison = Comparison(rawValue: token),
            [.atMost, .atLeast, .equal].contains(comparison)
        else { throw error("<=, >= or == is missing") }
        return comparison
    }

    func end() throws(RuleSyntaxError) {
        if let token = tokens.first { throw error("'\(token)' is left over") }
    }

    private mutating func take(_ token: String) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }

    private func error(_ text: String) -> RuleSyntaxError {
        RuleSyntaxError(description: text)
    }
}
