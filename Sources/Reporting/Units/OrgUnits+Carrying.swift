extension OrgUnits {
    /// A part of a unit's figures and the units of a later day that it may belong to.
    public struct Portion: Hashable, Sendable {
        public let weight: Weight
        /// One is exact; several cannot be told apart.
        public let candidates: [OrgUnit.Number]
    }

    /// The units of a day (`end`) that a unit's figures of an earlier day may belong to: what it
    /// went into, step by step, and itself where it still exists. One candidate is exact;
    /// several are a split.
    public func candidates(
        for unit: OrgUnit.Number, after start: Day, through end: Day
    ) -> [OrgUnit.Number] {
        var found: Set<OrgUnit.Number> = []
        var reached: [OrgUnit.Number: Day] = [:]
        var waiting = [(unit, start + 1)]
        while let (one, from) = waiting.popLast() {
            // A unit may be reached twice; from the earlier day on it may give more away.
            if let earlier = reached[one], earlier <= from { continue }
            reached[one] = from
            for link in successors(of: one) where link.effective >= from && link.effective <= end {
                waiting.append((link.successor, link.effective))
            }
            if self[one].exists(on: end) { found.insert(one) }
        }
        return found.sorted()
    }

    /// The one unit of a day that a unit's figures of an earlier day belong to, where each step to
    /// it is the only one: what a report needs to know at once. Nil says nothing.
    public func heir(
        of unit: OrgUnit.Number, after start: Day, on end: Day
    ) -> OrgUnit.Number? {
        var (heir, from) = (unit, start + 1)
        for _ in 1...Self.heirStepsMax {
            let links = successors(of: heir)
            let next = links.firstIndex { $0.effective >= from && $0.effective <= end }
            guard let next else { return self[heir].exists(on: end) ? heir : nil }
            let isOnly = !links[(next + 1)...].contains {
                $0.effective >= from && $0.effective <= end
            }
            guard isOnly, links[next].isWhole, !self[heir].exists(on: end) else { return nil }
            (heir, from) = (links[next].successor, links[next].effective)
        }
        return nil
    }

    private static let heirStepsMax = 8

    /// The portions in which a unit's figures of a month belong to the units of `today`.
    ///
    /// A published share between 0 and 1 is followed with its weight; what remains of the unit
    /// goes where the other links of that day lead, or stays with it. Without either, the
    /// remainder lies with the receivers of the shares, nobody knows with which. So the portions
    /// always add to the whole.
    public func portions(
        of unit: OrgUnit.Number, in month: Month, today: Day
    ) -> [Portion] {
        let day = month.lastDay
        if day > today, !self[unit].exists(on: today) {
            let origins = origins(of: unit, from: day, backTo: today)
            return origins.isEmpty ? [] : [Portion(weight: .all, candidates: origins)]
        }
        var carrying = Carrying(units: self, end: today)
        carrying.carry(unit, from: day + 1)
        return carrying.merged
    }

    /// A unit that begins later in the current month may be reported already. Until its day its
    /// figures belong to what it comes from.
    private func origins(
        of unit: OrgUnit.Number, from day: Day, backTo today: Day
    ) -> [OrgUnit.Number] {
        var found: Set<OrgUnit.Number> = []
        var reached: Set<OrgUnit.Number> = [unit]
        var waiting = [unit]
        while let one = waiting.popLast() {
            for link in predecessors(of: one) where link.effective > today && link.effective <= day
            {
                let origin = link.predecessor
                guard reached.insert(origin).inserted else { continue }
                if self[origin].exists(on: today) { found.insert(origin) }
                waiting.append(origin)
            }
        }
        return found.sorted()
    }
}

/// One walk from a unit along its successions, forward in time.
private struct Carrying {
    let units: OrgUnits
    let end: Day
    private var portions: [OrgUnits.Portion] = []
    private var stepCount = 0

    /// More ways than this come from shares that go in circles; what lies behind is then not
    /// told apart.
    private static let stepMax = 10_000

    init(units: OrgUnits, end: Day) {
        self.units = units
        self.end = end
    }

    private struct Way {
        let unit: OrgUnit.Number
        let from: Day
        /// Units already passed on the day `from`: whoever changes places on one day is not sent
        /// back and forth.
        var passed: [OrgUnit.Number] = []
    }

    mutating func carry(_ unit: OrgUnit.Number, from: Day) {
        carry(.all, along: Way(unit: unit, from: from))
    }

    private mutating func carry(_ weight: Weight, along way: Way) {
        stepCount += 1
        let links = units.successors(of: way.unit).filter {
            $0.effective >= way.from && $0.effective <= end
        }
        guard let day = links.map(\.effective).min(), stepCount <= Self.stepMax else {
            return put(weight, candidates(way))
        }
        let passed = (day == way.from ? way.passed : []) + [way.unit]
        let event = links.filter { $0.effective == day }.map { link in
            let isBack = passed.contains(link.successor)
            return (
                share: link.partialShare,
                way: Way(
                    unit: link.successor, from: isBack ? day + 1 : day,
                    passed: isBack ? [] : passed)
            )
        }
        var rest = weight
        for (share, way) in event {
            guard let share else { continue }
            rest = rest - weight * share
            carry(weight * share, along: way)
        }
        carry(
            rest,
            along: event.filter { $0.share == nil }.map(\.way)
                + [Way(unit: way.unit, from: day + 1)], receivers: event.map(\.way))
    }

    /// What no share was published for.
    private mutating func carry(_ rest: Weight, along ways: [Way], receivers: [Way]) {
        guard rest > .none else { return }
        let open = ways.filter { !candidates($0).isEmpty }
        if open.count == 1 {
            carry(rest, along: open[0])
        } else {
            put(rest, Set((open.isEmpty ? receivers : open).flatMap(candidates)).sorted())
        }
    }

    private func candidates(_ way: Way) -> [OrgUnit.Number] {
        units.candidates(for: way.unit, after: way.from + -1, through: end)
    }

    private mutating func put(_ weight: Weight, _ candidates: [OrgUnit.Number]) {
        guard !candidates.isEmpty, weight > .none else { return }
        portions.append(OrgUnits.Portion(weight: weight, candidates: candidates))
    }

    /// A portion for each set of candidates.
    var merged: [OrgUnits.Portion] {
        var weights: [[OrgUnit.Number]: Weight] = [:]
        for portion in portions {
            weights[portion.candidates, default: .none] =
                weights[portion.candidates, default: .none] + portion.weight
        }
        return weights.map { .init(weight: $1, candidates: $0) }
            .sorted { $0.candidates.lexicographicallyPrecedes($1.candidates) }
    }
}
