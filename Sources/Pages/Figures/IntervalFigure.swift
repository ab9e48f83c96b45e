import Reporting

/// One value as a dot, its 95 % interval as a thin line, the target as an upright tick.
///
/// The drawing stretches with its cell; strokes keep their width (`vector-effect` in the style
/// sheet), and a dot is a line of length 0 with round ends, so nothing is distorted.
struct IntervalFigure {
    let rate: Rate
    let target: Double?
    let scale: Scale

    /// Without text, for a table whose row says the numbers.
    var body: HTML {
        """
        <svg class=ci viewBox="0 0 1000 16" preserveAspectRatio=none aria-hidden=true>\
        \(shapes)</svg>
        """
    }

    /// With the ends of the axis, for a card.
    func labelled(_ wording: Wording) -> HTML {
        """
        <svg class="ci named" aria-hidden=true><svg viewBox="0 0 1000 16" \
        preserveAspectRatio=none width="100%" height=16><path class=axis d="M0 15H1000"/>\
        \(shapes)</svg><text y=29>\(wording.written(scale.low))</text>\
        <text x="100%" y=29 text-anchor=end>\(wording.written(scale.high))</text></svg>
        """
    }

    private var shapes: HTML {
        "\(whisker)\(tick)\(dot)"
    }

    private var whisker: HTML {
        guard let interval = rate.interval else { return .empty }
        return "<path class=whisk d=\"M\(x(interval.low)) 8H\(x(interval.high))\"/>"
    }

    private var tick: HTML {
        guard let target else { return .empty }
        return "<path class=tick d=\"M\(x(target)) 0V16\"/>"
    }

    private var dot: HTML {
        guard let value = rate.value else { return .empty }
        return "<path class=dot d=\"M\(x(value)) 8h0\"/>"
    }

    private func x(_ value: Double) -> Int {
        Int((scale.share(value) * 1_000).rounded())
    }
}
