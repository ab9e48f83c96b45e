import Reporting

/// The months of a year as one figure: dots with intervals on a curve for a rate, bars for a
/// count; the target is a dashed line.
///
/// Positions across are per cent of the plot and positions down are pixels, so that text stays
/// sharp at any width. The style sheet keeps room for the axis beside the plot. On a phone only
/// those values are written that tell most and do not touch each other; the table behind the
/// figure (`TrendTable`) holds all numbers.
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
    /// Ticks with more letters than this need a wider margin.
    private static let narrowTickLength = 5

    var body: HTML {
        """
        <svg class="chart\(if: hasWideTicks, " far")" role=img aria-label="\(title). \(summary)">\
        \(grid)\(targetLabel)<svg y=10 width="100%" height=200 viewBox="0 0 1200 200" \
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
        return zip(scale.ticks, tickTexts).map { tick, text in
            let down = 10 + Self.plotHeight * (1 - scale.share(tick))
            return """
                <line class=axis x1=-6 x2="100%" y1="\(Coordinate.text(down))" \
                y2="\(Coordinate.text(down))"/><text x=-12 y="\(Coordinate.text(down + 4))" \
                text-anchor=end>\(text)</text>
                """
        }
    }

    /// The highest with its unit.
    private var tickTexts: [String] {
        let ticks = scale.ticks
        let unit = months.compactMap { $0 }.first.map { wording.suffix($0.unit) } ?? ""
        return ticks.map { tick in
            let isTop = tick == ticks.last && unit.utf8.count <= 4
            return wording.written(tick) + (isTop ? unit : "")
        }
    }

    private var hasWideTicks: Bool {
        tickTexts.contains { $0.count > Self.narrowTickLength }
    }

    private var goal: HTML {
        guard let target else { return .empty }
        return "<path class=aim d=\"M0 \(Coordinate.text(y(target)))H1200\"/>"
    }

    private var targetLabel: HTML {
        guard let target, let targetText else { return .empty }
        let down = Coordinate.text(10 + y(target) + 4)
        return "<text class=near x=\"100%\" dx=5 y=\(down)>\(targetText)</text>"
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
        let onPhone = ChartLabels(texts: valueTexts, values: months.map { $0?.value }).kept
        return months.enumerated().map { index, rate in
            let x = Coordinate.text((Double(index) + 0.5) / 12 * 100)
            let month = wording.monthMark(Month(year: year, month: index + 1))
            return """
                <text class="m wide-only" x="\(x)%" y=232>\(month)</text>\
                <text class="m narrow-only" x="\(x)%" y=232>\(index + 1)</text>\
                <text class="v\(if: rate.map(isMissed) ?? false, " near")\
                \(if: !onPhone.contains(index), " wide-only")" x="\(x)%" \
                y=250>\(valueTexts[index])</text>
                """
        }
    }

    private var valueTexts: [String] {
        months.map { rate in rate.map { wording.value($0) } ?? Wording.nothing }
    }
}
