/// An axis with round ticks that covers its values.
struct Scale {
    let low: Double
    let high: Double
    let step: Double

    /// - Parameters:
    ///   - values: All that must lie on the axis: values, interval bounds, the target.
    ///   - fromZero: Counts begin at 0, since a bar's length is read as the number.
    ///   - ceiling: What no value can exceed, such as 100 %.
    init(covering values: [Double], fromZero: Bool, ceiling: Double? = nil) {
        var bottom = values.min() ?? 0
        var top = values.max() ?? 1
        if fromZero || bottom < (top - bottom) / 2 { bottom = min(0, bottom) }
        if top - bottom < top * 0.01 || top == bottom {
            top += max(abs(top) * 0.01, 0.5)
            bottom = max(min(0, bottom), bottom - abs(bottom) * 0.01)
        }
        if let ceiling, values.allSatisfy({ $0 <= ceiling }) { top = min(top, ceiling) }
        let step = Self.roundStep(near: (top - bottom) / 4, whole: fromZero)
        self.step = step
        low = (bottom / step).rounded(.down) * step
        let roundTop = (top / step).rounded(.up) * step
        high = ceiling.map { top <= $0 ? min($0, roundTop) : roundTop } ?? roundTop
    }

    var ticks: [Double] {
        let count = Int(((high - low) / step + 1e-9).rounded(.down))
        return (0...count).map { low + Double($0) * step }
    }

    /// Where a value lies: 0 at the low end, 1 at the high end; held inside.
    func share(_ value: Double) -> Double {
        min(1, max(0, (value - low) / (high - low)))
    }

    /// The next 1, 2 or 5 times a power of ten.
    private static func roundStep(near rough: Double, whole: Bool) -> Double {
        var power = 1.0
        while power * 10 <= rough { power *= 10 }
        while power > rough, power > 1e-6 { power /= 10 }
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? power * 10
        return whole ? max(1, step) : step
    }
}
