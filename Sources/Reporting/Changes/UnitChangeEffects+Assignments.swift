/// What the catalogue gave to units: forms to report and deadlines of their own.
extension UnitChangeEffects {
    var assignments: [UnitChangeEffect] { lostForms + lostDeadlines + otherDeadlines }

    private var lostForms: [UnitChangeEffect] {
        before.catalogue.assignments.filter { isLost($0.unitID, $0.validity) }.map { one in
            let heirs = heirs(of: one.unitID).filter { heir in
                !after.expectsReport(one.form, of: heir, for: day.month)
            }
            let label = label(one.unitID)
            return UnitChangeEffect(
                .assignments, units: [one.unitID],
                "Việc giao biểu \(one.form) cho \(label) hết tác dụng từ ngày \(day.textVI)"
                    + (heirs.isEmpty ? "." : "; \(list(heirs)) chưa được giao."),
                "The assignment of \(one.form) to \(label) has no effect from \(day.iso) on"
                    + (heirs.isEmpty
                        ? "."
                        : "; \(list(heirs)) \(heirs.count == 1 ? "is" : "are") not assigned."))
        }
    }

    private var lostDeadlines: [UnitChangeEffect] {
        before.catalogue.deadlines.filter { isLost($0.unitID, $0.validity) }.map { one in
            let label = label(one.unitID)
            return UnitChangeEffect(
                .assignments, units: [one.unitID],
                "Hạn nộp riêng của \(label) (biểu \(one.form)) hết tác dụng từ ngày "
                    + "\(day.textVI); đơn vị nhận theo hạn của mình.",
                "The deadline of \(label)'s own (form \(one.form)) has no effect from \(day.iso) "
                    + "on; who takes over has its own.")
        }
    }

    /// Below another unit, its deadline holds.
    private var otherDeadlines: [UnitChangeEffect] {
        after.catalogue.forms.flatMap { form in
            trace.units.map(\.unit).compactMap { unit in
                guard unit < before.units.units.count,
                    let old = before.deadline(form, of: unit, for: day.month),
                    let new = after.deadline(form, of: unit, for: day.month), old != new,
                    [before, after].allSatisfy({ $0.units[unit].exists(on: day.month.lastDay) })
                else { return nil }
                let label = placeName(unit)
                return UnitChangeEffect(
                    .assignments, units: [id(unit)], months: [day.month],
                    "Hạn nộp biểu \(form) tháng \(day.month.textVI) của \(label) là "
                        + "\(new.textVI) thay cho \(old.textVI).",
                    "The deadline of form \(form) for \(day.month.code) of \(label) is "
                        + "\(new.iso) in place of \(old.iso).")
            }
        }
    }

    /// Whether what is given to a unit would hold after the unit's end.
    private func isLost(_ unitID: String, _ validity: Validity) -> Bool {
        let goesOn = validity.through.map { $0 >= day } ?? true
        return goesOn && trace.ended.contains { id($0) == unitID }
    }
}
