import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// The ways on from a page that is refused because its unit was not there.
extension PageRoutes {
    /// The pages whose address names a unit and a period.
    private static let places: Set<String> = ["units", "completeness", "review", "quality"]

    /// Nil where something else is wrong.
    func guide(_ refusal: Refusal, _ visit: Visit) -> RefusalGuide? {
        let segments = visit.request.segments
        guard segments.count == 2, Self.places.contains(segments[0]),
            let unit = visit.registry.units.number(ofID: segments[1]),
            let period = visit.request.query["period"].flatMap({ Period(code: $0) })
        else { return nil }
        let form = visit.request.query["form"] ?? mainForm(visit.registry)
        func query(_ boundaries: Boundaries) -> AggregateQuery {
            AggregateQuery(unit: unit, form: form, period: period, boundaries: boundaries)
        }
        switch refusal {
        case .succeeded: return guide(query(.current), segments[0], visit)
        case .badParameter("unit", _, _):
            guard !visit.registry.units[unit].presence.contains(period) else { return nil }
            return guide(query(.reported), segments[0], visit)
        default: return nil
        }
    }

    private func guide(
        _ query: AggregateQuery, _ place: String, _ visit: Visit
    ) -> RefusalGuide {
        let (registry, wording) = (visit.registry, visit.wording)
        return RefusalGuide(
            reason: reason(query, visit),
            ways: [
                .init(
                    label: wording.say(
                        query.boundaries == .current ? .boundariesReported : .wayNearest),
                    readings: [nearest(query, place, visit)].compactMap { $0 }),
                .init(
                    label: wording.say(.wayCurrent),
                    readings: [current(query, place, visit)].compactMap { $0 }),
                .init(
                    label: wording.say(.unitInto), readings: successors(query, registry)),
                .init(
                    label: wording.say(.wayArea),
                    readings: [area(after: query, registry)].compactMap { $0 }),
            ])
    }

    private func reason(_ query: AggregateQuery, _ visit: Visit) -> String {
        let wording = visit.wording
        let unit = visit.registry.units[query.unit]
        let name = link(query.unit, on: today, visit.registry).name
        let text = wording.say(
            query.boundaries == .current ? .unitHasNoToday : .unitHasNoPeriod,
            ["unit": name, "period": wording.name(query.period)])
        let begun = unit.states.first?.validity.from.map {
            wording.say(.unitBegan, ["day": wording.date($0)])
        }
        let ended = unit.states.last?.validity.through.map {
            wording.say(.unitEnded, ["day": wording.date($0)])
        }
        return [text, begun, ended].compactMap { $0 }.joined(separator: " ")
    }

    /// The same page of the nearest period in which the unit existed.
    private func nearest(
        _ query: AggregateQuery, _ place: String, _ visit: Visit
    ) -> UnitReading? {
        let unit = visit.registry.units[query.unit]
        return unit.presence.nearest(to: query.period).map { period in
            let there = AggregateQuery(
                unit: query.unit, form: query.form, period: period, boundaries: .reported)
            return reading(there, place, visit)
        }
    }

    /// The same page in today's boundaries, where there are both.
    private func current(
        _ query: AggregateQuery, _ place: String, _ visit: Visit
    ) -> UnitReading? {
        guard query.boundaries == .reported, ["units", "completeness"].contains(place),
            visit.registry.units[query.unit].exists(on: today)
        else { return nil }
        let now = AggregateQuery(
            unit: query.unit, form: query.form, period: query.period, boundaries: .current)
        return reading(now, place, visit)
    }

    private func reading(
        _ query: AggregateQuery, _ place: String, _ visit: Visit
    ) -> UnitReading {
        let unit = link(query.unit, on: query.shownDay(today), visit.registry)
        let name = unit.name + ", " + visit.wording.name(query.period)
        return UnitReading(
            unit: UnitLink(id: unit.id, name: name),
            address: Address(place, unit.id, query: pairs(query, visit.registry)))
    }
}
