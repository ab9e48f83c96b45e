import Reporting

/// Twelve months of one indicator in the height of a line of text: a curve for shares, bars for
/// counts and for rare events, where one case more would make a curve jump.
struct Sparkline {
    let wording: Wording
    let months: [Rate?]
    let target: Double?

    var body: HTML {
        guard months.contains(where: { $0?.value != nil }) else { return .empty }
        return """
            <svg class=spark viewBox="0 0 120 60" preserveAspectRatio=none role=img \
            aria-label="\(summary)">\(drawing)</svg>
            """
    }

    private var drawing: HTML {
        showsBars ? bars : "\(goal)\(curve)"
    }

    private var showsBars: Bool {
        months.contains { $0?.unit == .count || ($0?.per ?? 0) >= 1_000 }
    }

    /// What the line shows, in words: its ends and its extremes.
    private var summary: String {
        if showsBars {
            let counts = months.map { wording.count($0?.numerator) }.joined(separator: ", ")
            return wording.say(.sparkCounts, ["list": counts])
        }
        let known = months.compactMap { $0 }.filter { $0.value != nil }
        let ordered = known.sorted { ($0.value ?? 0) < ($1.value ?? 0) }
        guard let low = ordered.first, let high = ordered.last else { return "" }
        return wording.say(
            .sparkRange, ["low": wording.value(low), "high": wording.full(high)])
    }

    private var scale: Scale {
        let values = months.compactMap { $0?.value } + (target.map { [$0] } ?? [])
        let middle = (values.min() ?? 0) / 2 + (values.max() ?? 0) / 2
        // At least ten points high, so that a change of half a point does not look like a fall.
        return Scale(covering: values + [max(0, middle - 5), middle + 5], fromZero: false)
    }

    /// Whole numbers in a drawing of twice the height: shorter than decimals.
    private func y(_ value: Double, _ scale: Scale) -> Int {
        Int((54 - scale.share(value) * 48).rounded())
    }

    private var goal: HTML {
        guard let target else { return .empty }
        return "<path class=aim d=\"M0 \(y(target, scale))H120\"/>"
    }

    private var curve: HTML {
        let scale = scale
        var path = ""
        var last: (x: Int, y: Int)?
        for (index, rate) in months.enumerated() {
            guard let value = rate?.value else { continue }
            let point = (x: 5 + index * 10, y: y(value, scale))
            // A step to the right of its neighbour; across a gap the curve starts anew.
            if let last, last.x == point.x - 10 {
                path += "l10 \(point.y - last.y)"
            } else {
                path += "M\(point.x) \(point.y)"
            }
            last = point
        }
        guard let last else { return .empty }
        return """
            <path class=curve d="\(path)"/><path class="dot small" d="M\(last.x) \(last.y)h0"/>
            """
    }

    private var bars: HTML {
        let highest = months.compactMap { $0?.numerator.double }.max() ?? 0
        var path = ""
        for (index, rate) in months.enumerated() where (rate?.numerator ?? 0) > 0 {
            let height = (rate?.numerator.double ?? 0) / max(highest, 4) * 54
            path += "M\(5 + index * 10) 58v-\(Int(height.rounded()))"
        }
        return "<path class=axis d=\"M0 59H120\"/><path class=bars d=\"\(path)\"/>"
    }
}
