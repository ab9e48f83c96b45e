import Reporting

/// One indicator with its target: value, n of N, interval, state and the year's course.
struct GoalCard {
    let page: Dashboard
    let line: IndicatorLine

    private var wording: Wording { page.wording }

    var body: HTML {
        guard let target = line.target else { return .empty }
        let standing = target.standing(line.rate)
        return """
            <article class="goal is-\(standing.mark.rawValue)">\
            <h3><a href="\(address.here)#trend">\(line.shortLabel)</a></h3>\
            \(standing.mark.html(wording.say(standing.key)))\
            <p class=big>\(line.rate.map { wording.full($0) } ?? Wording.nothing)</p>\
            <p>\(fraction)\(small)</p>\(figure(target))<p>\(interval)</p>\
            <p class=near>\(wording.say(
                .targetOfYear, ["y": String(target.year), "value": target.text(wording)]))\
            \(unit)\(gap(target))</p>\(changes)\(course)</article>
            """
    }

    private var address: Address {
        page.address.with("indicator", line.code)
    }

    private var fraction: String {
        guard let rate = line.rate else { return wording.say(.noFigure) }
        return rate.denominator == nil ? "" : "n/N = " + wording.fraction(rate)
    }

    private var small: HTML {
        line.rate?.isSmall == true ? " <small>\(wording.say(.smallNumbers))</small>" : .empty
    }

    private func gap(_ target: TargetLine) -> HTML {
        target.gap == nil ? .empty : "<br>\(wording.gap(target, line.noun))"
    }

    private var changes: HTML {
        let known = line.changes.filter { $0.difference != nil }
        let parts: [HTML] = known.map { change in
            "<li>\(wording.name(change.since)): \(change.html(wording))"
        }
        return parts.isEmpty ? .empty : "<ul class=changes>\(parts)</ul>"
    }

    private var unit: String {
        line.rate.map { wording.suffix($0.unit) } ?? ""
    }

    private var interval: String {
        guard let interval = line.rate?.interval else { return "" }
        return wording.say(.intervalText, ["ci": wording.interval(interval)])
    }

    private func figure(_ target: TargetLine) -> HTML {
        guard let rate = line.rate, let value = rate.value else { return "<span></span>" }
        var values = [value, target.value]
        if let interval = rate.interval { values += [interval.low, interval.high] }
        let ceiling = rate.isShare && rate.unit == .percent ? 100.0 : nil
        // Room on both sides, so that neither dot nor tick sits on the end of the axis.
        let low = values.min() ?? 0
        let high = values.max() ?? 0
        let room = (high - low) * 0.2
        values += [max(0, low - room), min(ceiling ?? high + room, high + room)]
        let scale = Scale(covering: values, fromZero: false, ceiling: ceiling)
        return IntervalFigure(rate: rate, target: target.value, scale: scale).labelled(wording)
    }

    private var course: HTML {
        let spark = Sparkline(
            wording: wording, months: line.months, target: line.monthlyTarget?.value)
        guard spark.body != .empty else { return .empty }
        return "<div class=course>\(spark.body)</div>"
    }
}
