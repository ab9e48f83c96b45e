import Reporting

/// What stands above the form: the receipt, a conflict, or what is wrong with links to it.
struct EntryNotices {
    let page: EntryPage

    private var wording: Wording { page.wording }

    var body: HTML {
        "\(outbox)\(access)\(notice)\(findings)\(aboutWhole)"
    }

    /// Filled by the script with what waits for the line.
    private var outbox: HTML {
        guard !page.scripts.isEmpty else { return .empty }
        return "<div id=outbox class=\"box info\" role=status hidden></div>"
    }

    private var access: HTML {
        switch page.access {
        case .writable: .empty
        // Who locked it and why stands above.
        case .locked: .empty
        case .readOnly: box("info", wording.say(.entryReadOnly), .empty)
        }
    }

    private var notice: HTML {
        switch page.notice {
        case nil: .empty
        case .draftSaved: box("good", wording.say(.noticeDraft), .empty)
        case .unchanged: box("good", wording.say(.noticeUnchanged), .empty)
        case .filled: box("info", wording.say(.noticeFilled), .empty)
        case .submitted(let seq): receipt(seq)
        case .unexplained: unexplained
        case .draftTakenUp(let time):
            box("info", wording.say(.draftTakenUp, ["time": wording.moment(time)]), .empty)
        case .acted: box("good", wording.say(.noticeActed), .empty)
        case .notDone(let vi, let en):
            box("bad", wording.say(.noticeNotDone, ["reason": wording.label(vi, en)]), .empty)
        case .notStored(let vi, let en, let id): notStored(wording.label(vi, en), id)
        }
    }

    private func notStored(_ reason: String, _ requestID: String) -> HTML {
        box(
            "bad", wording.say(.notStoredTitle, ["reason": reason]),
            """
            <p>\(wording.say(.notStoredAdvice))</p>\
            <p>\(wording.say(.requestID)): <code>\(requestID)</code></p>
            """)
    }

    private func receipt(_ seq: Int) -> HTML {
        let time = page.receivedAt.map { wording.moment($0) } ?? ""
        let text = wording.say(
            .receiptDetail,
            [
                "unit": page.unit.name, "month": wording.month(page.month), "time": time,
                "revision": wording.count(page.revision ?? 1), "seq": wording.count(seq),
            ])
        return box("good", wording.say(.receiptTitle), "<p>\(text)</p>")
    }

    // Its sentence stands where the warnings are listed, below.
    private var unexplained: HTML {
        box("bad", wording.say(.explainTitle), "<p>\(wording.say(.explainAdvice))</p>")
    }

    private var findings: HTML {
        let items =
            (page.errors.map { item($0, .findingError) }
            + page.warnings.map { item($0, .findingWarning) }).compactMap(\.self)
        guard !items.isEmpty else {
            return page.access == .writable ? "<div id=findings class=box hidden></div>" : .empty
        }
        return """
            <div id=findings class="box \(tone)" role=\(role)><h2>\(title)</h2>\
            <ul>\(items)</ul></div>
            """
    }

    private var tone: HTML { page.errors.isEmpty ? "warn" : "bad" }
    private var role: HTML { page.errors.isEmpty ? "status" : "alert" }

    /// What is wrong with no one row, such as the number of blanks; its sentence is asked here.
    private var aboutWhole: HTML {
        let items =
            (page.errors.map { ($0, TextKey.findingError) }
            + page.warnings.map { ($0, .findingWarning) })
            .filter { page.element(of: $0.0) == nil }
            .map { finding, key -> HTML in
                let message = wording.label(finding.messageVI, finding.messageEN)
                let isAsked = key == .findingWarning
                return """
                    <p>\(wording.say(key)): \(message)</p>\
                    \(if: isAsked, explanation(finding))
                    """
            }
        guard !items.isEmpty else { return .empty }
        return "<div id=whole class=\"box msg \(tone)\" role=\(role)>\(items)</div>"
    }

    private func explanation(_ finding: Finding) -> HTML {
        let place = EntryExplanation(page: page, finding: finding)
        return page.access == .writable ? place.html : place.told
    }

    private var title: String {
        let numbers: KeyValuePairs = [
            "errors": wording.count(page.errors.count),
            "warnings": wording.count(page.warnings.count),
        ]
        if page.errors.isEmpty { return wording.say(.findingsWarnings, numbers) }
        return wording.say(page.warnings.isEmpty ? .findingsErrors : .findingsBoth, numbers)
    }

    private func item(_ finding: Finding, _ key: TextKey) -> HTML? {
        guard let element = page.element(of: finding) else { return nil }
        let message = wording.label(finding.messageVI, finding.messageEN)
        return """
            <li>\(wording.say(key)): <a href="#\(page.fieldID(element))">\(message)</a>
            """
    }

    // A box that just appeared takes the focus of a screen reader through its role.
    private func box(_ kind: String, _ title: String, _ content: HTML) -> HTML {
        let role: HTML = kind == "bad" ? "alert" : "status"
        return "<div class=\"box \(kind)\" role=\(role)><h2>\(title)</h2>\(content)</div>"
    }
}
