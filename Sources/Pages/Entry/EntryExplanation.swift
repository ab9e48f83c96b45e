import Reporting

/// The place to say why an odd number is right.
struct EntryExplanation {
    let page: EntryPage
    let finding: Finding

    /// A sentence of fewer characters explains nothing.
    static let lengthMin = 3
    private static let lengthMax = 500

    static func isMissing(_ finding: Finding, in explanations: [String: String]) -> Bool {
        guard let rule = finding.rule else { return false }
        return (explanations[rule] ?? "").filter { !$0.isWhitespace }.count < lengthMin
    }

    /// What was said, for those who only read.
    var told: HTML {
        let sentence = page.explanations[finding.rule ?? ""] ?? ""
        guard !sentence.isEmpty else {
            return "<p class=no>\(page.wording.say(.explainedNot))</p>"
        }
        return "<p><b>\(page.wording.say(.explained)):</b> \(sentence)</p>"
    }

    var html: HTML {
        guard let rule = finding.rule else { return .empty }
        let isMissing =
            page.notice == .unexplained && Self.isMissing(finding, in: page.explanations)
        let wording = page.wording
        return """
            <label for="x-\(rule)">\(wording.say(.explain))\
            \(if: isMissing, " <span class=no>\(wording.say(.explainMissing))</span>")</label>\
            <textarea id="x-\(rule)" name="explain.\(rule)" maxlength=\(Self.lengthMax)\
            \(if: isMissing, " aria-invalid=true")>\(page.explanations[rule] ?? "")</textarea>
            """
    }
}
