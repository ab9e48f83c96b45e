import Reporting

/// What a person may type into a field, and what it means.
enum EntryText: Hashable {
    case value(ReportValue)
    /// Neither a count, nor blank, nor the mark of not applicable.
    case unreadable
    /// A whole number, but more than a report takes.
    case tooLarge

    /// Reads `12`, `1.580`, `1,580`, `x` and nothing. Marks between thousands are taken where
    /// they part exact groups of three, as a number copied from a page has them; `5.0` and
    /// `0.580` are no whole numbers and are refused.
    init(_ typed: String) {
        let text = Self.trimmed(typed)
        if text.isEmpty {
            self = .value(.blank)
        } else if text == "x" || text == "X" {
            self = .value(.notApplicable)
        } else if let digits = Self.digits(text) {
            self = Self.number(digits)
        } else {
            self = .unreadable
        }
    }

    private static func number(_ digits: String) -> EntryText {
        guard let number = Int32(digits), number <= ReportValue.countMax else { return .tooLarge }
        return .value(.count(number))
    }

    private static func trimmed(_ text: String) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\u{A0}" || $0 == "\t" }
        let rest = text.drop(while: isSpace)
        return String(rest.reversed().drop(while: isSpace).reversed())
    }

    private static func digits(_ text: String) -> String? {
        for mark: Character in [".", ","] where text.contains(mark) {
            let groups = text.split(separator: mark, omittingEmptySubsequences: false)
            guard let head = groups.first, (1...3).contains(head.utf8.count),
                head.utf8.first != UInt8(ascii: "0"),
                groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
            else { return nil }
            return onlyDigits(groups.joined())
        }
        return onlyDigits(text)
    }

    private static func onlyDigits(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isPlain ? text : nil
    }
}
