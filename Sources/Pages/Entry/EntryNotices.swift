import Reporting

/// What stands above the form: the receipt, a conflict, or what is wrong with links to it.
struct EntryNotices {
    let page: EntryPage

    private var wording: Wording { page.wording }

    var body: HTML {
        "\(outbox)\(access)\(notice)\(findings)"
    }

    /// Filled by the script with what waits for the line.
    private var outbox: HTML {
        guard !page.scripts.isEmpty else { return .empty }
        return "<div id=outbox class=\"box info\" role=status hidden></div>"
    }

    private var access: HTML {
        switch page.access {
        case .writable: .empty
        case .locked: box("info", wording.say(.entryLocked), .empty)
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
        case .conflict(let revision, let different): conflict(revision, different)
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

    private func conflict(_ revision: Int, _ codes: [String]) -> HTML {
        let elements = codes.compactMap { code in
            page.catalogue.elementIndex(ofCode: code).map { page.catalogue.elements[$0] }
        }
        let items: [HTML] = elements.map { "<li>\(link(to: $0, label($0)))" }
        let title = wording.say(.conflictTitle, ["n": wording.count(revision)])
        return box("bad", title, "<p>\(wording.say(.conflictAdvice))</p><ul>\(items)</ul>")
    }

    private var findings: HTML {
        guard !page.errors.isEmpty || !page.warnings.isEmpty else {
            return page.access == .writable ? "<div id=findings class=box hidden></div>" : .empty
        }
        let items =
            page.errors.map { item($0, .findingError) }
            + page.warnings.map { item($0, .findingWarning) }
        return """
            <div id=findings class="box \(page.errors.isEmpty ? "warn" : "bad")" role=\
            \(page.errors.isEmpty ? "status" : "alert")><h2>\(title)</h2><ul>\(items)</ul></div>
            """
    }

    private var title: String {
        let numbers: KeyValuePairs = [
            "errors": wording.count(page.errors.count),
            "warnings": wording.count(page.warnings.count),
        ]
        if page.errors.isEmpty { return wording.say(.findingsWarnings, numbers) }
        return wording.say(page.warnings.isEmpty ? .findingsErrors : .findingsBoth, numbers)
    }

    private func item(_ finding: Finding, _ key: TextKey) -> HTML {
        let message = wording.label(finding.messageVI, finding.messageEN)
        let element = page.element(of: finding)
        let text = element.map { link(to: $0, message) } ?? HTML(text: message)
        return "<li>\(wording.say(key)): \(text)"
    }

    private func link(to element: DataElement, _ text: String) -> HTML {
        "<a href=\"#\(page.fieldID(element))\">\(text)</a>"
    }

    private func label(_ element: DataElement) -> String {
        wording.label(element.labelVI, element.labelEN)
    }

    // A box that just appeared takes the focus of a screen reader through its role.
    private func box(_ kind: String, _ title: String, _ content: HTML) -> HTML {
        let role: HTML = kind == "bad" ? "alert" : "status"
        return "<div class=\"box \(kind)\" role=\(role)><h2>\(title)</h2>\(content)</div>"
    }
}
