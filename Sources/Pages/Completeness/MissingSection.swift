import Reporting

/// Who has not reported, each with the way to the form, and the same as a text to send on.
struct MissingSection {
    let page: CompletenessPage

    private var wording: Wording { page.wording }
    private var leftOut: Int { page.missingUnits - page.missing.count }

    private typealias Gaps = KeyPath<MissingLine, [MissingLine.Gap]>

    /// The two groups: who is late, and who still has time.
    private var groups: [(key: TextKey, gaps: Gaps, tone: HTML)] {
        [(.missingOverdue, \.overdue, "no"), (.missingDue, \.due, "none")]
    }

    var body: HTML {
        guard page.reports.expected > 0 else { return .empty }
        return """
            <section aria-labelledby=missing><header><h2 id=missing>\(title)</h2></header>\
            \(page.missing.isEmpty ? .empty : lists)</section>
            """
    }

    private var title: String {
        guard !page.missing.isEmpty else { return wording.say(.missingNobody) }
        return wording.say(
            .missingTitle,
            [
                "n": wording.count(page.reports.outstanding),
                "units": wording.count(page.missingUnits),
            ])
    }

    private var lists: HTML {
        """
        \(groups.map { list($0.key, $0.gaps, $0.tone) })\(more)\
        <div class="copy no-print"><label for=copy>\(wording.say(.missingCopy))</label>\
        <textarea id=copy readonly rows=\(min(text.count + 2, 14))>\
        \(text.joined(separator: "\n"))</textarea></div>
        """
    }

    private func list(_ key: TextKey, _ gaps: Gaps, _ tone: HTML) -> HTML {
        let lines = page.missing.filter { !$0[keyPath: gaps].isEmpty }
        guard !lines.isEmpty else { return .empty }
        return """
            <h3 class="\(tone)">\(heading(key, gaps))</h3>\
            <ul class="units gaps">\(lines.map { item($0.unit, $0[keyPath: gaps]) })</ul>
            """
    }

    /// With their number, unless the list is only the first part of them.
    private func heading(_ key: TextKey, _ gaps: Gaps) -> String {
        let count = page.missing.reduce(0) { $0 + $1[keyPath: gaps].count }
        return leftOut > 0 ? wording.say(key) : wording.say(key) + ": " + wording.count(count)
    }

    private func item(_ unit: UnitLink, _ gaps: [MissingLine.Gap]) -> HTML {
        let isOneMonth = page.period.kind == .month
        let links: [HTML] = MonthRun.runs(gaps).map { run in
            let text = isOneMonth ? unit.name : run.text(wording)
            return "<a class=tap href=\"\(run.first.form.text)\">\(text)</a> "
        }
        return isOneMonth ? "<li>\(links)" : "<li><b>\(unit.name)</b> \(links)"
    }

    private var more: HTML {
        guard leftOut > 0 else { return .empty }
        return "<p class=dim>\(wording.say(.missingMore, ["n": wording.count(leftOut)]))</p>"
    }

    /// Short lines, as they are read on a phone.
    private var text: [String] {
        let head = wording.say(
            .missingTextHead,
            [
                "unit": page.unit.name, "period": wording.name(page.period),
                "day": wording.date(page.today),
            ])
        return [head] + groups.flatMap { lines($0.key, $0.gaps) }
    }

    private func lines(_ key: TextKey, _ gaps: Gaps) -> [String] {
        let lines = page.missing.filter { !$0[keyPath: gaps].isEmpty }
        guard !lines.isEmpty else { return [] }
        return [heading(key, gaps)]
            + lines.map { line in
                guard page.period.kind != .month else { return "- " + line.unit.name }
                let runs = MonthRun.runs(line[keyPath: gaps]).map { $0.text(wording) }
                return "- " + line.unit.name + ": " + runs.joined(separator: ", ")
            }
    }
}
