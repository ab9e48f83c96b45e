import JSON
import Reporting

/// An aggregate as JSON. Numbers are unrounded; rounding is the pages' matter.
struct AggregateJSON {
    let aggregate: Aggregate
    let registry: Registry
    /// Written where the request asked for a comparison.
    var comparison: AggregateComparison?

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("org_unit")
        writeUnit(to: &writer)
        writer.key("form")
        writer.value(aggregate.form)
        writer.key("period")
        writer.value(aggregate.period.code)
        writer.key("boundaries")
        writer.value(aggregate.boundaries.rawValue)
        writer.key("seq")
        writer.value(aggregate.totals.seq)
        writer.key("reports")
        writer.write(aggregate.totals.reports)
        writer.key("values")
        writeValues(to: &writer)
        writer.key("indicators")
        writer.beginObject()
        for figure in aggregate.indicators {
            writer.key(figure.indicator.code)
            writer.beginObject()
            writer.write(figure)
            if let comparison { write(figure.indicator.code, comparison, to: &writer) }
            writer.endObject()
        }
        writer.endObject()
        if aggregate.totals.isEstimated {
            writer.key("estimated")
            writer.value(true)
        }
        if !aggregate.totals.without.isEmpty { writeWithout(to: &writer) }
        writer.endObject()
    }

    /// Name and level of the period's last day, or of the last day in it on which it existed; in
    /// today's boundaries those of today.
    private func writeUnit(to writer: inout JSONWriter) {
        let unit = registry.units[aggregate.unit]
        let state = unit.state(nearest: aggregate.shownDay)
        writer.beginObject()
        writer.key("id")
        writer.value(unit.id)
        writer.key("name")
        writer.value(state?.name ?? unit.id)
        writer.key("level")
        writer.value(state?.level.rawValue)
        writer.endObject()
    }

    private func writeValues(to writer: inout JSONWriter) {
        writer.beginObject()
        for element in registry.catalogue.elements {
            guard let sum = aggregate.totals.sums[element.index] else { continue }
            writer.key(element.code)
            writer.beginObject()
            writer.write(sum)
            writer.endObject()
        }
        writer.endObject()
    }

    private func writeWithout(to writer: inout JSONWriter) {
        writer.key("without")
        writer.beginArray()
        for unit in aggregate.totals.without { writer.value(registry.units[unit].id) }
        writer.endArray()
    }

    private func write(
        _ code: String, _ comparison: AggregateComparison, to writer: inout JSONWriter
    ) {
        for (key, earlier) in [
            ("previous", comparison.previous), ("year_before", comparison.yearBefore),
        ] {
            writer.key(key)
            if let earlier, let change = comparison.change(of: code, from: earlier) {
                writer.write(change, period: earlier.period)
            } else {
                writer.null()
            }
        }
    }
}
