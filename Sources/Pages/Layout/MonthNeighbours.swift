import Reporting

/// The ways to the month before and the month after; one without a page is shown as text.
struct MonthNeighbours {
    let wording: Wording
    let month: Month
    /// Those of the two that there is a page of.
    let readable: [Month]
    let address: (Month) -> String

    var body: HTML {
        let previous = month - 1
        let next = month + 1
        return """
            \(link(previous, "‹ " + wording.month(previous), "prev")) \
            \(link(next, wording.month(next) + " ›", "next"))
            """
    }

    private func link(_ month: Month, _ text: String, _ relation: HTML) -> HTML {
        guard readable.contains(month) else { return "<span class=\"small dim\">\(text)</span>" }
        return "<a rel=\(relation) href=\"\(address(month))\">\(text)</a>"
    }
}
