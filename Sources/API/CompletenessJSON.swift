import Access
import JSON
import Reporting

/// Completeness as JSON: the unit's own counts, who is missing, and the same by child.
///
/// `missing` is one page of at most `limit` units in the order of the tree; `next` leads on.
/// Each child's `missing` holds its units of that page, and on the first page those that are
/// missing in months in which the child was elsewhere. A reader who may not know who is
/// missing gets no `missing` at all, rather than an empty one.
struct CompletenessJSON {
    private let answer: FigureDesk.CompletenessAnswer
    private let page: [UnitMonths]
    private let next: Int?
    private let isShown: (OrgUnit.Number) -> Bool

    private var registry: Registry { answer.registry }

    init(answer: FigureDesk.CompletenessAnswer, start: Int, limit: Int) {
        self.answer = answer
        let missing = answer.registry.ordered(answer.own.missing, in: answer.own.period)
        page = Array(missing.dropFirst(start).prefix(limit))
        let end = start + page.count
        next = end < missing.count ? end : nil
        let shown = Set(page.map(\.unit))
        let others = Set(missing.map(\.unit)).subtracting(shown)
        isShown = { shown.contains($0) || (start == 0 && !others.contains($0)) }
    }

    func write(to writer: inout JSONWriter) {
        let own = answer.own
        writer.beginObject()
        writer.key("org_unit")
        writeUnit(own.unit, own.period, to: &writer)
        writer.key("form")
        writer.value(own.form)
        writer.key("period")
        writer.value(own.period.code)
        writer.key("boundaries")
        writer.value(own.boundaries.rawValue)
        writer.key("seq")
        writer.value(own.seq)
        write(own.counts, to: &writer)
        if answer.namesUnits { writeMissing(own, page, to: &writer) }
        writer.key("children")
        writer.beginArray()
        for child in answer.children { write(child, to: &writer) }
        writer.endArray()
        if !own.without.isEmpty { writeWithout(own, to: &writer) }
        writer.key("next")
        writer.value(next.map { String($0) })
        writer.endObject()
    }

    private func write(_ child: Completeness, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("org_unit")
        writeUnit(child.unit, child.period, to: &writer)
        write(child.counts, to: &writer)
        if answer.namesUnits {
            let missing = child.missing.filter { isShown($0.unit) }
            writeMissing(child, registry.ordered(missing, in: child.period), to: &writer)
        }
        writer.endObject()
    }

    private func write(_ counts: Completeness.Counts, to writer: inout JSONWriter) {
        let named = [
            ("expected", counts.expected), ("received", counts.received),
            ("on_time", counts.onTime), ("late", counts.late), ("accepted", counts.accepted),
            ("empty", counts.empty),
        ]
        for (name, count) in named {
            writer.key(name)
            writer.value(count)
        }
    }

    private func writeMissing(
        _ whole: Completeness, _ units: [UnitMonths], to writer: inout JSONWriter
    ) {
        writer.key("missing_units")
        writer.value(whole.missing.count)
        writer.key("missing")
        writer.beginArray()
        for unit in units { write(unit, whole.period, to: &writer) }
        writer.endArray()
    }

    private func write(_ unit: UnitMonths, _ period: Period, to writer: inout JSONWriter) {
        writer.beginObject()
        let months = period.months(in: unit.missing)
        writeState(of: unit.unit, months.last.map(\.lastDay) ?? period.lastDay, to: &writer)
        writer.key("months")
        writer.beginArray()
        for month in months { writer.value(month.code) }
        writer.endArray()
        writer.endObject()
    }

    private func writeUnit(
        _ unit: OrgUnit.Number, _ period: Period, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writeState(of: unit, answer.shownDay, to: &writer)
        writer.endObject()
    }

    private func writeState(of number: OrgUnit.Number, _ day: Day, to writer: inout JSONWriter) {
        let unit = registry.units[number]
        let state = unit.state(nearest: day)
        writer.key("id")
        writer.value(unit.id)
        writer.key("name")
        writer.value(state?.name ?? unit.id)
        writer.key("level")
        writer.value(state?.level.rawValue)
    }

    private func writeWithout(_ own: Completeness, to writer: inout JSONWriter) {
        writer.key("without")
        writer.beginArray()
        for unit in own.without { writer.value(registry.units[unit].id) }
        writer.endArray()
    }
}
