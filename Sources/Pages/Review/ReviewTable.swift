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
        let tally = ReviewTally(page: page, states: lines.map(\.state)).body(isFilter: true)
        return """
            <section aria-labelledby=states>\
            <h2 id=states class=vh>\(wording.say(.reviewStates))</h2>\
            \(tally)\(ReviewRow.openBoxes)\(deciding ? form : table)\(key)</section>
            """
    }

    private var shown: [ReviewLine] { lines.filter { page.filter.contains($0.state) } }

    /// Whether there is anything to decide here.
    private var deciding: Bool {
        page.mayReview && page.closing == nil && shown.contains(where: hasActions)
    }

    private func hasActions(_ line: ReviewLine) -> Bool {
        [.submitted, .submittedLate, .accepted].contains(line.state)
    }

    // One form: the boxes choose, each row's button carries its own report, and where a reason is
    // asked for its field stands beside the button. Enter on a box presses the first button; that
    // is made one which decides nothing.
    private var form: HTML {
        """
        <form class=deciding method=post action="\(page.action("accept").text)" autocomplete=off>\
        \(page.frame.csrf)<button class=vh name=look value=1 tabindex=-1 aria-hidden=true></button>\
        \(table)\(dock)</form>
        """
    }

    private var dock: HTML {
        let waiting = shown.count { Turn($0.state) == .reviewer }
        guard waiting > 0 else { return .empty }
        let open = shown.count { Turn($0.state) == .reviewer && $0.unexplained > 0 }
        let note = open > 0 ? wording.say(.dockOpen, ["n": wording.count(open)]) : ""
        return """
            <div class=dock role=region aria-label="\(wording.say(.dockReview))">\
            <p>\(wording.say(.dockChosen)) <span class=near>\(note)</span></p>\
            <div class=acts><button class="btn go">\(wording.say(.acceptChosen))</button></div></div>
            """
    }

    private var table: HTML {
        """
        <table class="grid rows review"><caption class=vh>\(wording.say(.reviewTitle)), \
        \(wording.month(page.month))</caption><thead><tr>\
        \(if: deciding, "<td class=ck>")\
        <th scope=col>\(wording.say(.columnUnit))<th scope=col>\(wording.say(.columnState))\
        <th scope=col>\(wording.say(.columnReceived))<th scope=col>\(wording.say(.columnWarnings))\
        <th scope=col>\(wording.say(.columnYear, ["y": String(page.month.year)]))\
        \(if: deciding, "<th scope=col class=act>\(wording.say(.columnAct))")</tr></thead>\
        \(Turn.allCases.map(group))</table>
        """
    }

    private func group(_ turn: Turn) -> HTML {
        let members = shown.filter { Turn($0.state) == turn }
            .sorted { a, b in
                guard a.unexplained == b.unexplained else { return a.unexplained > b.unexplained }
                return VietnameseText.collationKey(a.unit.name)
                    < VietnameseText.collationKey(b.unit.name)
            }
        guard !members.isEmpty else { return .empty }
        let row = ReviewRow(page: page, deciding: deciding, isLong: isLong)
        return """
            <tbody><tr><th scope=rowgroup colspan=\(deciding ? 7 : 5)>\
            \(wording.say(turn.title)): \(wording.count(members.count)) \
            <span>\(wording.say(turn.note))</span>\(members.map(row.body))</tbody>
            """
    }

    /// Beyond so many rows signs would take the page above 100 KB.
    private static let signedRowsMax = 100
    private var isLong: Bool { lines.count > Self.signedRowsMax }

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
