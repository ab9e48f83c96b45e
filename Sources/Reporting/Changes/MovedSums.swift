/// The units whose sums a change moves: those at which any unit's reports count otherwise, or are
/// expected or due otherwise, than they did without it.
struct MovedSums {
    private let before: Registry
    private let after: Registry
    private let day: Day
    /// Units whose states, links or areas the change alters.
    private let touched: Set<OrgUnit.Number>
    /// Links that stand in one of the two only.
    private let links: [Succession]

    struct Moved {
        var places: Set<OrgUnit.Number> = []
        /// Units whose past reports no unit takes over.
        var dropped: Set<OrgUnit.Number> = []
        /// Units in whose sums those counted.
        var losers: Set<OrgUnit.Number> = []
    }

    init(_ trace: UnitChangeTrace, effective: Day, before: Registry, after: Registry) {
        self.before = before
        self.after = after
        self.day = effective
        let links = Set(before.units.successions).symmetricDifference(after.units.successions)
        self.links = Array(links)
        touched = trace.touched
            .union(links.flatMap { [$0.predecessor, $0.successor] })
            .union((trace.addedMemberships + trace.removedMemberships).map(\.member))
    }

    // MARK: Each month by its own tree

    func reported(_ months: [Month], today: Day) -> Set<OrgUnit.Number> {
        let places = (
            FigurePlaces(before, boundaries: .reported, today: today),
            FigurePlaces(after, boundaries: .reported, today: today)
        )
        var moved: Set<OrgUnit.Number> = []
        for month in months {
            for source in sources(on: month.lastDay) {
                let (old, new) = dues(of: source, in: month, today)
                moved.formUnion(
                    Self.differences(
                        places.0.standings(of: source, in: month, due: old),
                        places.1.standings(of: source, in: month, due: new)))
            }
        }
        return moved
    }

    /// The units that existed and take over the last stocks of others for the rest of the year,
    /// until they report stocks of their own. A period never reaches into the year before.
    var stockHeirs: [Succession] {
        guard day.month.indexInYear > 0, !after.catalogue.stocks.isEmpty else { return [] }
        return links.filter { link in
            link.isWhole && after.units[link.successor].exists(on: day + -1)
                && after.catalogue.forms.contains {
                    before.expectsReport($0, of: link.predecessor, for: day.month - 1)
                }
        }.sorted { ($0.predecessor, $0.successor) < ($1.predecessor, $1.successor) }
    }

    // MARK: Boundaries of a day

    func current(on today: Day) -> Moved {
        let places = (
            FigurePlaces(before, boundaries: .current, today: today),
            FigurePlaces(after, boundaries: .current, today: today)
        )
        let months = months(through: today.month)
        var moved = Moved()
        for source in sources(on: today) {
            var last: Case?
            for month in months {
                let state = Case(source, month, dues(of: source, in: month, today), places)
                // Where portions and dates are the same, so are the places.
                if state == last, !state.isLost { continue }
                last = state
                let old = places.0.standings(of: source, in: month, due: state.old.due)
                let new = places.1.standings(of: source, in: month, due: state.new.due)
                moved.places.formUnion(Self.differences(old, new))
                guard state.isDropped else { continue }
                moved.dropped.insert(source)
                moved.losers.formUnion(old.filter { $1.weight > .none }.keys)
            }
        }
        return moved
    }

    /// What decides where a source's reports of a month count.
    private struct Case: Equatable {
        struct Side: Equatable {
            let exists: Bool
            let portions: [OrgUnits.Portion]
            let due: [FigurePlaces.Due]
        }
        let old: Side
        let new: Side

        init(
            _ source: OrgUnit.Number, _ month: Month,
            _ due: (old: [FigurePlaces.Due], new: [FigurePlaces.Due]),
            _ places: (FigurePlaces, FigurePlaces)
        ) {
            func side(_ place: FigurePlaces, _ due: [FigurePlaces.Due]) -> Side {
                Side(
                    exists: place.exists(source, in: month),
                    portions: due.isEmpty ? [] : place.portions(of: source, in: month), due: due)
            }
            old = side(places.0, due.old)
            new = side(places.1, due.new)
        }

