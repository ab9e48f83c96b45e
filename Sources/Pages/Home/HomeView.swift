import Reporting

/// One's own page.
public struct HomeView {
    private let page: HomePage

    public init(_ page: HomePage) {
        self.page = page
    }

    private var wording: Wording { page.frame.wording }

    public var html: HTML {
        Document(frame: page.frame, place: .home, title: title, main: main).html
    }

    private var title: String {
        page.frame.viewer == nil ? wording.say(.visitorTitle) : wording.say(.navHome)
    }

    private var main: HTML {
        switch page.content {
        case .reporter(let unit, let tasks): reporter(unit, tasks)
        case .overseer(let unit, let month, let reports, let below):
            overseer(unit, month, reports, below)
        case .visitor(let provinces): visitor(provinces)
        }
    }

    private func reporter(_ unit: UnitLink, _ tasks: [HomePage.Task]) -> HTML {
        let late = tasks.filter { [.overdue, .overdueDraft, .returned].contains($0.line.state) }
        let due = tasks.filter { [.due, .draft].contains($0.line.state) }
        let sent = tasks.filter {
            [.submitted, .submittedLate, .accepted].contains($0.line.state)
        }
        let count = wording.count(late.count)
        let sentence =
            late.isEmpty
            ? wording.say(.homeNothingLate) : wording.say(.homeLate, ["n": count])
        return """
            <h1>\(unit.name)</h1><p class=lede>\(sentence)</p>\
            \(group(.homeGroupLate, late))\(group(.homeGroupDue, due))\
            \(group(.homeGroupSent, sent))\
            <p><a class=tap href="\(unit.dashboard().text)">\(wording.say(.homeOwnFigures))</a></p>
            """
    }

    private func group(_ key: TextKey, _ tasks: [HomePage.Task]) -> HTML {
        guard !tasks.isEmpty else { return .empty }
        return """
            <section><h2>\(wording.say(key))</h2><ul class=tasks>\(tasks.map(item))</ul></section>
            """
    }

    private func item(_ task: HomePage.Task) -> HTML {
        let line = task.line
        let action = wording.say(line.state.isOpen ? .enterReport : .openReport)
        let month = wording.month(line.month)
        let form: HTML = task.form.map { " <span class=\"small dim\">\($0)</span>" } ?? .empty
        return """
            <li><b>\(wording.name(.month(line.month)))\(form)</b>\(line.state.html(wording))\
            <span class="small dim">\(detail(line))</span>\
            \(line.form.map { link($0, action, month, line.state.isOpen) } ?? .empty)
            """
    }

    private func link(_ form: Address, _ text: String, _ month: String, _ isOpen: Bool) -> HTML {
        """
        <a class="btn\(if: isOpen, " go")" href="\(form.text)">\(text) \
        <span class=vh>\(month)</span></a>
        """
    }

    /// When it came, and until when it has to come where it is still waited for.
    private func detail(_ line: MonthLine) -> String {
        let received = line.receivedAt.map {
            wording.say(.homeReceived, ["time": wording.moment($0)])
        }
        let deadline = line.deadline.flatMap {
            line.state.isOpen ? wording.say(.homeDeadline, ["day": wording.date($0)]) : nil
        }
        return [received, deadline].compactMap { $0 }.joined(separator: ", ")
    }

    private func overseer(
        _ unit: UnitLink, _ month: Month, _ reports: ReportTally, _ below: [UnitLink]
    ) -> HTML {
        let sentence = wording.say(
            .reviewSentence,
            [
                "unit": wording.name(.month(month)), "received": wording.count(reports.received),
                "expected": wording.count(reports.expected),
                "onTime": wording.count(reports.onTime),
                "missing": wording.count(reports.outstanding),
            ])
        let review = ReviewPage.address(unit, month).text
        return """
            <h1>\(unit.name)</h1><p class=lede>\(sentence)</p><p class=acts>\
            <a class="btn go" href="\(unit.dashboard().text)">\(wording.say(.navFigures))</a> \
            <a class=btn href="\(review)">\(wording.say(.navReview))</a></p>\
            \(UnitSearch(wording: wording, query: "").body)\(list(.belowTitle, below))
            """
    }

    private func visitor(_ provinces: [UnitLink]) -> HTML {
        let search = UnitSearch(wording: wording, query: "").body
        return """
            <h1>\(wording.say(.visitorTitle))</h1><p class=lede>\(wording.say(.visitorLede))</p>\
            <p class=acts><a class="btn go" href="/login">\(wording.say(.signIn))</a> \
            <a class=btn href="/help">\(wording.say(.navHelp))</a></p>\
            \(if: !provinces.isEmpty, "\(search)\(list(.visitorProvinces, provinces))")
            """
    }

    private func list(_ key: TextKey, _ units: [UnitLink]) -> HTML {
        guard !units.isEmpty else { return .empty }
        let items: [HTML] = units.map {
            "<li><a class=tap href=\"\($0.dashboard().text)\">\($0.name)</a>"
        }
        return "<section><h2>\(wording.say(key))</h2><ul class=units>\(items)</ul></section>"
    }
}
