/// A unit's figures beside those of the period before and of the year before.
public struct AggregateComparison: Sendable {
    public let own: Aggregate
    /// Nil where the unit did not exist then, or the reader may not see it; likewise below.
    public let previous: Aggregate?
    public let yearBefore: Aggregate?

    public init(own: Aggregate, previous: Aggregate?, yearBefore: Aggregate?) {
        self.own = own
        self.previous = previous
        self.yearBefore = yearBefore
    }

    /// How an indicator has moved since an earlier aggregate.
    public func change(of code: String, from earlier: Aggregate) -> IndicatorChange? {
        guard let now = own.indicators.first(where: { $0.indicator.code == code }),
            let before = earlier.indicators.first(where: { $0.indicator.code == code })
        else { return nil }
        return IndicatorChange(from: before, to: now)
    }
}
