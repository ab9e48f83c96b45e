import Reporting

/// The figures that the prose is written from, by the catalogue's codes.
///
/// What the catalogue does not know is nobody's to report and is passed over; what it knows and
/// nobody gave is said to be missing. The two are never mixed up.
struct ResultsFigures {
    let own: Aggregate
    let yearBefore: Aggregate?
    let registry: Registry

    var catalogue: Catalogue { registry.catalogue }

    /// A sum that may be missing, or nil for one that is in no form.
    func count(_ code: String) -> Amount?? {
        catalogue.elementIndex(ofCode: code).map { own.totals.sums[safe: $0]??.value }
    }

    func earlierCount(_ code: String) -> Amount? {
        guard let index = catalogue.elementIndex(ofCode: code) else { return nil }
        return yearBefore?.totals.sums[safe: index]??.value
    }

    func figure(_ code: String) -> IndicatorFigure? { own.indicator(code) }

    func earlierRate(_ code: String) -> Rate? {
        yearBefore?.indicator(code).flatMap { Rate($0) }
    }

    /// The target that binds this unit: a share that a unit above plans holds for each unit
    /// below, a plain number is that unit's own.
    func target(_ figure: IndicatorFigure) -> TargetLine? {
        guard let target = figure.target else { return nil }
        let isOwn = target.target.unitID == registry.units[own.unit].id
        return isOwn || figure.indicator.denominator != nil ? TargetLine(target) : nil
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
