import Reporting

/// How far the month is: a bar, and a link for each state that shows its reports alone.
struct ReviewTally {
    let page: ReviewPage
    /// How many reports are in which state.
    let counts: [ReportState: Int]

    private var wording: Wording { page.wording }

    init(page: ReviewPage, states: some Sequence<ReportState>) {
        self.page = page
        counts = states.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    init(page: ReviewPage, counts: [ReportState: Int]) {
        self.page = page
        self.counts = counts
    }

    /// - Parameter isFilter: whether the states are links; higher up there is nothing to filter.
    func body(isFilter: Bool) -> HTML {
        let shown = ReviewFilter.allCases.filter {
            $0 == page.filter || $0 == .all || count($0) > 0
        }
        let cells: [HTML] = shown.map { isFilter ? link($0) : "<span>\(cell($0))</span>" }
        let label = wording.say(.reviewFilter)
        let list: HTML =
            isFilter
            ? "<nav class=states aria-label=\"\(label)\">\(cells)</nav>"
            : "<div class=states>\(cells)</div>"
        return "<p class=progress>\(progress)</p>\(bar)\(list)"
    }

    /// `19/23 đã nộp, 12 đã duyệt, hạn hết ngày 05/02/2024`.
    private var progress: String {
        let deadline = page.deadline.map { wording.say(.homeDeadline, ["day": wording.date($0)]) }
        return wording.say(
            .reviewProgress,
            [
                "received": wording.count(page.reports.received),
                "expected": wording.count(page.reports.expected),
                "accepted": wording.count(page.reports.accepted),
                "deadline": deadline.map { ", " + $0 } ?? "",
            ])
    }

    private func count(_ filter: ReviewFilter) -> Int {
        counts.reduce(0) { filter.contains($1.key) ? $0 + $1.value : $0 }
    }

    private func link(_ filter: ReviewFilter) -> HTML {
        let code = filter == .all ? nil : filter.rawValue
        let target = page.address.with("state", code).at("states").text
        return """
            <a href="\(target)"\(if: filter == page.filter, " aria-current=true")>\(cell(filter))</a>
            """
    }

    private func cell(_ filter: ReviewFilter) -> HTML {
        let word = wording.say(filter.key)
        let name: HTML = filter.mark.map { $0.html(word) } ?? "<span class=st>\(word)</span>"
        return "<b class=big>\(wording.count(count(filter)))</b> \(name)\(note(filter))"
    }

    /// Those that are late, where the state does not say it.
    private func note(_ filter: ReviewFilter) -> HTML {
        let (state, key): (ReportState, TextKey)
        switch filter {
        case .submitted: (state, key) = (.submittedLate, .clauseLate)
        case .draft: (state, key) = (.overdueDraft, .countOverdue)
        case .missing: (state, key) = (.overdue, .countOverdue)
        default: return .empty
        }
        guard let late = counts[state], late > 0 else { return .empty }
        return " <small class=dim>\(wording.say(key, ["n": wording.count(late)]))</small>"
    }

    /// Its parts add to the whole; the list beside it says the same in words.
    private var bar: HTML {
        let parts = ReviewFilter.allCases.filter { $0 != .all && count($0) > 0 }
        let total = parts.reduce(0) { $0 + count($1) }
        guard total > 0 else { return .empty }
        var x = 0
        let shapes: [HTML] = parts.map { filter in
            defer { x += count(filter) }
            return "<rect class=\(filter.shade) x=\(x) width=\(count(filter)) height=14 />"
        }
        return """
            <svg class=share viewBox="0 0 \(total) 14" preserveAspectRatio=none \
            aria-hidden=true>\(shapes)</svg>
            """
    }
}
