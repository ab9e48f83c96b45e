import Reporting

/// The units below with their reports and the indicators that matter most.
struct ChildrenTable {
    let page: Dashboard
    let lines: [ChildLine]

    /// Beyond so many rows the small figures, and then the other indicators, are left out: a
    /// page stays below 100 KB, and each unit's own page has them.
    private static let figuredRowsMax = 30
    static let detailedRowsMax = 100
    private static let otherColumnsMax = 4

    private var wording: Wording { page.wording }

    var body: HTML {
        let title = wording.say(.belowTitle)
        let content = lines.isEmpty ? empty : table(title)
        return """
            <section aria-labelledby=below><header><h2 id=below>\(title)</h2>\
            <span class="small dim">\(unitCount)</span></header>\(content)</section>
            """
    }

    private var unitCount: String {
        wording.say(.unitCount, ["n": wording.count(lines.count)])
    }

    private var empty: HTML {
        "<p>\(wording.say(.belowEmpty))</p>"
    }

    /// The indicator of the chart, if the rows have it.
    private var chosen: IndicatorLine? {
        guard let trend = page.trend, hasRates(trend.key) else { return nil }
        return page.indicators.first { $0.code == trend.code }
            ?? IndicatorLine(
                code: trend.key, label: trend.label, group: "", rate: trend.total, target: nil)
    }

    /// The target that rows are held against: of a plain count there is none.
    private func goal(_ line: IndicatorLine) -> TargetLine? {
        isDivided(line) ? line.target : nil
    }

    private func isDivided(_ line: IndicatorLine) -> Bool {
        lines.contains { $0.rates[line.code]?.denominator != nil }
    }

    private var others: [IndicatorLine] {
        let lines = page.goals.filter { $0.code != chosen?.code && hasRates($0.code) }
        return Array(lines.prefix(isDetailed ? Self.otherColumnsMax : 0))
    }

    private func hasRates(_ code: String) -> Bool {
        lines.contains { $0.rates[code] != nil }
    }

    private var isFigured: Bool { lines.count <= Self.figuredRowsMax }
    private var isDetailed: Bool { lines.count <= Self.detailedRowsMax }

    private func table(_ title: String) -> HTML {
        """
        \(summary)\(if: chosen != nil, SwipeHint(wording: wording).body)<div class=scroll tabindex=0 role=group aria-label="\(title)">\
        <table class="grid rows"><caption class=vh>\(title)</caption>\
        <thead><tr>\(heads)</tr></thead><tbody>\(ownRow)\(lines.map(row))</tbody></table></div>\
        \(UndividedNote(wording: wording, units: page.undivided).body)
        """
    }

    private var heads: HTML {
        """
        <th scope=col>\(wording.say(.columnUnit))\
        <th scope=col class=num>\(wording.say(.columnReports))\
        <th scope=col class=num>\(wording.say(.columnLate))\(chosen.map(chosenHeads) ?? .empty)\
        \(others.map(otherHead))
        """
    }

    private func chosenHeads(_ line: IndicatorLine) -> HTML {
        """
        <th scope=col class="num wide">\(line.shortLabel)\
        \(if: isDivided(line), "<th scope=col class=num>n/N")\
        \(if: isFigured && hasInterval, figureHead(line))\
        \(if: goal(line) != nil && isDetailed, "<th scope=col>\(wording.say(.columnTarget))")
        """
    }

    private func figureHead(_ line: IndicatorLine) -> HTML {
        let scale = scale
        let goal = goal(line).map { $0.text(wording) } ?? ""
        return """
            <th scope=col class=fig><span class=ends><span>\(wording.written(scale.low))</span>\
            <span class=near>\(goal)</span><span>\(wording.written(scale.high))</span></span>\
            <span class=vh>\(wording.say(.columnInterval))</span>
            """
    }

    private func otherHead(_ line: IndicatorLine) -> HTML {
        let goal = goal(line).map { $0.text(wording) } ?? ""
        return """
            <th scope=col class="num wide">\(line.shortLabel) <span class="near nb">\(goal)</span>
            """
    }

    private var hasInterval: Bool {
        lines.contains { line in chosen.flatMap { line.rates[$0.code]?.interval } != nil }
    }

