/// Who reports which form from the change on.
extension UnitChangeEffects {
    var expected: [UnitChangeEffect] {
        before.catalogue.forms.flatMap { form -> [UnitChangeEffect] in
            guard after.catalogue.version(of: form, in: day.month) != nil else {
                return unversioned(form)
            }
            return reporters(form) + silent(form)
        }
    }

    /// Without a version nobody reports, and nothing can be said about who will.
    private func unversioned(_ form: String) -> [UnitChangeEffect] {
        let units = trace.founded + trace.ended
        guard !units.isEmpty else { return [] }
        let last = day.month.lastDay
        return [
            UnitChangeEffect(
                .expected, units: units.map(id), months: [day.month],
                "Vào ngày \(last.textVI) chưa có phiên bản nào của biểu \(form) có hiệu lực, nên "
                    + "chưa rõ ai phải báo cáo biểu này từ tháng \(day.month.textVI).",
                "No version of the form \(form) is in force on \(last.iso), so who reports it "
                    + "from \(day.month.code) on is not known yet.")
        ]
    }

    private func reporters(_ form: String) -> [UnitChangeEffect] {
        let month = day.month
        let units = trace.units.map(\.unit)
        let old = units.filter { $0 < before.units.units.count && reports(form, $0, before) }
        let new = units.filter { reports(form, $0, after) }
        let stopped = old.filter { !new.contains($0) }
        let started = new.filter { !old.contains($0) }
        guard !stopped.isEmpty || !started.isEmpty else { return [] }
        let count = started.count - stopped.count
        let vi = [
            stopped.isEmpty ? nil : "\(list(stopped)) thôi báo cáo",
            started.isEmpty ? nil : "\(list(started)) bắt đầu báo cáo",
            count == 0 ? nil : "số báo cáo phải có mỗi tháng đổi \(signed(count))",
        ].compactMap(\.self).joined(separator: "; ")
        let en = [
            stopped.isEmpty ? nil : "no longer reporting: \(list(stopped))",
            started.isEmpty ? nil : "newly reporting: \(list(started))",
            count == 0 ? nil : "reports expected a month change by \(signed(count))",
        ].compactMap(\.self).joined(separator: "; ")
        return [
            UnitChangeEffect(
                .expected, units: (stopped + started).map(id), months: [month],
                "Từ tháng \(month.textVI), biểu \(form): \(vi).",
                "From \(month.code), form \(form): \(en).")
        ]
    }

    private func reports(
        _ form: String, _ unit: OrgUnit.Number, _ registry: Registry
    ) -> Bool {
        registry.expectsReport(form, of: unit, for: day.month)
    }

    /// New units that report nothing are worth a word: they may need an assignment. Units that
    /// others stand below are read only.
    private func silent(_ form: String) -> [UnitChangeEffect] {
        let readOnly: Set<OrgUnitLevel> = [.nation, .province, .district, .area]
        let silent = trace.founded.filter { unit in
            let level = after.units[unit].states.first?.level
            return !reports(form, unit, after) && !(level.map(readOnly.contains) ?? true)
        }
        guard !silent.isEmpty else { return [] }
        return [
            UnitChangeEffect(
                .expected, units: silent.map(id), months: [day.month],
                "\(list(silent)) không báo cáo biểu \(form), trừ khi được giao trong danh mục.",
                "\(list(silent)) will not report the form \(form) unless the catalogue assigns it.")
        ]
    }

    private func signed(_ count: Int) -> String { count > 0 ? "+\(count)" : "\(count)" }
}
