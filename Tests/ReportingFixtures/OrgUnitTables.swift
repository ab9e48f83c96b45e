public import Reporting

/// Units and successions as the CSV files that an import reads.
public enum OrgUnitTables {
    public static func units(_ units: [OrgUnit]) -> String {
        let header = "id,gso_code,level,kind,name_vi,parent_id,valid_from,valid_to\n"
        return units.reduce(into: header) { text, unit in
            for state in unit.states {
                let fields = [
                    unit.id, state.code, state.level.rawValue, state.kind, state.name,
                    state.parent.map { units[$0].id } ?? "", state.validity.from?.iso ?? "",
                    state.validity.through?.iso ?? "",
                ]
                text += fields.joined(separator: ",") + "\n"
            }
        }
    }

    public static func successions(_ links: [Succession], _ units: [OrgUnit]) -> String {
        let header = "predecessor_id,successor_id,kind,share,effective_date,source\n"
        return links.reduce(into: header) { text, link in
            let share = link.share.map { $0.scale == 0 ? "\($0.mantissa)" : "\($0.double)" }
            let fields = [
                units[link.predecessor].id, units[link.successor].id, link.kind.rawValue,
                share ?? "", link.effective.iso, "test",
            ]
            text += fields.joined(separator: ",") + "\n"
        }
    }

    public static func members(_ memberships: [Membership], _ units: [OrgUnit]) -> String {
        memberships.reduce(into: "area_id,member_id,kind,valid_from,valid_to\n") { text, one in
            let fields = [
                units[one.area].id, units[one.member].id, one.kind.rawValue,
                one.validity.from?.iso ?? "", one.validity.through?.iso ?? "",
            ]
            text += fields.joined(separator: ",") + "\n"
        }
    }
}
