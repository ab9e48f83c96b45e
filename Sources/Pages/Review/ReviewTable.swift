import Reporting

/// The reporting units of a review in three groups: the district's turn, the commune's, done.
struct ReviewTable {
    let page: ReviewPage
    let lines: [ReviewLine]

    private var wording: Wording { page.wording }

    /// Whose turn it is.
    private enum Turn: CaseIterable {
        case reviewer, reporter, nobody

        var title: TextKey {
            switch self {
            case .reviewer: .turnReviewer
            case .reporter: .turnReporter
            case .nobody: .turnNobody
            }
        }

        var note: TextKey {
            switch self {
            case .reviewer: .turnReviewerNote
            case .reporter: .turnReporterNote
            case .nobody: .turnNobodyNote
            }
        }

        init(_ state: ReportState) {
            switch state {
            case .submitted, .submittedLate: self = .reviewer
            case .accepted, .absent: self = .nobody
            case .future, .due, .overdue, .draft, .overdueDraft, .returned: self = .reporter
            }
        }
    }

    var body: HTML {
        guard !lines.isEmpty else {
            return "<section><p>\(wording.say(.reviewEmpty))</p></section>"
        }
        return """
            <section aria-labelledby=states>\
            <h2 id=states class=vh>\(wording.say(.reviewStates))</h2>\
            \(tally)\(table)\(key)</section>
            """
    }

    private var tally: HTML {
        let states: [ReportState] = [
            .accepted, .submitted, .submittedLate, .returned, .draft, .overdueDraft, .due,
            .overdue,
        ]
        let cells: [HTML] = states.compactMap { state in
            let count = lines.count { $0.state == state }
            guard count > 0 else { return nil }
            return "<li><b class=big>\(wording.count(count))</b> \(state.html(wording))"
        }
        return "<ul class=tally>\(cells)</ul>"
    }

    private var table: HTML {
        """
        <table class="grid rows review"><caption class=vh>\(wording.say(.reviewTitle)), \
        \(wording.month(page.month))</caption><thead><tr>\
        <th scope=col>\(wording.say(.columnUnit))<th scope=col>\(wording.say(.columnState))\
        <th scope=col>\(wording.say(.columnReceived))<th scope=col>\(wording.say(.columnWarnings))\
        <th scope=col>\(wording.say(.columnYear, ["y": String(page.month.year)]))</tr></thead>\
        \(Turn.allCases.map(group))</table>
        """
    }

    private func group(_ turn: Turn) -> HTML {
        let members = lines.filter { Turn($0.state) == turn }
            .sorted { a, b in
                guard a.unexplained == b.unexplained else { return a.unexplained > b.unexplained }
                return VietnameseText.collationKey(a.unit.name)
                    < VietnameseText.collationKey(b.unit.name)
            }
        guard !members.isEmpty else { return .empty }
        return """
            <tbody><tr><th scope=rowgroup colspan=5>\
            \(wording.say(turn.title)): \(wording.count(members.count)) \
            <span>\(wording.say(turn.note))</span>\(members.map(row))</tbody>
            """
    }

    private func row(_ line: ReviewLine) -> HTML {
        """
        <tr><th scope=row><a href="\(line.form.text)">\(line.unit.name)</a>\
        <td class=state>\(isLong ? line.state.word(wording) : line.state.html(wording))<td class=when>\(received(line))\
        <td class=warn>\(warnings(line))<td class=year>\(strip(line))
        """
    }

    /// Beyond so many rows signs would take the page above 100 KB.
    private static let signedRowsMax = 100
    private var isLong: Bool { lines.count > Self.signedRowsMax }

    private func received(_ line: ReviewLine) -> String {
        guard let time = line.receivedAt else { return "" }
        let revision = line.revision.map {
            ", " + wording.say(.revision, ["n": wording.count($0)])
        }
        return wording.moment(time) + (revision ?? "")
    }

    private func warnings(_ line: ReviewLine) -> HTML {
        if !line.reason.isEmpty {
            return "\(wording.say(.returnReason, ["reason": line.reason]))"
        }
        guard line.warnings > 0 else { return .empty }
        if line.unexplained > 0 {
            let text = wording.say(.warningsOpen, ["n": wording.count(line.unexplained)])
            return "<b class=near>\(text)</b>"
        }
        return "\(wording.say(.warningsExplained, ["n": wording.count(line.warnings)]))"
    }

    /// The year so far: a full box was on time, a low one late, an open one is missing.
    private func strip(_ line: ReviewLine) -> HTML {
        var onTime = ""
        var late = ""
        var missing = ""
        for (index, mark) in line.year.enumerated() {
            let x = index * 14
            switch mark?.arrival {
            case .onTime: onTime += "M\(x) 0h12v14h-12z"
            case .late: late += "M\(x) 9h12v5h-12z"
            case .missing: missing += "M\(x).5 .5h11v13h-11z"
            case .due, nil: break
            }
        }
        return """
            <svg class=strip viewBox="0 0 166 14" role=img aria-label="\(stripText(line))">\
            <path class=on d="\(onTime)"/><path class=late d="\(late)"/>\
            <path class=open d="\(missing)"/></svg>
            """
    }

    private func stripText(_ line: ReviewLine) -> String {
        func count(_ arrival: MonthMark.Arrival) -> String {
            wording.count(line.year.count { $0?.arrival == arrival })
        }
        return wording.say(
            .stripText,
            ["onTime": count(.onTime), "late": count(.late), "missing": count(.missing)])
    }

    private var key: HTML {
        """
        <p class=key><span><svg class=strip viewBox="0 0 14 14" aria-hidden=true>\
        <path class=on d="M0 0h12v14H0z"/></svg>\(wording.say(.keyOnTime))</span>\
        <span><svg class=strip viewBox="0 0 14 14" aria-hidden=true>\
        <path class=late d="M0 9h12v5H0z"/></svg>\(wording.say(.keyLate))</span>\
        <span><svg class=strip viewBox="0 0 14 14" aria-hidden=true>\
        <path class=open d="M.5 .5h11v13h-11z"/></svg>\(wording.say(.keyMissing))</span>\
        <span>\(wording.say(.keyClock))</span></p>
        """
    }
}
