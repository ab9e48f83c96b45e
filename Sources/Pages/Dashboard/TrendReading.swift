import Reporting

/// The chart of a year in sentences.
struct TrendReading {
    let page: Dashboard
    let trend: Trend

    private var wording: Wording { page.wording }

    var body: HTML {
        let sentences: [HTML] = [whole, targets, span].filter { !$0.isEmpty }.map {
            "<p>\($0)</p>"
        }
        return """
            <div class=read><h3>\(wording.say(.readingTitle))</h3>\(sentences)\
            <p class=dim>\(wording.say(isCount ? .readingBars : .readingMarks)) \(earlier)</p></div>
            """
    }

    private var earlier: String {
        guard trend.hasEarlier else { return "" }
        return wording.say(.chartEarlier, ["y": String(trend.year - 1)])
    }

    private var isCount: Bool { trend.months.contains { $0?.unit == .count } }

    /// The period shown, as one figure.
    private var whole: String {
        guard let rate = trend.total, rate.tenths != nil else { return "" }
        let text = wording.say(
            .readingWhole, ["period": wording.name(page.period), "value": wording.full(rate)])
        guard rate.denominator != nil else { return text + "." }
        let fraction = text + " (" + wording.fraction(rate) + ")"
        guard let interval = rate.interval else { return fraction + "." }
        return fraction + ", "
            + wording.say(.intervalText, ["ci": wording.interval(interval)]) + "."
    }

    private var targets: String {
        guard let target = trend.target else { return "" }
        let known = named.filter { target.isMet(by: $0.rate) != nil }
        let missed = known.filter { target.isMet(by: $0.rate) == false }
        guard !known.isEmpty else { return "" }
        let list = missed.map { wording.month($0.month) + " (" + wording.value($0.rate) + ")" }
        return wording.say(
            missed.isEmpty ? .readingAllMet : .readingMissed,
            [
                "n": wording.count(missed.count), "target": target.text(wording),
                "list": list.joined(separator: ", "),
            ])
    }

    private var span: String {
        let ordered = named.sorted { ($0.rate.value ?? 0) < ($1.rate.value ?? 0) }
        guard let low = ordered.first, let high = ordered.last, ordered.count > 1 else {
            return ""
        }
        return wording.say(
            .chartSummary,
            [
                "low": wording.full(low.rate), "lowMonth": wording.month(low.month),
                "high": wording.full(high.rate), "highMonth": wording.month(high.month),
            ])
    }

    /// The months that have a value.
    private var named: [(month: Month, rate: Rate)] {
        trend.months.enumerated().compactMap { index, rate in
            guard let rate, rate.tenths != nil else { return nil }
            return (Month(year: trend.year, month: index + 1), rate)
        }
    }
}
