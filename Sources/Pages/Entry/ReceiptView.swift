import Reporting
import Storage

/// What was sent, to be printed and kept: every figure with the revision's place in the journal.
struct ReceiptView {
    let page: EntryPage
    let revision: Revision
    let receivedFirst: Int64?

    /// Enough of the hash to find the revision again, and short enough to be read out.
    private static let hashLength = 16

    private var wording: Wording { page.wording }

    var html: HTML {
        let month = wording.name(.month(page.month))
        return Document(
            frame: page.frame, place: .other,
            title: wording.say(.receiptPrint) + ", " + page.unit.name + ", " + month,
            trail: page.trail.dropLast() + [
                .init(name: wording.say(.entryCrumb), address: page.address),
                .init(name: wording.say(.receiptPrint), address: nil),
            ],
            main: """
                <h1>\(wording.say(.receiptPrint)) <span>\(page.unit.name), \(month)</span></h1>\
                <p class=lede>\(wording.label(page.version.titleVI, page.version.titleEN))</p>\
                \(facts)<p class=no-print>\(wording.say(.receiptHow))</p>\(tables)\(texts)
                """
        ).html
    }

    private var facts: HTML {
        let hash = String(revision.hashText.prefix(Self.hashLength))
        let rows: [(TextKey, String)] = [
            (.entryState, wording.say(revision.status.nameKey)),
            (.receiptSent, receivedFirst.map { wording.moment($0) } ?? Wording.nothing),
            (.receiptStored, wording.moment(revision.receivedAt)), (.receiptBy, revision.by),
            (.receiptRevision, wording.count(revision.revision)),
            (.receiptEntry, wording.count(Int(clamping: revision.seq))), (.receiptHash, hash),
            (.entryForm, page.version.legalBasis),
        ]
        let items: [HTML] = rows.map {
            "<div><dt>\(wording.say($0.0))</dt><dd>\($0.1)</dd></div>"
        }
        return "<dl class=meta>\(items)</dl>"
    }

    private var tables: [HTML] {
        page.version.sections.map { section in
            let rows = section.elements.map { row(page.catalogue.elements[$0]) }
            return """
                <table class="grid receipt"><caption>\
                \(wording.label(section.titleVI, section.titleEN))</caption>\
                <thead><tr><th scope=col>\(wording.say(.columnRow))\
                <th scope=col>\(wording.say(.columnElement))\
                <th scope=col class=num>\(wording.say(.columnValue))</thead>\
                <tbody>\(rows)</tbody></table>
                """
        }
    }

    private func row(_ element: DataElement) -> HTML {
        let text =
            switch revision.values[element.index] {
            case .blank: Wording.nothing
            case .notApplicable: "x"
            case .count(let count): wording.count(Int(count))
            }
        let number = RowNumber(officialRow: element.officialRow)?.text ?? Wording.nothing
        return """
            <tr><td>\(number)<th scope=row>\(wording.label(element.labelVI, element.labelEN))\
            <td class=num>\(text)
            """
    }

    private var texts: HTML {
        let note: HTML =
            revision.note.isEmpty
            ? .empty : "<h2>\(wording.say(.entryNote))</h2><p>\(revision.note)</p>"
        let warnings = (revision.warnings ?? []).map { finding -> HTML in
            let sentence = revision.explanations[finding.rule ?? ""] ?? Wording.nothing
            return """
                <li>\(wording.label(finding.messageVI, finding.messageEN))\
                <br><b>\(sentence)</b>
                """
        }
        guard !warnings.isEmpty else { return note }
        return """
            \(note)<h2>\(wording.say(.receiptWarnings))</h2><ul class=plain>\(warnings)</ul>
            """
    }
}