    private var scale: Scale {
        guard let chosen else { return Scale(covering: [0, 1], fromZero: false) }
        var values = goal(chosen).map { [$0.value] } ?? []
        for line in lines {
            guard let rate = line.rates[chosen.code], let interval = rate.interval else { continue }
            values += [interval.low, interval.high]
        }
        let isPercent = chosen.rate?.unit == .percent
        return Scale(covering: values, fromZero: false, ceiling: isPercent ? 100 : nil)
    }

    /// The unit itself as the first row, so that each row below can be held against it.
    private var ownRow: HTML {
        var rates = Dictionary(
            page.indicators.compactMap { line in line.rate.map { (line.code, $0) } },
            uniquingKeysWith: { first, _ in first })
        if let trend = page.trend, trend.code == nil { rates[trend.key] = trend.total }
        let targets = Dictionary(
            page.indicators.compactMap { line in goal(line).map { (line.code, $0) } },
            uniquingKeysWith: { first, _ in first })
        let own = ChildLine(
            unit: page.unit, reports: page.reports, rates: rates, targets: targets)
        return "<tr class=sum><th scope=row>\(page.unit.name)\(cells(own))"
    }

    private func row(_ line: ChildLine) -> HTML {
        let query = page.address.query
        let name: HTML = """
            <th scope=row><a href="\(line.unit.dashboard(query).text)">\(line.unit.name)</a>
            """
        return "<tr>\(name)\(cells(line))"
    }

    private func cells(_ row: ChildLine) -> HTML {
        let reports = row.reports
        let received = wording.count(reports.received) + "/" + wording.count(reports.expected)
        return """
            <td\(if: reports.outstanding > 0, " class=no")>\(received)\
            <td\(if: reports.late > 0, " class=near")>\(wording.count(reports.late))\
            \(chosen.map { chosenCells($0, row) } ?? .empty)\
            \(others.map { otherCell($0, row) })
            """
    }

    private func chosenCells(_ line: IndicatorLine, _ row: ChildLine) -> HTML {
        let rate = row.rates[line.code]
        return """
            <td class=v>\(rate.map { wording.value($0) } ?? Wording.nothing)\
            \(if: isDivided(line), "<td class=dim>\(rate.map { wording.fraction($0) } ?? "")")\
            \(if: isFigured && hasInterval, figureCell(line, rate))\
            \(if: goal(line) != nil && isDetailed, targetCell(line, row))
            """
    }

    private func figureCell(_ line: IndicatorLine, _ rate: Rate?) -> HTML {
        guard let rate else { return "<td class=fig>" }
        let figure = IntervalFigure(rate: rate, target: goal(line)?.value, scale: scale)
        return "<td class=fig>\(figure.body)"
    }

    /// In the words of the card.
    private func targetCell(_ line: IndicatorLine, _ row: ChildLine) -> HTML {
        guard row.rates[line.code]?.value != nil, let standing = row.standing(line.code) else {
            return "<td class=l>"
        }
        let word = wording.say(standing.key)
        return "<td class=l>\(isFigured ? standing.mark.html(word) : standing.mark.word(word))"
    }

    /// How many units miss the target, and how many of them beyond chance.
    private var summary: HTML {
        guard let chosen, goal(chosen) != nil else { return .empty }
        let standings = lines.compactMap { $0.standing(chosen.code) }
        let missed = standings.count { [.justMissed, .missed, .offTrack].contains($0) }
        let sure = standings.count { [.missed, .offTrack].contains($0) }
        let key: TextKey =
            missed == 0 ? .belowAllMet : sure == 0 ? .belowNoneSure : .belowSomeSure
        let text = wording.say(
            key, ["n": wording.count(missed), "sure": wording.count(sure)])
        return "<p class=by>\(chosen.shortLabel): \(text)</p>"
    }

    private func otherCell(_ line: IndicatorLine, _ row: ChildLine) -> HTML {
        guard let rate = row.rates[line.code], rate.value != nil else {
            return "<td>\(Wording.nothing)"
        }
        let isMissed = row.standing(line.code)?.mark == .missed
        return "<td\(if: isMissed, " class=no")>\(wording.value(rate))"
    }
}
