import Reporting

/// One unit of a review: its box, state, time, what is odd, its year, and what can be done.
struct ReviewRow {
    let page: ReviewPage
    let deciding: Bool
    let isLong: Bool

    private var wording: Wording { page.wording }

    func body(_ line: ReviewLine) -> HTML {
        let isOpen = page.panel?.line.unit == line.unit
        let state = isLong ? line.state.word(wording) : line.state.html(wording)
        return """
            <tr\(if: deciding, " id=\"u-\(line.unit.id)\"")\(if: isOpen, " class=open")>\
            \(if: deciding, "<td class=ck>\(isOpen ? .empty : box(line))")\
            <th scope=row><a href="\(line.form.text)">\(line.unit.name)</a>\
            <td class=state>\(state)<td class=when>\(received(line))\
            <td class=warn>\(remarks(line))<td class=year>\(strip(line))\
            \(if: deciding, "<td class=act>\(isOpen ? .empty : actions(line))")\
            \(isOpen ? panel : .empty)
            """
    }

    private var panel: HTML {
        guard let panel = page.panel else { return .empty }
        return "<tr class=sub><td colspan=\(deciding ? 7 : 5)>\(panel.body(page))"
    }

    /// Chosen beforehand where nothing asks for a second look.
    private func box(_ line: ReviewLine) -> HTML {
        guard [.submitted, .submittedLate].contains(line.state) else { return .empty }
        let isChosen = line.unexplained == 0
        return """
            <input type=checkbox name=report value="\(line.ticket)"\(if: isChosen, " checked") \
            aria-label="\(wording.say(.choose, ["unit": line.unit.name]))">
            """
    }

    private func actions(_ line: ReviewLine) -> HTML {
        switch line.state {
        case .submitted, .submittedLate:
            line.unexplained > 0
                ? open(line, .look, "btn small")
                : """
                <button class="btn small" name=one value="\(line.ticket)">\(wording.say(.panelAccept))\
                <span class=vh> \(line.unit.name)</span></button> \(open(line, .look, "btn small"))
                """
        case .accepted: open(line, .panelReopen, "tap")
        default: .empty
        }
    }

    private func open(_ line: ReviewLine, _ key: TextKey, _ kind: HTML) -> HTML {
        let target = page.address.with("open", line.unit.id).at("u-" + line.unit.id)
        return """
            <a class="\(kind)" href="\(target.text)">\(wording.say(key))\
            <span class=vh> \(line.unit.name)</span></a>
            """
    }

    private func received(_ line: ReviewLine) -> HTML {
        guard let time = line.receivedAt else { return "\(extended(line))" }
        let revision = line.revision.map { wording.say(.revision, ["n": wording.count($0)]) }
        return """
            \(wording.moment(time))\(revision.map { ", " + $0 } ?? "")\(extended(line))
            """
    }

    private func extended(_ line: ReviewLine) -> HTML {
        guard let day = line.extendedTo else { return .empty }
        return " <small class=near>\(wording.say(.extendedTo, ["day": wording.date(day)]))</small>"
    }

    private func remarks(_ line: ReviewLine) -> HTML {
        let reason: HTML =
            line.reason.isEmpty
            ? .empty : "<p>\(wording.say(.returnReason, ["reason": line.reason]))</p>"
        guard !line.warnings.isEmpty else { return reason }
        return "\(reason)\(isLong ? counted(line) : told(line))"
    }

    /// More warnings than this are counted; the panel and the report have all.
    private static let toldMax = 4

    private func told(_ line: ReviewLine) -> HTML {
        let items: [HTML] = line.warnings.prefix(Self.toldMax).map { warning in
            guard let explanation = warning.explanation else {
                let open = wording.say(.warningOpen)
                return "<p class=near><b>\(open)</b> \(warning.message)</p>"
            }
            let text = wording.say(.warningExplained, ["text": explanation])
            return "<p>\(warning.message) <span class=dim>\(text)</span></p>"
        }
        let rest = line.warnings.count - Self.toldMax
        return """
            \(items)\(if: rest > 0, "<p>\(wording.say(.warningsMore, ["n": wording.count(rest)]))</p>")
            """
    }

    private func counted(_ line: ReviewLine) -> HTML {
        if line.unexplained > 0 {
            let text = wording.say(.warningsOpen, ["n": wording.count(line.unexplained)])
            return "<b class=near>\(text)</b>"
        }
        return "\(wording.say(.warningsExplained, ["n": wording.count(line.warnings.count)]))"
    }

    /// The year so far: a full box was on time, a low one late, an open one is missing. Months
    /// missing in a row are drawn once for the page, since whole years may be.
    private func strip(_ line: ReviewLine) -> HTML {
        var onTime = ""
        var late = ""
        var missing: [HTML] = []
        var run = 0
        for (index, mark) in line.year.enumerated() {
            let x = index * Self.boxWidth
            switch mark?.arrival {
            case .onTime: onTime += "M\(x) 0h12v14h-12z"
            case .late: late += "M\(x) 9h12v5h-12z"
            case .missing, .due, nil: break
            }
            run = mark?.arrival == .missing ? run + 1 : 0
            let next = line.year.dropFirst(index + 1).first ?? nil
            if run > 0, next?.arrival != .missing {
                let start = (index + 1 - run) * Self.boxWidth
                missing.append("<use class=open href=#m\(run) x=\"\(start)\"/>")
            }
        }
        return """
            <svg class=strip viewBox="0 0 166 14" role=img aria-label="\(stripText(line))">\
            \(if: !onTime.isEmpty, "<path class=on d=\"\(onTime)\"/>")\
            \(if: !late.isEmpty, "<path class=late d=\"\(late)\"/>")\(missing)</svg>
            """
    }

    private static let boxWidth = 14

    /// What the strips of a page refer to: so many open boxes side by side.
    static var openBoxes: HTML {
        let runs: [HTML] = (1...12).map { count in
            let boxes = String(repeating: "h11v13h-11zm14 0", count: count)
            return "<path id=m\(count) d=\"M.5 .5\(boxes)\"/>"
        }
        return "<svg class=defs aria-hidden=true><defs>\(runs)</defs></svg>"
    }

    private func stripText(_ line: ReviewLine) -> String {
        func count(_ arrival: MonthMark.Arrival) -> String {
            wording.count(line.year.count { $0?.arrival == arrival })
        }
        return wording.say(
            .stripText,
            ["onTime": count(.onTime), "late": count(.late), "missing": count(.missing)])
    }
}
