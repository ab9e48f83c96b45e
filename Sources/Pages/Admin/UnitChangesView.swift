import Reporting
import Storage

/// All changes of units, and the ways to make one.
struct UnitChangesView {
    let frame: Frame
    /// Where the names of units are found.
    let units: OrgUnits
    let today: Day
    let records: [UnitChangeRecord]
    /// The unit that is asked for, by id or name.
    let choice: UnitChoice
    /// The change that was just made or undone.
    let notice: (key: TextKey, number: Int)?

    private var wording: Wording { frame.wording }

    var html: HTML {
        let title = wording.say(.unitsTitle)
        return Document(
            frame: frame, place: .admin, title: title,
            main: """
                <h1>\(title)</h1>\
                \(AdminTabs(wording: wording, current: "/admin/units").body)\(told)<p class=lede>\(wording.say(.unitsLede))</p>\
                <section><h2>\(wording.say(.unitsNew))</h2>\(choice.body)\
                \(if: !choice.isOne, "<p class=acts>\(choices)</p>")\
                <p class="small dim">\(wording.say(.unitsFile))</p></section>\
                <section><h2 id=list>\(wording.say(.unitsList))</h2>\(list)</section>
                """
        ).html
    }

    private var told: HTML {
        guard let notice else { return .empty }
        let text = wording.say(notice.key, ["n": String(notice.number)])
        return "<div class=\"box good\" role=status><p>\(text)</p></div>"
    }

    private var choices: [HTML] {
        UnitChange.codes.map { code in
            let address = Address("admin", "units", "new", query: [.init("change", code)]).text
            return "<a class=btn href=\"\(address)\">\(wording.say(.change(code)))</a> "
        }
    }

    private var list: HTML {
        guard !records.isEmpty else { return "<p>\(wording.say(.unitsNone))</p>" }
        return """
            <div class=scroll tabindex=0 role=group aria-labelledby=list>\
            <table class="grid rows"><thead><tr><th scope=col>\(wording.say(.unitsChange))\
            <th scope=col class=l>\(wording.say(.unitsDay))\
            <th scope=col class=l>\(wording.say(.columnState))\
            <th scope=col class=l>\(wording.say(.unitsBy))\
            <th scope=col class=l>\(wording.say(.unitsReason))</tr></thead>\
            <tbody>\(records.map(row))</tbody></table></div>
            """
    }

    private func row(_ record: UnitChangeRecord) -> HTML {
        let address = Address("admin", "units", "changes", String(record.number)).text
        let words = record.change.summary(in: units)
        let summary = wording.label(words.vi, words.en)
        return """
            <tr><th scope=row><a href="\(address)">\(record.number). \(summary)</a>\
            <td class=l>\(wording.date(record.change.effective))\
            <td class=l>\(wording.say(.state(record.state(today: today))))\
            <td class=l>\(record.by)<br><small class=dim>\(wording.moment(record.madeAt))</small>\
            <td class="l wide">\(record.change.reason)
            """
    }
}

extension TextKey {
    static func change(_ code: String) -> TextKey {
        switch code {
        case "split": .unitsSplit
        case "move": .unitsMove
        case "rename": .unitsRename
        case "open": .unitsOpen
        case "close": .unitsClose
        case "join": .unitsJoin
        case "leave": .unitsLeave
        default: .unitsMerge
        }
    }

    static func state(_ state: UnitChangeRecord.State) -> TextKey {
        switch state {
        case .planned: .unitsPlanned
        case .inForce: .unitsInForce
        case .undone: .unitsUndone
        }
    }
}
