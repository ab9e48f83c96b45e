/// Going through the units of a scope, all of them once or some of them again.
extension Summation {
    /// What all leaves give.
    public func tallies() -> RangeTallies {
        var tallies = emptyTallies
        let roll = roll
        for member in scope.members {
            tallies.expect(member.months.intersection(roll[member.unit]), .all)
            tally(member, roll, sign: 1, &tallies)
        }
        for part in scope.parts {
            tallies.expect(part.months.intersection(roll[part.unit]), part.weight)
            tallyReceived(part.months, of: part.unit, part.weight, roll, sign: 1, &tallies)
        }
        tallyPartUnits(roll, &tallies)
        tallies.without = scope.withheld.filter { withheld in
            !withheld.months.intersection(roll[withheld.unit]).isEmpty
                || hasReported(withheld.unit, in: withheld.months)
        }.map(\.unit)
        if !isPlainMonth { tallyStocks(&tallies) }
        return tallies
    }

    /// The tallies after some leaves changed: as if all were gone through again.
    ///
    /// - Parameters:
    ///   - units: those whose leaves differ; each one `mayChangeAlone`.
    ///   - earlier: the leaves of the units, and of their relatives, that `tallies` rest on.
    public func tallies(
        _ tallies: RangeTallies, changing units: [OrgUnit.Number],
        from earlier: @escaping (OrgUnit.Number) -> LeafYear
    ) -> RangeTallies {
        var tallies = tallies
        let owners = Set(units.flatMap(stockOwners))
        let before = Summation(
            registry: registry, form: form, period: period, scope: scope,
            currentMonth: currentMonth, leaf: earlier)
        before.tally(units, owners, sign: -1, &tallies)
        tally(units, owners, sign: 1, &tallies)
        return tallies
    }

    private func tally(
        _ units: [OrgUnit.Number], _ owners: Set<OrgUnit.Number>, sign: Int32,
        _ tallies: inout RangeTallies
    ) {
        let roll = roll
        for unit in units {
            let months = scope.months(ofMember: unit)
            if !months.isEmpty {
                tally(.init(unit: unit, months: months), roll, sign: sign, &tallies)
            }
        }
        guard !isPlainMonth else { return }
        for unit in owners { tallyStocks(of: unit, .all, sign: sign, &tallies) }
    }

    private var emptyTallies: RangeTallies {
        isPlainMonth
            ? RangeTallies(elementCount: 0, stockCount: 0)
            : RangeTallies(
                elementCount: registry.catalogue.elements.count,
                stockCount: registry.catalogue.stocks.count)
    }

    // MARK: Who may change alone

    /// Whether a change of one unit's leaf is no more than that unit taken out and put in: it
    /// counts in full wherever it counts, and so does every report that its stocks are held
    /// against, so that no seq is lost with it.
    ///
    /// - Parameter leaves: every leaf that a unit has had since the tallies were made.
    public func mayChangeAlone(
        _ unit: OrgUnit.Number, leaves: (OrgUnit.Number) -> [LeafYear]
    ) -> Bool {
        guard scope.parts.isEmpty, !scope.withheld.contains(where: { $0.unit == unit }) else {
            return false
        }
        return relatives(of: unit).allSatisfy { relative in
            let months = scope.months(ofMember: relative)
            return leaves(relative).allSatisfy {
                months.isSuperset(of: $0.received.intersection(period.mask))
            }
        }
    }

    /// The units whose leaves a change of one unit's concerns: itself, and whatever belongs to the
    /// stocks that it belongs to.
    public func relatives(of unit: OrgUnit.Number) -> Set<OrgUnit.Number> {
        var relatives: Set<OrgUnit.Number> = [unit]
        guard !isPlainMonth else { return relatives }
        for owner in stockOwners(of: unit) {
            relatives.formUnion(registry.units.wholePredecessors(of: owner))
        }
        return relatives
    }

    /// The scope's own units whose stocks a unit's value may be.
    private func stockOwners(of unit: OrgUnit.Number) -> Set<OrgUnit.Number> {
        registry.units.wholeSuccessors(of: unit).filter(isOwn)
    }

    // MARK: Reports

    /// By unit: the range's months, already begun, for which a report is expected.
    private struct Roll {
        let expected: [MonthMask]
        let begun: MonthMask

        subscript(unit: OrgUnit.Number) -> MonthMask { expected[unit].intersection(begun) }
    }

    private var roll: Roll {
        Roll(
            expected: registry.expectedMonths(form, year: period.year),
            begun: period.months(begunBy: currentMonth))
    }

    private func tally(
        _ member: SumScope.Member, _ roll: Roll, sign: Int32, _ tallies: inout RangeTallies
    ) {
        tallyReceived(member.months, of: member.unit, .all, roll, sign: sign, &tallies)
        if hasReported(member.unit, in: member.months) { tallies.reportingUnits += Int(sign) }
        guard !tallies.flowUnits.isEmpty else { return }
        let months = member.months.intersection(period.mask).rawValue
        let presence = leaf(member.unit).presence
        for element in presence.indices where presence[element].rawValue & months != 0 {
            tallies.flowUnits[element] += sign
        }
    }

    private func tallyReceived(
        _ months: MonthMask, of unit: OrgUnit.Number, _ weight: Weight, _ roll: Roll,
        sign: Int32, _ tallies: inout RangeTallies
    ) {
        let leaf = leaf(unit)
        guard !leaf.received.isEmpty else { return }
        let counted = months.intersection(roll[unit])
        func amount(_ mask: MonthMask) -> Amount {
            Amount(Int64(sign) * Int64(mask.intersection(counted).count), weight: weight)
        }
        tallies.reports.received += amount(leaf.received)
        tallies.reports.onTime += amount(leaf.onTime)
        tallies.reports.accepted += amount(leaf.accepted)
    }

    /// Units that count by a share are units too, but those that also count in full in other
    /// months are counted already.
    private func tallyPartUnits(_ roll: Roll, _ tallies: inout RangeTallies) {
        for (unit, months) in scope.partUnits {
            let inFull = scope.months(ofMember: unit)
            if !months.intersection(roll[unit]).isEmpty, inFull.intersection(roll[unit]).isEmpty {
                tallies.expectedUnits += 1
            }
            if hasReported(unit, in: months), !hasReported(unit, in: inFull) {
                tallies.reportingUnits += 1
            }
        }
    }

    private func hasReported(_ unit: OrgUnit.Number, in months: MonthMask) -> Bool {
        !months.intersection(period.mask).intersection(leaf(unit).received).isEmpty
    }
}

extension RangeTallies {
    fileprivate mutating func expect(_ months: MonthMask, _ weight: Weight) {
        guard !months.isEmpty else { return }
        reports.expected += Amount(Int64(months.count), weight: weight)
        if weight < .all { reports.isEstimated = true } else { expectedUnits += 1 }
    }
}
