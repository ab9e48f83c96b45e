import Reporting
import Storage

/// `412` as a page: what both sides changed, to be chosen field by field. Needs no script.
struct EntryMergeView {
    let page: EntryPage
    let merge: EntryMerge
    /// Who saved the stored revision.
    let theirs: Revision
    /// What the sender asked for; its button comes first.
    let action: EntrySubmission.Action
    let explanations: [String: String]

    private var wording: Wording { page.wording }

    var html: HTML {
        let month = wording.name(.month(page.month))
        return Document(
            frame: page.frame, place: .other, title: page.unit.name + ", " + month,
            trail: page.trail, main: "\(head)\(form)",
            isForm: true
        ).html
    }

    private var head: HTML {
        let title = wording.say(.mergeTitle, ["n": wording.count(theirs.revision)])
        let who = wording.say(
            .mergeWho,
            [
                "who": theirs.by, "time": wording.moment(theirs.receivedAt),
                "n": wording.count(theirs.revision),
                "state": wording.say(theirs.status.nameKey),
            ])
        return """
            <h1>\(page.unit.name) <span>\(wording.name(.month(page.month)))</span></h1>\
            <div class="box bad" role=alert><h2>\(title)</h2><p>\(who)</p>\
            <p>\(wording.say(openCount == 0 ? .mergeAllSettled : .mergeAdvice,
                ["n": wording.count(openCount)]))</p></div>
            """
    }

    private var openCount: Int { merge.lines.count { $0.choice == .open } }

    private var form: HTML {
        let hidden: [HTML] =
            merge.agreed.map { field($0.name, $0.text) }
            + explanations.sorted { $0.key < $1.key }.map { field("explain." + $0.key, $0.value) }
        let isSending = action == .submit
        return """
            <form class=merge method=post action="\(page.address.text)">\(page.frame.csrf)\
            \(field("base_revision", String(theirs.revision)))\(hidden)\(merge.lines.map(line))\
            <p class=acts>\(button("submitted", .mergeSend, isMain: isSending))\
            \(button("draft", .mergeDraft, isMain: !isSending))\
            <a class=btn href="\(page.address.text)">\(wording.say(.mergeDrop))</a></p></form>
            """
    }

    private func field(_ name: String, _ text: String) -> HTML {
        "<input type=hidden name=\"\(name)\" value=\"\(text)\">"
    }

    private func button(_ status: HTML, _ key: TextKey, isMain: Bool) -> HTML {
        """
        <button class="btn\(if: isMain, " go")" name=status value=\(status)>\
        \(wording.say(key))</button>
        """
    }

    /// Both texts side by side, below them what there was before.
    private func line(_ line: EntryMerge.Line) -> HTML {
        let name = line.element?.code ?? "note"
        let label =
            line.element.map { wording.label($0.labelVI, $0.labelEN) } ?? wording.say(.entryNote)
        let number = RowNumber(officialRow: line.element?.officialRow)?.text
        let isOpen = line.choice == .open
        return """
            <fieldset\(if: isOpen, " class=open")><legend>\
            \(if: number != nil, "<b>\(number ?? "")</b> ")\(label)</legend>\
            <input type=hidden name="\(name)" value="\(line.yours)">\
            <p class=small>\(wording.say(.mergeBase)): \(shown(line.base))\
            \(if: isOpen, " · <b class=no>\(wording.say(.mergeBoth))</b>")</p>\
            \(option(name, line.theirs, theirs.by, line.choice == .theirs, isOpen))\
            \(option(name, line.yours, wording.say(.mergeYours), line.choice == .yours, isOpen))\
            </fieldset>
            """
    }

    private func option(
        _ name: String, _ text: String, _ who: String, _ isChosen: Bool, _ isOpen: Bool
    ) -> HTML {
        """
        <label><input type=radio name="choose.\(name)" value="\(text)"\
        \(if: isChosen, " checked")\(if: isOpen, " required")> <b>\(shown(text))</b> \
        <span class=dim>\(who)</span></label>
        """
    }

    private func shown(_ text: String) -> String {
        if text.isEmpty { return wording.say(.mergeBlank) }
        return Int(text).map { wording.count($0) } ?? text
    }
}

extension ReportStatus {
    /// How people call it.
    var nameKey: TextKey {
        switch self {
        case .draft: .stateDraft
        case .submitted: .stateSubmitted
        case .accepted: .stateAccepted
        case .returned: .stateReturned
        }
    }
}
