/// What a change of units brings about, as far as units and catalogue tell.
public struct UnitChangeEffects {
    private let trace: UnitChangeTrace
    private let day: Day
    private let before: Registry
    private let after: Registry
    private let today: Day

    /// - Parameters:
    ///   - before: units without the change.
    ///   - after: units with it.
    public init(
        _ trace: UnitChangeTrace, effective: Day, before: Registry, after: Registry, today: Day
    ) {
        self.trace = trace
        self.day = effective
        self.before = before
        self.after = after
        self.today = today
    }

    public var all: [UnitChangeEffect] {
        states + successions + expected + assignments + areas + targets + [sums]
    }

    // MARK: Units

    private var states: [UnitChangeEffect] {
        trace.units.map { one in
            let id = id(one.unit)
            let old =
                before.units.units.indices.contains(one.unit)
                ? before.units[one.unit].state(on: day) : nil
            let new = after.units[one.unit].state(on: day)
            switch (old, new) {
            case (nil, _?): return begins(one.unit, id)
            case (_?, nil): return ends(one, id)
            default: return changes(one, id)
            }
        }
    }

    private func ends(_ one: UnitChangeTrace.States, _ id: String) -> UnitChangeEffect {
        let label = placeName(one.unit)
        if one.after.isEmpty {
            return UnitChangeEffect(
                .units, units: [id], "\(label) sẽ không được lập.", "\(label) will not come to be.")
        }
        return UnitChangeEffect(
            .units, units: [id], "\(label) kết thúc ngày \((day + -1).iso).",
            "\(label) ends on \((day + -1).iso).")
    }

    private func begins(_ unit: OrgUnit.Number, _ id: String) -> UnitChangeEffect {
        let parent = after.units[unit].state(on: day)?.parent.map(placeName) ?? "–"
        let name = after.units[unit].state(on: day)?.name ?? id
        guard !after.units[unit].exists(on: day + -1) else {
            return UnitChangeEffect(
                .units, units: [id], "\(name) (\(id)) vẫn tồn tại, thuộc \(parent).",
                "\(name) (\(id)) goes on existing, below \(parent).")
        }
        return UnitChangeEffect(
            .units, units: [id], "\(name) (\(id)) bắt đầu ngày \(day.iso), thuộc \(parent).",
            "\(name) (\(id)) begins on \(day.iso), below \(parent).")
    }

    private func changes(_ one: UnitChangeTrace.States, _ id: String) -> UnitChangeEffect {
        let old = before.units[one.unit].state(on: day)
        let new = after.units[one.unit].state(on: day)
        if let parent = new?.parent, old?.parent != parent {
            let isForced = old?.parent.map { trace.ended.contains($0) } ?? false
            let from = old?.parent.map(placeName) ?? "–"
            return UnitChangeEffect(
                isForced ? .children : .units, units: [id],
                "\(name(one.unit)) (\(id)) chuyển từ \(from) sang \(placeName(parent)).",
                "\(name(one.unit)) (\(id)) moves from \(from) to \(placeName(parent)).")
        }
        return UnitChangeEffect(
            .units, units: [id],
            "\(old?.kind ?? "") \(old?.name ?? id) (\(id)) thành \(new?.kind ?? "") "
                + "\(new?.name ?? id).",
            "\(old?.kind ?? "") \(old?.name ?? id) (\(id)) becomes \(new?.kind ?? "") "
                + "\(new?.name ?? id).")
    }

    private var successions: [UnitChangeEffect] {
        trace.links.map { link in
            let ids = [id(link.predecessor), id(link.successor)]
            let (vi, en) = share(of: link)
            return UnitChangeEffect(
                .successions, units: ids, "\(ids[0]) → \(ids[1]): \(vi).",
                "\(ids[0]) → \(ids[1]): \(en).")
        }
    }

