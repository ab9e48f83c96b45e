/// Units that begin, end, move or are renamed, and what goes into what.
extension UnitChangeEffects {
    var states: [UnitChangeEffect] {
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
            .units, units: [id], "\(label) kết thúc ngày \((day + -1).textVI).",
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
            .units, units: [id], "\(name) (\(id)) bắt đầu ngày \(day.textVI), thuộc \(parent).",
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
            .units, units: [id], "\(title(old) ?? id) (\(id)) thành \(title(new) ?? id).",
            "\(title(old) ?? id) (\(id)) becomes \(title(new) ?? id).")
    }

    /// Name, kind and code, as far as the one does not say the other.
    private func title(_ state: OrgUnit.State?) -> String? {
        state.map { state in
            let code = state.code.isEmpty ? "" : " [\(state.code)]"
            return UnitChange.title(state.name, kind: state.kind) + code
        }
    }

    var successions: [UnitChangeEffect] {
        trace.links.map { link in
            let ids = [id(link.predecessor), id(link.successor)]
            let names = (old: placeName(link.predecessor), new: placeName(link.successor))
            let (vi, en) = share(of: link)
            return UnitChangeEffect(
                .successions, units: ids, "\(names.old) → \(names.new): \(vi).",
                "\(names.old) → \(names.new): \(en).")
        }
    }

    private func share(of link: Succession) -> (String, String) {
        if link.isWhole {
            return (
                "toàn bộ; theo địa giới hiện nay số liệu cũ tính cho đơn vị mới",
                "whole; in today's boundaries its past counts at the heir"
            )
        }
        if link.isIgnored { return ("chỉ đất, không có dân", "land without people") }
        guard let share = link.share else {
            return (
                "một phần không rõ tỷ lệ; theo địa giới hiện nay số liệu cũ chỉ tính ở cấp trên",
                "a part of unknown size; in today's boundaries its past counts further up only"
            )
        }
        return ("một phần, tỷ lệ \(share.textVI)", "a part, share \(share.text)")
    }
}
