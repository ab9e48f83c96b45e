import Reporting

/// One row of the form: number, label, field or sum, last month, the same month last year.
struct EntryRow {
    let page: EntryPage
    let element: DataElement

    private var wording: Wording { page.wording }
    private var id: String { EntryPage.fieldID(element) }
    private var errors: [Finding] { page.findings(page.errors, at: element) }
    private var warnings: [Finding] { page.findings(page.warnings, at: element) }

    var body: HTML {
        let rows = RowNumber(officialRow: element.officialRow)
        let isPart = (rows?.depth ?? 0) > 0
        return """
            <div class="r\(if: isPart, " in")\(if: isSum, " sum")\(tone)">\
            \(rowNumber(rows))\(isSum ? sum : field)\(references)\(messages)</div>
            """
    }

    private var isSum: Bool { !page.isField(element) }

    private var tone: HTML {
        if !errors.isEmpty { return " err" }
        return warnings.isEmpty ? .empty : " wrn"
    }

    private func rowNumber(_ number: RowNumber?) -> HTML {
        guard let number else { return "<b class=nil aria-hidden=true>\(Wording.nothing)</b>" }
        return "<b>\(number.text)</b>"
    }

    private var label: String { wording.label(element.labelVI, element.labelEN) }

    private var field: HTML {
        guard page.access == .writable else { return readOnlyField }
        let isWrong = !errors.isEmpty
        return """
            <label for="\(id)">\(label)</label><input id="\(id)" name="\(element.code)" \
            inputmode=numeric maxlength=12\(value)\(if: isWrong, " aria-invalid=true") \
            aria-describedby="\(descriptions)">
            """
    }

    private var value: HTML {
        guard let text = page.typed[element.code], !text.isEmpty else { return .empty }
        return " value=\"\(text)\""
    }

    private var readOnlyField: HTML {
        let text = page.typed[element.code] ?? ""
        return """
            <span class=lab id="l-\(element.code)">\(label)</span>\
            <output id="\(id)" aria-labelledby="l-\(element.code)">\(shown(text))</output>
            """
    }

    /// A typed count with its marks between thousands; anything else as it is.
    private func shown(_ text: String) -> String {
        if text.isEmpty { return Wording.nothing }
        return Int(text).map { wording.count($0) } ?? text
    }

    private var sum: HTML {
        let text = page.sum(of: element).map { wording.count($0) } ?? Wording.nothing
        return """
            <span class=lab id="l-\(element.code)">\(label)<span class=how>\(parts)</span></span>\
            <output id="\(id)" aria-labelledby="l-\(element.code)">\(text)</output>
            """
    }

    /// What the sum is made of: the numbers while they are few, else where they stand.
    private var parts: String {
        let elements = element.parts.map { page.catalogue.elements[$0] }
        guard elements.count <= 3 else {
            return wording.say(.sumOfMany, ["n": wording.count(elements.count)])
        }
        let texts = elements.map { shown(page.typed[$0.code] ?? "") }
        return wording.say(.sumOf, ["parts": texts.joined(separator: " + ")])
    }

    private var descriptions: String {
        let messages = errors.isEmpty && warnings.isEmpty ? "" : "m-\(element.code) "
        return messages + "p-\(element.code)"
    }

    private var references: HTML {
        """
        <span class="ref\(if: hasNoReference, " nil")" id="p-\(element.code)">\
        \(reference(page.lastMonth, page.month - 1))\
        \(reference(page.sameMonthLastYear, page.month - 12))</span>
        """
    }

    private var hasNoReference: Bool {
        let values = [page.lastMonth, page.sameMonthLastYear]
        return values.allSatisfy { ($0?[element.index] ?? .blank) == .blank }
    }

    private func reference(_ values: ReportValues?, _ month: Month) -> HTML {
        let text =
            switch values?[element.index] ?? .blank {
            case .blank: Wording.nothing
            case .notApplicable: "x"
            case .count(let count): wording.count(Int(count))
            }
        return "<i><span>\(wording.shortMonth(month)): </span>\(text)</i>"
    }

    private var messages: HTML {
        guard !errors.isEmpty || !warnings.isEmpty else { return .empty }
        let lines =
            errors.map { line($0, .findingError, "no") }
            + warnings.map { line($0, .findingWarning, "near") }
        return """
            <div class=msg><div id="m-\(element.code)">\(lines)</div>\
            \(page.access == .writable ? explanations : [])</div>
            """
    }

    private func line(_ finding: Finding, _ key: TextKey, _ tone: HTML) -> HTML {
        let message = wording.label(finding.messageVI, finding.messageEN)
        return "<p class=\(tone)><b>\(wording.say(key)):</b> \(message)</p>"
    }

    /// A place to say why an odd number is right.
    private var explanations: [HTML] {
        warnings.compactMap(\.rule).map { rule in
            """
            <label for="x-\(rule)">\(wording.say(.explain))</label>\
            <textarea id="x-\(rule)" name="explain.\(rule)" maxlength=500>\
            \(page.explanations[rule] ?? "")</textarea>
            """
        }
    }
}
