import Reporting

/// The title of the form with its state, deadline and legal basis.
struct EntryHead {
    let page: EntryPage

    private var wording: Wording { page.wording }

    var body: HTML {
        let title = wording.label(page.version.titleVI, page.version.titleEN)
        return """
            <h1>\(page.unit.name) <span>\(wording.name(.month(page.month)))</span></h1>\
            <p class=lede>\(title)</p><dl class=meta>\(deadline)\
            \(fact(.entryState, state))\
            \(fact(.entryForm, "\(page.version.legalBasis)"))\
            \(fact(.entryOtherMonths, neighbours))</dl>
            """
    }

    private func fact(_ key: TextKey, _ value: HTML) -> HTML {
        "<div><dt>\(wording.say(key))</dt><dd>\(value)</dd></div>"
    }

    private var deadline: HTML {
        guard let deadline = page.deadline else { return .empty }
        let text = wording.say(.entryDeadlineDay, ["day": wording.date(deadline)])
        let extended: HTML =
            page.life.usualDeadline.map {
                "<small class=dim>\(wording.say(.deadlineExtended, ["day": wording.date($0)]))</small> "
            } ?? .empty
        return fact(.entryDeadline, "\(text) \(extended)\(remaining(until: deadline))")
    }

    /// How long is left, said only while it matters.
    private func remaining(until deadline: Day) -> HTML {
        let isOpen = [.due, .overdue, .draft, .overdueDraft, .returned].contains(page.state)
        guard isOpen else { return .empty }
        let days = deadline.number - page.today.number
        let size = wording.count(abs(days))
        if days < 0 {
            return "<span class=no>\(wording.say(.daysLate, ["n": size]))</span>"
        }
        let text = wording.say(days == 0 ? .dueToday : .daysLeft, ["n": size])
        return "<span class=near>\(text)</span>"
    }

    private var state: HTML {
        var details: [String] = []
        if let revision = page.revision {
            details.append(wording.say(.revision, ["n": wording.count(revision)]))
        }
        if let time = page.receivedAt { details.append(wording.moment(time)) }
        let text = details.joined(separator: ", ")
        return "\(page.state.html(wording)) <small class=dim>\(text)</small>"
    }

    private var neighbours: HTML {
        MonthNeighbours(
            wording: wording, month: page.month, readable: page.neighbours,
            address: { month in
                EntryPage.address(unit: page.unit.id, form: page.version.form, month: month).text
            }
        ).body
    }
}
