import Reporting
import Storage

/// From a page to the pages of other units: before and after it, and the areas around it.
extension PageRoutes {
    func choice(_ query: AggregateQuery, _ registry: Registry) -> BoundaryChoice {
        let unit = registry.units[query.unit]
        return BoundaryChoice(
            reading: query.boundaries, presence: unit.presence,
            existsToday: unit.exists(on: today))
    }

    /// What the address of a page of sums says, in canonical order.
    func pairs(_ query: AggregateQuery, _ registry: Registry) -> [Address.Pair] {
        var pairs = [Address.Pair("period", query.period.code)]
        if query.form != mainForm(registry) { pairs.append(.init("form", query.form)) }
        if query.boundaries != .reported {
            pairs.append(.init("boundaries", query.boundaries.rawValue))
        }
        return pairs
    }

    /// Another unit as a page of `query` links it, by the name it had last: in today's boundaries
    /// for the same period if it has them, else as reported, for the period nearest to the page's
    /// in which it existed.
    func reading(
        _ unit: OrgUnit.Number, _ query: AggregateQuery, _ registry: Registry
    ) -> UnitReading {
        let other = registry.units[unit]
        let name = link(unit, on: other.states.last?.validity.from ?? today, registry)
        if query.boundaries == .current, other.exists(on: today) {
            return UnitReading(unit: name, address: name.dashboard(pairs(query, registry)))
        }
        guard let period = other.presence.nearest(to: query.period) else {
            return UnitReading(unit: name, address: name.dashboard())
        }
        let there = AggregateQuery(
            unit: unit, form: query.form, period: period, boundaries: .reported)
        return UnitReading(unit: name, address: name.dashboard(pairs(there, registry)))
    }

    /// Where the unit begins and ends. In today's boundaries its beginning is told of every
    /// period, since what lies before it is the figures of others; else where it lies within the
    /// two years of the chart.
    func life(_ query: AggregateQuery, _ registry: Registry) -> UnitLife {
        let unit = registry.units[query.unit]
        let first = Month(year: max(1, query.period.year - 1), month: 1).firstDay
        let last = Month(year: query.period.year, month: 12).lastDay
        let begun = unit.states.first?.validity.from.flatMap {
            query.boundaries == .current || $0 > first && $0 <= last ? $0 : nil
        }
        let ended = unit.states.last?.validity.through.flatMap { $0 < today ? $0 : nil }
        return UnitLife(
            begun: begun,
            predecessors: begun == nil ? [] : predecessors(query, registry),
            ended: ended,
            successors: ended == nil ? [] : successors(query, registry),
            area: ended == nil ? nil : area(after: query, registry))
    }

    /// Of an area they are the district whose land it groups.
    private func predecessors(_ query: AggregateQuery, _ registry: Registry) -> [UnitReading] {
        let links = registry.units.predecessors(of: query.unit).map(\.predecessor)
        let district = FormerDistricts.district(before: query.unit, in: registry.units)
        return (links + [district].compactMap { $0 }).map { reading($0, query, registry) }
    }

    func successors(_ query: AggregateQuery, _ registry: Registry) -> [UnitReading] {
        registry.units.successors(of: query.unit).map { reading($0.successor, query, registry) }
    }

    func area(after query: AggregateQuery, _ registry: Registry) -> UnitReading? {
        FormerDistricts.area(after: query.unit, in: registry.units).map {
            reading($0, query, registry)
        }
    }

    func areas(_ query: AggregateQuery, on day: Day, _ registry: Registry) -> UnitAreas {
        let units = registry.units
        guard !units.isArea(query.unit) else { return UnitAreas() }
        let tree = units.tree(on: day)
        func readings(_ areas: some Sequence<OrgUnit.Number>) -> [UnitReading] {
            areas.map { reading($0, query, registry) }.sorted {
                VietnameseText.collationKey($0.unit.name)
                    < VietnameseText.collationKey($1.unit.name)
            }
        }
        return UnitAreas(
            holding: readings(tree.areas(holding: query.unit)),
            holdingPart: readings(tree.areas(holdingPartOf: query.unit)),
            within: readings(tree.areas(lyingIn: query.unit)))
    }
}
