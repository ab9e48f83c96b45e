import Reporting

/// One's own page.
public struct HomeView {
    private let page: HomePage

    public init(_ page: HomePage) {
        self.page = page
    }

    private var wording: Wording { page.frame.wording }

    public var html: HTML {
        Document(
            frame: page.frame, place: .home, title: title, main: main, scripts: scripts
        ).html
    }

    private var title: String {
        page.frame.viewer == nil ? wording.say(.visitorTitle) : wording.say(.navHome)
    }

    /// Only where reports are typed can any wait.
    private var scripts: [Address] {
        if case .reporter = page.content { page.scripts } else { [] }
    }

    private var main: HTML {
        switch page.content {
        case .reporter(let unit, let tasks): reporter(unit, tasks)
        case .overseer(let overseen): OverseenView(page: page, overseen: overseen).body
        case .visitor(let provinces): visitor(provinces)
        }
    }

    private func reporter(_ unit: UnitLink, _ tasks: [HomePage.Task]) -> HTML {
        // What came back is first: somebody waits for it.
        let returned = tasks.filter { $0.line.state == .returned }
        let overdue = tasks.filter { [.overdue, .overdueDraft].contains($0.line.state) }
        let due = tasks.filter { [.due, .draft].contains($0.line.state) }
        let sent = tasks.filter { !$0.line.state.isOpen }
        return """
            <h1>\(unit.name)</h1><p class=lede>\(sentence(returned, overdue, due, sent))</p>\
            \(WaitingReports(frame: page.frame, scripts: page.scripts).body)\
            \(group(.homeGroupLate, returned + overdue))\(group(.homeGroupDue, due))\
            \(group(.homeGroupSent, sent))\
            <p><a class=tap href="\(unit.dashboard().text)">\(wording.say(.homeOwnFigures))</a></p>
            """
    }

    private func sentence(
        _ returned: [HomePage.Task], _ overdue: [HomePage.Task], _ due: [HomePage.Task],
        _ sent: [HomePage.Task]
    ) -> String {
        let drafts = (overdue + due + sent).count { isDraft($0.line) }
        let parts: [(TextKey, Int)] = [
            (.homeLate, returned.count + overdue.count), (.homeReturned, returned.count),
            (.homeDrafts, drafts),
        ]
        let said = parts.filter { $0.1 > 0 }.map { wording.say($0.0, ["n": wording.count($0.1)]) }
        let next = due.compactMap(\.line.deadline).min().map { deadline in
            wording.say(.homeNext, ["left": left(until: deadline)])
        }
        let late = returned.isEmpty && overdue.isEmpty ? [wording.say(.homeNothingLate)] : []
        return (late + said + [next].compactMap(\.self)).joined(separator: "; ")
    }

    private func isDraft(_ line: MonthLine) -> Bool {
        [.draft, .overdueDraft].contains(line.state) || line.hasDraft
    }

    private func group(_ key: TextKey, _ tasks: [HomePage.Task]) -> HTML {
        guard !tasks.isEmpty else { return .empty }
        return """
            <section><h2>\(wording.say(key))</h2><ul class=tasks>\(tasks.map(item))</ul></section>
            """
    }

    private func item(_ task: HomePage.Task) -> HTML {
        let line = task.line
        let isOpen = line.state.isOpen && maySubmit
        let action = wording.say(isOpen ? .enterReport : .openReport)
        let month = wording.month(line.month)
        let form: HTML = task.form.map { " <span class=\"small dim\">\($0)</span>" } ?? .empty
        return """
            <li><b>\(wording.name(.month(line.month)))\(form)</b>\(line.state.html(wording))\
            <span class="small dim">\(detail(line))\(remarks(line))</span>\
            \(line.form.map { link($0, action, month, isOpen) } ?? .empty)
            """
    }

    private var maySubmit: Bool {
        [.reporter, .admin].contains(page.frame.viewer?.role ?? .viewer)
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
            line.state.isOpen
                ? wording.say(.homeDeadline, ["day": wording.date($0)]) + ", " + left(until: $0)
                : nil
        }
        return [received, deadline].compactMap { $0 }.joined(separator: ", ")
    }

    private func left(until deadline: Day) -> String {
        wording.timeLeft(days: deadline.number - page.today.number)
    }

    /// Why it came back, and whether corrections wait to be sent.
    private func remarks(_ line: MonthLine) -> HTML {
        let reason: HTML =
            line.reason.isEmpty
            ? .empty
            : "<br><b class=near>\(wording.say(.returnReason, ["reason": line.reason]))</b>"
        let draft: HTML =
            line.hasDraft ? "<br><span class=near>\(wording.say(.homeHasDraft))</span>" : .empty
        return reason + draft
    }

    private func visitor(_ provinces: [UnitLink]) -> HTML {
        let search = UnitSearch(wording: wording, query: "").body
        let list = UnitList(wording: wording, title: .visitorProvinces, units: provinces).body
        return """
            <h1>\(wording.say(.visitorTitle))</h1><p class=lede>\(wording.say(.visitorLede))</p>\
            <p class=acts><a class="btn go" href="/login">\(wording.say(.signIn))</a> \
            <a class=btn href="/help">\(wording.say(.navHelp))</a></p>\
            \(if: !provinces.isEmpty, "\(search)\(list)")
            """
    }
}
