public import Reporting

extension ReportTally {
    public init(_ counts: Totals.ReportCounts) {
        self.init(
            expected: counts.expected, received: counts.received, onTime: counts.onTime,
            accepted: counts.accepted)
    }
}

extension ReportTally {
    public init(_ counts: Completeness.Counts) {
        self.init(
            expected: counts.expected, received: counts.received, onTime: counts.onTime,
            accepted: counts.accepted, empty: counts.empty)
    }
}

extension TargetLine {
    public init(_ figure: TargetFigure) {
        self.init(
            comparison: figure.target.comparison, goal: figure.target.value,
            year: figure.target.year, met: figure.isMet, gap: figure.gap,
            isOnTrack: figure.isOnTrack)
    }
}

extension IndicatorLine {
    /// The lines of an aggregate, one for each indicator of the catalogue.
    ///
    /// - Parameters:
    ///   - version: Its sections give the groups: an indicator stands under the section that its
    ///     numerator's first element belongs to.
    ///   - months: The aggregates of the year's months, January first; empty leaves the course out.
    ///   - earlierMonths: The same of the year before.
    public static func lines(
        of comparison: AggregateComparison, months: [Aggregate?] = [],
        earlierMonths: [Aggregate?] = [], version: FormVersion, registry: Registry,
        wording: Wording
    ) -> [IndicatorLine] {
        let catalogue = registry.catalogue
        let unitID = registry.units[comparison.own.unit].id
        return comparison.own.indicators.enumerated().map { index, figure in
            let indicator = figure.indicator
            return IndicatorLine(
                code: indicator.code,
                label: wording.label(indicator.labelVI, indicator.labelEN),
                group: group(of: indicator, in: version, wording),
                rate: Rate(figure),
                target: target(figure, of: unitID),
                isCumulative: catalogue.traits(of: indicator).isCumulative,
                changes: changes(of: indicator, comparison),
                noun: indicator.numerator.first.map { catalogue.elements[$0].unit } ?? "",
                months: months.map { month in
                    month.flatMap { Rate($0.indicators[index]) }
                },
                earlierMonths: earlierMonths.map { month in
                    month.flatMap { Rate($0.indicators[index]) }
                })
        }
    }

    /// The target as pages judge by it: a share that a unit above plans holds for each unit below,
    /// a plain number is that unit's own.
    private static func target(_ figure: IndicatorFigure, of unitID: String) -> TargetLine? {
        guard let target = figure.target else { return nil }
        let isOwn = target.target.unitID == unitID
        return isOwn || figure.indicator.denominator != nil ? TargetLine(target) : nil
    }

    private static func changes(
        of indicator: Indicator, _ comparison: AggregateComparison
    ) -> [ChangeLine] {
        let period = comparison.own.period
        var earlier = [(period.previous, comparison.previous)]
        if period.previous != period.yearBefore {
            earlier.append((period.yearBefore, comparison.yearBefore))
        }
        return earlier.compactMap { since, aggregate in
            since.map { since in
                let change = aggregate.flatMap { comparison.change(of: indicator.code, from: $0) }
                return ChangeLine(
                    since: since, difference: change?.difference, verdict: change?.verdict)
            }
        }
    }

    private static func group(
        of indicator: Indicator, in version: FormVersion, _ wording: Wording
    ) -> String {
        let section = version.sections.first { section in
            indicator.numerator.first.map(section.elements.contains) ?? false
        }
        return section.map { wording.label($0.titleVI, $0.titleEN) } ?? ""
    }
}

extension SumSection {
    /// The sums of a unit by section of a form version.
    public static func sections(
        of totals: Totals, version: FormVersion, catalogue: Catalogue, wording: Wording
    ) -> [SumSection] {
        version.sections.map { section in
            SumSection(
                title: wording.label(section.titleVI, section.titleEN),
                lines: section.elements.map { index in
                    let element = catalogue.elements[index]
                    let sum = totals.sums.indices.contains(index) ? totals.sums[index] : nil
                    return Line(
                        label: wording.label(element.labelVI, element.labelEN),
                        sum: sum, isStock: element.time == .stock)
                })
        }
    }
}

extension Trend {
    /// The months of one of the lines.
    public init(_ line: IndicatorLine, year: Int) {
        self.init(
            code: line.code, label: line.label, year: year, months: line.months,
            earlierMonths: line.earlierMonths, target: line.monthlyTarget, total: line.rate)
    }
}