    private func share(of link: Succession) -> (String, String) {
        if link.isWhole {
            return (
                "toàn bộ; theo ranh giới hiện nay số liệu cũ tính cho đơn vị mới",
                "whole; in today's boundaries its past counts at the heir"
            )
        }
        if link.isIgnored { return ("chỉ đất, không có dân", "land without people") }
        guard let share = link.share else {
            return (
                "một phần không rõ tỷ lệ; theo ranh giới hiện nay số liệu cũ chỉ tính ở cấp trên",
                "a part of unknown size; in today's boundaries its past counts further up only"
            )
        }
        return ("một phần, tỷ lệ \(share.text)", "a part, share \(share.text)")
    }

    // MARK: Forms

    private var expected: [UnitChangeEffect] {
        before.catalogue.forms.compactMap { form in
            let month = day.month
            let units = trace.units.map(\.unit)
            let old = units.filter {
                $0 < before.units.units.count && before.expectsReport(form, of: $0, for: month)
            }
            let new = units.filter { after.expectsReport(form, of: $0, for: month) }
            let stopped = old.filter { !new.contains($0) }
            let started = new.filter { !old.contains($0) }
            guard !stopped.isEmpty || !started.isEmpty else { return silent(form, month) }
            let change = started.count - stopped.count
            let ids = (stopped + started).map(id)
            return UnitChangeEffect(
                .expected, units: ids, months: [month],
                "Từ tháng \(month.code), biểu \(form): thôi báo cáo \(list(stopped)); bắt đầu "
                    + "báo cáo \(list(started)); số báo cáo phải có mỗi tháng đổi \(signed(change)).",
                "From \(month.code), form \(form): no longer reporting: \(list(stopped)); newly "
                    + "reporting: \(list(started)); reports expected a month change by "
                    + "\(signed(change)).")
        }
    }

    /// New units that report nothing are worth a word: they may need an assignment.
    private func silent(_ form: String, _ month: Month) -> UnitChangeEffect? {
        let silent = trace.founded.filter {
            !after.units.isArea($0) && !after.expectsReport(form, of: $0, for: month)
        }
        guard !silent.isEmpty else { return nil }
        return UnitChangeEffect(
            .expected, units: silent.map(id), months: [month],
            "\(list(silent)) không báo cáo biểu \(form), trừ khi được giao trong danh mục.",
            "\(list(silent)) will not report the form \(form) unless the catalogue assigns it.")
    }

    private var assignments: [UnitChangeEffect] {
        let ended = Set(trace.ended.map(id))
        let assigned = before.catalogue.assignments.filter {
            ended.contains($0.unitID) && goesOn($0.validity)
        }
        let deadlines = before.catalogue.deadlines.filter {
            ended.contains($0.unitID) && goesOn($0.validity)
        }
        return assigned.map { one in
            UnitChangeEffect(
                .assignments, units: [one.unitID],
                "Việc giao biểu \(one.form) cho \(one.unitID) hết tác dụng từ \(day.iso); đơn vị "
                    + "mới chưa được giao.",
                "The assignment of \(one.form) to \(one.unitID) has no effect from \(day.iso) on; "
                    + "its heir is not assigned.")
        }
            + deadlines.map { one in
                UnitChangeEffect(
                    .assignments, units: [one.unitID],
                    "Hạn nộp riêng của \(one.unitID) (biểu \(one.form)) hết tác dụng.",
                    "The deadline of \(one.unitID)'s own (form \(one.form)) has no effect any more."
                )
            }
    }

    private func goesOn(_ validity: Validity) -> Bool {
        validity.through.map { $0 >= day } ?? true
    }

    // MARK: Areas, targets, sums

