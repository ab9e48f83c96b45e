import Reporting

/// The months of a year as one figure: dots with intervals on a curve for a rate, bars for a
/// count; the target is a dashed line.
///
/// Positions across are per cent and positions down are pixels, so that text stays sharp at any
/// width; the table behind the figure (`TrendTable`) holds the same numbers.
struct YearChart {
    let wording: Wording
    let title: String
    let year: Int
    /// January to December; nil where nothing is known.
    let months: [Rate?]
    /// The same of the year before, drawn pale behind; or empty.
    var earlierMonths: [Rate?] = []
    let target: Double?
    let targetText: String?
    /// Whether a month by itself misses the target; its number is then marked.
    var isMissed: (Rate) -> Bool = { _ in false }

    private static let plotHeight = 200.0
    private static let left = 7.0
    private static let width = 88.0

    var body: HTML {
        """
        <svg class=chart role=img aria-label="\(title). \(summary)">\
        \(grid)\(targetLabel)<svg x="7%" y=10 width="88%" height=200 viewBox="0 0 1200 200" \
        preserveAspectRatio=none>\(earlier)\(goal)\(isCount ? bars : curve)</svg>\(labels)</svg>
        """
    }

    private var isCount: Bool {
        months.contains { $0?.unit == .count }
    }

    private var scale: Scale {
        var values = (months + earlierMonths).compactMap { $0?.value }
        for interval in months.compactMap({ $0?.interval }) {
            values += [interval.low, interval.high]
        }
        if let target { values.append(target) }
        let isShare = months.contains { $0?.isShare == true && $0?.unit == .percent }
        return Scale(covering: values, fromZero: isCount, ceiling: isShare ? 100 : nil)
    }

    private var summary: String {
        let pairs = months.enumerated().compactMap { index, rate in
            rate.map { (Month(year: year, month: index + 1), $0) }
        }.filter { $0.1.value != nil }
        let ordered = pairs.sorted { ($0.1.value ?? 0) < ($1.1.value ?? 0) }
        guard let low = ordered.first, let high = ordered.last else {
            return wording.say(.chartEmpty)
        }
        let text = wording.say(
            .chartSummary,
            [
                "low": wording.full(low.1), "lowMonth": wording.month(low.0),
                "high": wording.full(high.1), "highMonth": wording.month(high.0),
            ])
        return targetText.map { text + " " + $0 } ?? text
    }

    private func y(_ value: Double) -> Double {
        Self.plotHeight * (1 - scale.share(value))
    }

    private var grid: [HTML] {
        let scale = scale
        let unit = months.compactMap { $0 }.first.map { wording.suffix($0.unit) } ?? ""
        return scale.ticks.map { tick in
            let down = 10 + Self.plotHeight * (1 - scale.share(tick))
            let isTop = tick == scale.ticks.last && unit.utf8.count <= 4
            let text = wording.written(tick) + (isTop ? unit : "")
            return """
                <line class=axis x1="6%" x2="95%" y1="\(Coordinate.text(down))" \
                y2="\(Coordinate.text(down))"/><text x="5%" y="\(Coordinate.text(down + 4))" \
                text-anchor=end>\(text)</text>
                """
        }
    }

    private var goal: HTML {
        guard let target else { return .empty }
        return "<path class=aim d=\"M0 \(Coordinate.text(y(target)))H1200\"/>"
    }

    private var targetLabel: HTML {
        guard let target, let targetText else { return .empty }
        let down = Coordinate.text(10 + y(target) + 4)
        return "<text class=near x=\"95.5%\" y=\(down)>\(targetText)</text>"
    }

    private var curve: HTML {
        var line = ""
        var whiskers = ""
        var dots = ""
        var isDrawing = false
        for (index, rate) in months.enumerated() {
            guard let rate, let value = rate.value else { isDrawing = false; continue }
            let x = String(50 + index * 100)
            let point = x + " " + Coordinate.text(y(value))
            line += (isDrawing ? "L" : "M") + point
            dots += "M" + point + "h0"
            if let interval = rate.interval {
                whiskers += "M" + x + " " + Coordinate.text(y(interval.low))
                whiskers += "V" + Coordinate.text(y(interval.high))
            }
            isDrawing = true
        }
        return """
            <path class=whisk d="\(whiskers)"/><path class=curve d="\(line)"/>\
            <path class="dot big" d="\(dots)"/>
            """
    }

    private var earlier: HTML {
        var line = ""
        var isDrawing = false
        for (index, rate) in earlierMonths.enumerated() {
            guard let value = rate?.value else { isDrawing = false; continue }
            line += (isDrawing ? "L" : "M") + String(50 + index * 100) + " "
            line += Coordinate.text(y(value))
            isDrawing = true
        }
        return line.isEmpty ? .empty : "<path class=\"curve past\" d=\"\(line)\"/>"
    }

    private var bars: HTML {
        var path = ""
        for (index, rate) in months.enumerated() {
            guard let value = rate?.value, value > 0 else { continue }
            let top = Coordinate.text(y(value))
            path += "M\(18 + index * 100) 200V\(top)h64V200z"
        }
        return "<path class=bar d=\"\(path)\"/>"
    }

    /// Month and value under each position.
    private var labels: [HTML] {
        months.enumerated().map { index, rate in
            let x = Coordinate.text(Self.left + Self.width * (Double(index) + 0.5) / 12)
            let month = wording.monthMark(Month(year: year, month: index + 1))
            let value = rate.map { wording.value($0) } ?? Wording.nothing
            return """
                <text class=m x="\(x)%" y=232>\(month)</text>\
                <text class="v\(if: rate.map(isMissed) ?? false, " near")" x="\(x)%" \
                y=250>\(value)</text>
                """
        }
    }
}
