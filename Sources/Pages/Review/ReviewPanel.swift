public import Reporting

/// One report of a review, looked at closely: the odd numbers beside those of the month before and
/// of the same month last year, and the decision.
public struct ReviewPanel: Sendable {
    public let line: ReviewLine
    public let cells: [Cell]
    public let compare: Address
    public let history: Address

    /// An element that a warning names.
    public struct Cell: Hashable, Sendable {
        public let label: String
        public let value: ReportValue
        public let lastMonth: ReportValue
        public let sameMonthLastYear: ReportValue

        public init(
            label: String, value: ReportValue, lastMonth: ReportValue,
            sameMonthLastYear: ReportValue
        ) {
            self.label = label
            self.value = value
            self.lastMonth = lastMonth
            self.sameMonthLastYear = sameMonthLastYear
        }
    }

    public init(line: ReviewLine, cells: [Cell], compare: Address, history: Address) {
        self.line = line
        self.cells = cells
        self.compare = compare
        self.history = history
    }
}

extension ReviewPanel {
    func body(_ page: ReviewPage) -> HTML {
        "<div class=back><div>\(numbers(page))\(links(page.wording))</div>\(decision(page))</div>"
    }

    private func numbers(_ page: ReviewPage) -> HTML {
        guard !cells.isEmpty else { return .empty }
        let wording = page.wording
        let months = [page.month, page.month - 1, page.month - 12]
        let heads: [HTML] = months.map { "<th scope=col class=num>\(wording.shortMonth($0))" }
        let rows: [HTML] = cells.map { cell in
            """
            <tr><th scope=row>\(cell.label)<td class=num><b>\(wording.count(cell.value))</b>\
            <td class=num>\(wording.count(cell.lastMonth))\
            <td class=num>\(wording.count(cell.sameMonthLastYear))
            """
        }
        return """
            <table class="grid small"><caption>\(wording.say(.panelNumbers))</caption>\
            <thead><tr><td>\(heads)</tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private func links(_ wording: Wording) -> HTML {
        """
        <p><a class=tap href="\(compare.text)">\(wording.say(.compareTitle))</a> \
        <a class=tap href="\(history.text)">\(wording.say(.historyTitle))</a></p>
        """
    }

    private func decision(_ page: ReviewPage) -> HTML {
        ReviewDecision(
            wording: page.wording, line: line, action: { page.action($0) },
            fault: page.fault?.place == .panel ? page.fault : nil
        ).body
    }
}