    private var areas: [UnitChangeEffect] {
        let old = members(before)
        let new = members(after)
        let joined = new.subtracting(old).sorted { ($0.area, $0.member) < ($1.area, $1.member) }
        let left = old.subtracting(new).sorted { ($0.area, $0.member) < ($1.area, $1.member) }
        return joined.map { one in
            let isWhole = one.kind == .whole
            let (area, member) = (placeName(one.area), placeName(one.member))
            return UnitChangeEffect(
                .areas, units: [id(one.area), id(one.member)],
                isWhole
                    ? "\(member) thuộc \(area)."
                    : "\(member) thuộc một phần \(area), chỉ được nêu bên cạnh tổng.",
                isWhole
                    ? "\(member) is a member of \(area)."
                    : "\(member) is in part of \(area): named beside its sums.")
        }
            + left.map { one in
                let (area, member) = (placeName(one.area), placeName(one.member))
                return UnitChangeEffect(
                    .areas, units: [id(one.area), id(one.member)], "\(member) rời \(area).",
                    "\(member) leaves \(area).")
            }
    }

    private struct Member: Hashable {
        let area: OrgUnit.Number
        let member: OrgUnit.Number
        let kind: Membership.Kind
    }

    /// Who belongs to which area on the day.
    private func members(_ registry: Registry) -> Set<Member> {
        Set(
            registry.units.memberships.filter { $0.validity.contains(day) }.map {
                Member(area: $0.area, member: $0.member, kind: $0.kind)
            })
    }

    private var targets: [UnitChangeEffect] {
        let ended = Set(trace.ended.map(id))
        return before.catalogue.targets.filter {
            ended.contains($0.unitID) && $0.year >= day.month.year
        }.map { one in
            UnitChangeEffect(
                .targets, units: [one.unitID],
                "Chỉ tiêu \(one.indicator) năm \(one.year) của \(one.unitID) không chuyển sang "
                    + "đơn vị mới; đơn vị mới theo chỉ tiêu cấp trên.",
                "The target \(one.indicator) of \(one.year) of \(one.unitID) does not pass to its "
                    + "heirs; they take the one above.")
        }
    }

    private var sums: UnitChangeEffect {
        let first = day.month
        guard first <= today.month else {
            return UnitChangeEffect(
                .sums, units: [],
                "Không tổng nào đã có thay đổi trước tháng \(first.code).",
                "No sum that exists changes before \(first.code).")
        }
        let months = (first.number...today.month.number).map(Month.init(number:))
        let places = places(months)
        return UnitChangeEffect(
            .sums, units: places.map(id), months: months,
            "Tổng của các tháng \(first.code) đến \(today.month.code) tính lại ngay ở: "
                + "\(list(places)).",
            "Sums of \(first.code) to \(today.month.code) change at once at: \(list(places)).")
    }

    /// The units above what changes, before or after, and what changes itself.
    private func places(_ months: [Month]) -> [OrgUnit.Number] {
        var places: Set<OrgUnit.Number> = []
        for month in months {
            for unit in trace.units.map(\.unit) {
                let new = after.units.tree(of: month)
                var paths = [Set(new.path(from: unit)).union(new.areas(holding: unit))]
                if unit < before.units.units.count {
                    let old = before.units.tree(of: month)
                    paths.append(Set(old.path(from: unit)).union(old.areas(holding: unit)))
                } else {
                    paths.append([])
                }
                places.formUnion(paths[0].symmetricDifference(paths[1]))
            }
        }
        return places.sorted()
    }

    // MARK: Words

    private func id(_ unit: OrgUnit.Number) -> String { after.units[unit].id }

    private func name(_ unit: OrgUnit.Number) -> String {
        let states = [after, before].lazy.filter { $0.units.units.indices.contains(unit) }
        return states.compactMap { $0.units[unit].state(nearest: day + -1)?.name }.first ?? id(unit)
    }

    private func placeName(_ unit: OrgUnit.Number) -> String { "\(name(unit)) (\(id(unit)))" }

    private func list(_ units: [OrgUnit.Number]) -> String {
        units.isEmpty ? "–" : units.map(id).joined(separator: ", ")
    }

    private func signed(_ count: Int) -> String { count > 0 ? "+\(count)" : "\(count)" }
}
