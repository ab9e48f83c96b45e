import Reporting

/// One row of the form: number, label, field or sum, last month, the same month last year.
struct EntryRow {
    let page: EntryPage
    let element: DataElement

    private var wording: Wording { page.wording }
    /// Its place in the form, by which the script and the references name it.
    let place: Int

    private var errors: [Finding] { page.findings(page.errors, at: element) }
    private var warnings: [Finding] { page.findings(page.warnings, at: element) }

    var body: HTML {
        let rows = RowNumber(officialRow: element.officialRow)
        let isPart = (rows?.depth ?? 0) > 0
        return """
            <div id="\(EntryPage.rowID(element))" class="r\(if: isPart, " in")\
            \(if: isSum, " sum")\(tone)">\
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
            <label for=f\(place)>\(label)</label><input id=f\(place) name="\(element.code)" \
            inputmode=numeric\(value)\(if: isWrong, " aria-invalid=true")\(description)>
            """
    }

    private var value: HTML {
        guard let text = page.typed[element.code], !text.isEmpty else { return .empty }
        return " value=\"\(text)\""
    }

    private var readOnlyField: HTML {
        let text = page.typed[element.code] ?? ""
        return """
            <span class=lab id=l\(place)>\(label)</span>\
            <output id=f\(place) aria-labelledby=l\(place)>\(shown(text))</output>
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
            <span class=lab id=l\(place)>\(label)<span class=how>\(parts)</span></span>\
            <output id=f\(place) aria-labelledby=l\(place)>\(text)</output>
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

    // What stands before the field is read before it; only what comes after is named. The
    // script names last month's figures too.
    private var description: HTML {
        errors.isEmpty && warnings.isEmpty ? .empty : " aria-describedby=m\(place)"
    }

    private var references: HTML {
        """
        <span class="ref\(if: hasNoReference, " nil")">\(reference(page.lastMonth))\(reference(page.sameMonthLastYear))</span>
        """
    }

    private var hasNoReference: Bool {
        let values = [page.lastMonth, page.sameMonthLastYear]
        return values.allSatisfy { ($0?[element.index] ?? .blank) == .blank }
    }

    // Which month each is of, the column's head says; where there are no columns, and for those
    // who listen, the style sheet puts words before it, which spares the page a tenth.
    private func reference(_ values: ReportValues?) -> HTML {
        let text =
            switch values?[element.index] ?? .blank {
            case .blank: Wording.nothing
            case .notApplicable: "x"
            case .count(let count): wording.count(Int(count))
            }
        return "<i>\(text)</i>"
    }

    private var messages: HTML {
        guard !errors.isEmpty || !warnings.isEmpty else { return .empty }
        let lines =
            errors.map { line($0, .findingError, "no") }
            + warnings.map { line($0, .findingWarning, "near") }
        return """
            <div class=msg><div id=m\(place)>\(lines)</div>\
            \(explanations)</div>
            """
    }

    private func line(_ finding: Finding, _ key: TextKey, _ tone: HTML) -> HTML {
        let message = wording.label(finding.messageVI, finding.messageEN)
        guard let rule = finding.rule else {
            return "<p class=\(tone)><b>\(wording.say(key)):</b> \(message)</p>"
        }
        return """
            <p class=\(tone) data-rule="\(rule)"><b>\(wording.say(key)):</b> \(message)</p>
            """
    }

    private var explanations: [HTML] {
        warnings.map {
            let place = EntryExplanation(page: page, finding: $0)
            return page.access == .writable ? place.html : place.told
        }
    }
}
