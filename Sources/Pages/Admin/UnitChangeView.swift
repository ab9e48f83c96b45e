import Reporting
import Storage

/// One change that was made, and where it can still be undone, what that would do.
struct UnitChangeView {
    let frame: Frame
    /// Where the names of units are found.
    let units: OrgUnits
    let today: Day
    let record: UnitChangeRecord
    /// What undoing would do; nil where it is not possible.
    let undoing: UnitChangeReceipt?
    /// Why it is not possible.
    let obstacle: String?

    private var wording: Wording { frame.wording }

    var html: HTML {
        let change = record.change
        let summary = change.summary(in: units)
        let title = wording.label(summary.vi, summary.en)
        let number = wording.say(.unitsNumber, ["n": String(record.number)])
        return Document(
            frame: frame, place: .admin, title: title,
            trail: UnitChangeFormView.trail(wording, number),
            main: """
                <h1>\(title) <span>\(number)</span></h1><dl class=meta>\
                \(fact(.unitsDay, wording.date(change.effective)))\
                \(fact(.columnState, wording.say(.state(record.state(today: today)))))\
                \(fact(.unitsBy, record.by + ", " + wording.moment(record.madeAt)))\
                \(if: !change.reason.isEmpty, fact(.unitsReason, change.reason))\
                \(undone)</dl>\(undo)
                """
        ).html
    }

    private func fact(_ key: TextKey, _ value: String) -> HTML {
        "<div><dt>\(wording.say(key))</dt><dd>\(value)</dd></div>"
    }

    private var undone: HTML {
        guard let by = record.undoneBy, let at = record.undoneAt else { return .empty }
        return fact(.unitsUndone, by + ", " + wording.moment(at))
    }

    private var undo: HTML {
        guard let undoing else {
            return "\(if: obstacle != nil, "<p class=lede>\(obstacle ?? "")</p>")"
        }
        let address = Address("admin", "units", "changes", String(record.number), "undo").text
        return """
            <p class=lede>\(wording.say(.unitsUndoLede))</p>\
            \(UnitChangeEffectList(wording: wording, effects: undoing.effects).body)\
            <form method=post action="\(address)">\(frame.csrf)<p class=acts>\
            <button class="btn go">\(wording.say(.unitsUndo))</button></p></form>
            """
    }
}
