/// What becomes of targets: those of units that end, and those that others come under.
extension UnitChangeEffects {
    var targets: [UnitChangeEffect] { lostTargets + otherTargets }

    private var lostTargets: [UnitChangeEffect] {
        let ended = Set(trace.ended.map(id))
        return before.catalogue.targets.filter {
            ended.contains($0.unitID) && $0.year >= day.month.year
        }.map { one in
            let heirs = heirs(of: one.unitID)
            let label = label(one.unitID)
            return UnitChangeEffect(
                .targets, units: [one.unitID],
                "Chỉ tiêu \(one.indicator) năm \(one.year) của \(label) "
                    + (heirs.isEmpty
                        ? "hết tác dụng."
                        : "không chuyển sang \(list(heirs)); nơi nhận theo chỉ tiêu của mình hoặc "
                            + "của cấp trên."),
                "The target \(one.indicator) of \(one.year) of \(label) "
                    + (heirs.isEmpty
                        ? "has no effect any more."
                        : "does not pass to \(list(heirs)); who takes over has its own or the one "
                            + "above."))
        }
    }

    private struct Turn: Hashable {
        let indicator: String
        let old: String?
        let new: String?
    }

    /// Units that are held against another unit's targets, for they are moved.
    private var otherTargets: [UnitChangeEffect] {
        var turns: [Turn: [OrgUnit.Number]] = [:]
        let moved = trace.units.filter { !$0.before.isEmpty && !trace.ended.contains($0.unit) }
        for unit in moved.map(\.unit) {
            for indicator in after.catalogue.indicators.map(\.code) {
                let old = source(of: indicator, unit, before)
                let new = source(of: indicator, unit, after)
                guard old != new else { continue }
                turns[Turn(indicator: indicator, old: old, new: new), default: []].append(unit)
            }
        }
        return turns.sorted { $0.key.indicator < $1.key.indicator }.map { turn, units in
            let old = turn.old.map(label)
            let new = turn.new.map(label)
            return UnitChangeEffect(
                .targets, units: units.map(id),
                "\(list(units)): chỉ tiêu \(turn.indicator) theo \(new ?? "không đơn vị nào")"
                    + (old.map { " thay cho \($0)" } ?? "") + ".",
                "\(list(units)): the target \(turn.indicator) is that of \(new ?? "no unit")"
                    + (old.map { " in place of \($0)" } ?? "") + ".")
        }
    }

    /// The nearest unit upwards on the day that has a target for its year or the next.
    private func source(
        of indicator: String, _ unit: OrgUnit.Number, _ registry: Registry
    ) -> String? {
        let path = registry.units.tree(of: day.month).path(from: unit).map { registry.units[$0].id }
        let targets = registry.catalogue.targets(for: indicator)
        for year in [day.month.year, day.month.year + 1] {
            let own = Set(targets.filter { $0.year == year }.map(\.unitID))
            if let found = path.first(where: own.contains) { return found }
        }
        return nil
    }
}
