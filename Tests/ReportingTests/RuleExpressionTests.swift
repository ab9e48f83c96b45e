import Reporting
import ReportingFixtures
import Testing

@Suite struct RuleExpressionTests {
    private static let names = ["a", "b", "c", "d1", "e_2"]

    private static func parse(_ text: String) throws(RuleSyntaxError) -> RuleExpression {
        try RuleExpression(parsing: text) { names.firstIndex(of: $0) }
    }

    private static func values(_ counts: [Int32?]) -> ReportValues {
        var values = ReportValues(elementCount: names.count)
        for (index, count) in counts.enumerated() {
            if let count { values[index] = .count(count) }
        }
        return values
    }

    @Test(
        "a rule holds or is broken",
        arguments: [
            ("a <= b", [1, 1], true), ("a <= b", [2, 1], false), ("a >= b", [1, 1], true),
            ("a >= b", [0, 1], false), ("a == b", [7, 7], true), ("a == b", [7, 8], false),
            ("a == b + c", [5, 2, 3], true), ("a == b + c", [5, 2, 4], false),
            ("a - b <= c", [5, 2, 3], true), ("a - b <= c", [6, 2, 3], false),
            ("a <= 2 * b", [4, 2], true), ("a <= b * 2", [5, 2], false),
            ("a * 3 == b - 1", [2, 7], true), ("a <= 10", [10], true), ("a >= 11", [10], false),
            ("5 <= a", [5], true), ("a <= 2*b + 3*c - 1", [12, 2, 3], true),
            ("a <= 2*b + 3*c - 1", [13, 2, 3], false), ("-a <= b", [1, 0], true),
            ("a<=b", [1, 1], true), ("  a   <=   b  ", [2, 1], false),
            ("2 * 3 <= a", [6], true), ("a - a == 0", [9], true), ("0 * a == 0", [5], true),
            ("d1 == e_2", [0, 0, 0, 4, 4], true),
        ] as [(String, [Int32], Bool)])
    func holds(text: String, counts: [Int32], expected: Bool) throws {
        #expect(try Self.parse(text).holds(in: Self.values(counts)) == expected)
    }

    @Test("a rule without all its numbers is not checked")
    func unchecked() throws {
        let rule = try Self.parse("a <= b + c")
        #expect(rule.holds(in: Self.values([5, nil, 1])) == nil)
        #expect(rule.holds(in: Self.values([nil, 1, 1])) == nil)
        var values = Self.values([5, 1, 1])
        values[2] = .notApplicable
        #expect(rule.holds(in: values) == nil)
        values[2] = .count(0)
        #expect(rule.holds(in: values) == false)
    }

    @Test("its elements stand in the order in which they are first named")
    func elements() throws {
        #expect(try Self.parse("c + a == b - c + 2 * a").elements == [2, 0, 1])
    }

    @Test("the largest counts and factors do not overflow")
    func large() throws {
        let most = ReportValue.countMax
        let side = Array(repeating: "1000000 * a", count: 200).joined(separator: " + ")
        #expect(try Self.parse(side + " >= b").holds(in: Self.values([most, most])) == true)
        let other = side.dropFirst("1000000 * a + ".count)
        #expect(try Self.parse("b - \(other) <= 0").holds(in: Self.values([most, 0])) == false)
    }

    @Test(
        "a text that is no rule is refused with its reason",
        arguments: [
            ("", "it ends too early"), ("a", "<=, >= or == is missing"),
            ("a <=", "it ends too early"), ("<= b", "'<=' is no element"),
            ("a < b", "<=, >= or == is missing"), ("a > b", "<=, >= or == is missing"),
            ("a = b", "<=, >= or == is missing"), ("a != b", "<=, >= or == is missing"),
            ("a <= x", "'x' is no element"), ("a <= b c", "'c' is left over"),
            ("a <= b <= c", "'<=' is left over"), ("a +", "it ends too early"),
            ("a + + b <= c", "'+' is no element"), ("a * b <= c", "two elements are multiplied"),
            ("a * 2 * 3 <= b", "<=, >= or == is missing"), ("a <= b * ", "it ends too early"),
            ("a <= (b)", "'(' is no element"), ("a <= 1.5", "'.' is left over"),
            ("a <= 1000001", "1000001 is too large"),
            ("a <= 99999 * 99999", "the factor is too large"),
            ("a <= 99999999999", "'99999999999' is no element"),
            ("a ≤ b", "<=, >= or == is missing"),
            ("a <= b +- c", "'+-' is left over"), ("a\t<= b", "<=, >= or == is missing"),
            ("a < = b", "<=, >= or == is missing"), ("1 <= 2", "it names no element"),
        ])
    func refused(text: String, reason: String) {
        let error = #expect(throws: RuleSyntaxError.self) { try Self.parse(text) }
        #expect(error?.description == reason)
    }

    @Test("a side of more than 200 terms is refused")
    func tooMany() {
        let side = Array(repeating: "a", count: 201).joined(separator: " + ")
        let error = #expect(throws: RuleSyntaxError.self) { try Self.parse(side + " <= b") }
        #expect(error?.description == "too many terms")
    }
}
