import Access
import JSON
import Reporting

/// One period of a series. A null value says why in `reason`.
struct SeriesItemJSON {
    let item: FigureSeries.Item
    let subject: SeriesSubject
    let series: FigureSeries

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("period")
        writer.value(item.period.code)
        let hasValue = item.aggregate.map { writeFigure(of: $0, to: &writer) } ?? false
        if !hasValue { writeReason(to: &writer) }
        if let aggregate = item.aggregate { writeBasis(of: aggregate, to: &writer) }
        writer.endObject()
    }

    /// Whether there was a value.
    private func writeFigure(of aggregate: Aggregate, to writer: inout JSONWriter) -> Bool {
        switch subject {
        case .indicator(let code):
            guard let figure = aggregate.indicator(code) else { return false }
            writer.write(figure)
            if figure.value == nil { writer.reason("no_data") }
            return true
        case .element(let code):
            guard let index = series.registry.catalogue.elementIndex(ofCode: code),
                let sum = aggregate.totals.sums[index]
            else { return false }
            writer.write(sum)
            writer.key("numerator")
            writer.value(sum.value)
            writer.key("denominator")
            writer.null()
            return true
        }
    }

    private func writeReason(to writer: inout JSONWriter) {
        for key in ["value", "numerator", "denominator"] {
            writer.key(key)
            writer.null()
        }
        let hasBegun = item.period.first <= series.today.month
        writer.reason(item.absence?.rawValue ?? (hasBegun ? "no_data" : "not_begun"))
    }

    private func writeBasis(of aggregate: Aggregate, to writer: inout JSONWriter) {
        writer.key("reporting")
        writer.write(aggregate.totals.reports)
        guard !aggregate.totals.without.isEmpty else { return }
        writer.key("without")
        writer.beginArray()
        for unit in aggregate.totals.without { writer.value(series.registry.units[unit].id) }
        writer.endArray()
    }
}

extension JSONWriter {
    fileprivate mutating func reason(_ reason: String) {
        key("reason")
        value(reason)
    }

    /// How many reports should be there and are.
    mutating func write(_ counts: Totals.ReportCounts) {
        beginObject()
        key("expected")
        value(counts.expected)
        key("received")
        value(counts.received)
        key("on_time")
        value(counts.onTime)
        key("accepted")
        value(counts.accepted)
        endObject()
    }
}