        /// Without portions, the tree of the month itself says where a report is missed.
        var isLost: Bool { old.portions.isEmpty || new.portions.isEmpty }

        var isDropped: Bool {
            new.exists && !new.due.isEmpty && new.portions.isEmpty && !old.portions.isEmpty
        }
    }

    /// One month of each stretch within which neither trees, links nor what is due change.
    private func months(through last: Month) -> [Month] {
        let links = before.units.successions + after.units.successions
        let catalogue = after.catalogue
        let dated =
            catalogue.versions.map(\.validity) + catalogue.assignments.map(\.validity)
            + catalogue.deadlines.map(\.validity)
        var days = Set(before.units.epochStarts + after.units.epochStarts)
        days.formUnion(links.map(\.effective))
        days.formUnion(dated.compactMap(\.from))
        days.formUnion(dated.compactMap { $0.through.map { $0 + 1 } })
        let starts = Set(days.map(\.month))
        let first = starts.min().map { [$0 - 1] } ?? []
        return Set(starts.union(first + [last])).filter { $0 <= last }.sorted()
    }

    // MARK: Sources

    /// What is touched, all that is below it, and all that ever went into those.
    private func sources(on day: Day) -> Set<OrgUnit.Number> {
        var found = touched
        for units in [before.units, after.units] {
            let tree = units.tree(on: day)
            for unit in touched where unit < units.units.count {
                found.formUnion(tree.subtree(of: unit))
                found.formUnion(tree.partMembers(of: unit).flatMap(tree.subtree))
            }
        }
        var waiting = Array(found)
        while let one = waiting.popLast() {
            for units in [before.units, after.units] where one < units.units.count {
                for link in units.predecessors(of: one)
                where found.insert(link.predecessor).inserted { waiting.append(link.predecessor) }
            }
        }
        return found
    }

    /// What a unit gives by each form. Before the change's month deadlines are as they were.
    private func dues(
        of unit: OrgUnit.Number, in month: Month, _ today: Day
    ) -> (old: [FigurePlaces.Due], new: [FigurePlaces.Due]) {
        func dues(_ registry: Registry) -> [FigurePlaces.Due] {
            guard unit < registry.units.units.count else { return [] }
            return registry.catalogue.forms.compactMap { form in
                if registry.mayExpectReport(form, of: unit, for: month, today: today) {
                    let isEarlier = month < day.month
                    return .report(
                        isEarlier ? nil : registry.deadline(form, of: unit, for: month))
                }
                return registry.carriesStocks(form, of: unit, into: month) ? .stocks : nil
            }
        }
        return (dues(before), dues(after))
    }

    private static func differences(
        _ old: [OrgUnit.Number: FigurePlaces.Standing],
        _ new: [OrgUnit.Number: FigurePlaces.Standing]
    ) -> Set<OrgUnit.Number> {
        Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    }
}

extension Registry {
    /// `expectsReport`; and in a month to come for which no version of the form is known yet,
    /// what the last one says.
    fileprivate func mayExpectReport(
        _ form: String, of unit: OrgUnit.Number, for month: Month, today: Day
    ) -> Bool {
        guard month > today.month, catalogue.version(of: form, in: month) == nil,
            let last = catalogue.versions.last(where: { $0.form == form })
        else { return expectsReport(form, of: unit, for: month) }
        return units[unit].state(on: month.lastDay).map { last.levels.contains($0.level) } ?? false
    }

    /// Whether a unit reported in an earlier month of the year: its last stocks count on to the
    /// year's end, also where it reports no more.
    fileprivate func carriesStocks(
        _ form: String, of unit: OrgUnit.Number, into month: Month
    ) -> Bool {
        guard !catalogue.stocks.isEmpty else { return false }
        return (0..<month.indexInYear).contains {
            expectsReport(form, of: unit, for: month - ($0 + 1))
        }
    }
}
