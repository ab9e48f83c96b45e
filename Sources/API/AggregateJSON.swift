import JSON
import Reporting

/// An aggregate as JSON. Numbers are unrounded; rounding is the pages' matter.
struct AggregateJSON {
    let aggregate: Aggregate
    let registry: Registry

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
        writeReports(to: &writer)
        writer.key("values")
        writeValues(to: &writer)
        writer.key("indicators")
        writer.beginObject()
        for figure in aggregate.indicators { Self.write(figure, registry, to: &writer) }
        writer.endObject()
        if !aggregate.without.isEmpty { writeWithout(to: &writer) }
        writer.endObject()
    }

    /// Name and level of the period's last day, or of the last day in it on which it existed.
    private func writeUnit(to writer: inout JSONWriter) {
        let unit = registry.units[aggregate.unit]
        let state = unit.state(nearest: aggregate.period.lastDay)
        writer.beginObject()
        writer.key("id")
        writer.value(unit.id)
        writer.key("name")
        writer.value(state?.name ?? unit.id)
        writer.key("level")
        writer.value(state?.level.rawValue)
        writer.endObject()
    }

    private func writeReports(to writer: inout JSONWriter) {
        let reports = aggregate.totals.reports
        writer.beginObject()
        writer.key("expected")
        writer.value(reports.expected)
        writer.key("received")
        writer.value(reports.received)
        writer.key("on_time")
        writer.value(reports.onTime)
        writer.key("accepted")
        writer.value(reports.accepted)
        writer.endObject()
    }

    private func writeValues(to writer: inout JSONWriter) {
        writer.beginObject()
        for element in registry.catalogue.elements {
            guard let sum = aggregate.totals.sums[element.index] else { continue }
            writer.key(element.code)
            writer.beginObject()
            writer.key("value")
            writer.value(sum.value)
            writer.key("units")
            writer.value(sum.units)
            writer.endObject()
        }
        writer.endObject()
    }

    private static func write(
        _ figure: IndicatorFigure, _ registry: Registry, to writer: inout JSONWriter
    ) {
        writer.key(figure.indicator.code)
        writer.beginObject()
        writer.key("value")
        writer.value(figure.value)
        writer.key("numerator")
        writer.value(figure.numerator)
        writer.key("denominator")
        writer.value(figure.denominator)
        writer.key("per")
        writer.value(figure.indicator.per)
        if let target = figure.target { write(target, to: &writer) }
        writer.endObject()
    }

    private static func write(_ figure: TargetFigure, to writer: inout JSONWriter) {
        let target = figure.target
        writer.key("target")
        writer.beginObject()
        writer.key("op")
        writer.value(target.comparison.rawValue)
        writer.key("value")
        if target.value.scale == 0 {
            writer.value(target.value.mantissa)
        } else {
            writer.value(target.value.double)
        }
        writer.key("year")
        writer.value(target.year)
        writer.key("org_unit")
        writer.value(target.unitID)
        writer.key("met")
        if let isMet = figure.isMet { writer.value(isMet) } else { writer.null() }
        writer.endObject()
    }

    private func writeWithout(to writer: inout JSONWriter) {
        writer.key("without")
        writer.beginArray()
        for unit in aggregate.without { writer.value(registry.units[unit].id) }
        writer.endArray()
    }
}
