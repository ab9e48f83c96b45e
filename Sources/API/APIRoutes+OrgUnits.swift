import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `GET /org-units?level=&parent=&as_of=&q=&limit=&cursor=`: the units of a day, in the order
/// of the tree, areas last. `parent` may be an area: then its members are meant. Areas lie in a
/// unit without being below it, so they are among its own only where `level=area` asks for them.
extension APIRoutes {
    static let orgUnitsPerPage = 500

    func orgUnits(_ request: Request) async throws(Refusal) -> Response {
        let query = request.query
        let registry = store.registry
        let day = try self.day(query["as_of"]) ?? today
        let parent = try parent(query["parent"], registry)
        let limit = try limit(query["limit"], usual: Self.orgUnitsPerPage)
        let start = try cursor(query["cursor"])
        let level = query["level"].map(OrgUnitLevel.init(rawValue:))
        let words = query["q"].map(VietnameseText.folded)
        let tree = registry.units.tree(on: day)
        let found = Self.units(of: parent, level, tree).filter { number in
            guard let state = registry.units[number].state(on: day) else { return false }
            return (level.map { $0 == state.level } ?? true)
                && (words.map { Self.matches(registry.units[number], state, $0) } ?? true)
        }
        let page = found.dropFirst(start).prefix(limit)
        let next = start + page.count
        return await longList(
            Array(page), next: next < found.count ? String(next) : nil
        ) { writer, number in
            Self.write(registry.units[number], on: day, registry, to: &writer)
        }
    }

    /// In the order of the tree, which an area's members do not stand in by themselves.
    private static func units(
        of parent: OrgUnit.Number?, _ level: OrgUnitLevel?, _ tree: UnitTree
    ) -> [OrgUnit.Number] {
        guard let parent else { return tree.units }
        if level == .area { return tree.areas(lyingIn: parent) }
        return tree.children(of: parent).sorted {
            (tree.rank(of: $0) ?? 0) < (tree.rank(of: $1) ?? 0)
        }
    }

    private static func matches(
        _ unit: OrgUnit, _ state: OrgUnit.State, _ words: String
    ) -> Bool {
        VietnameseText.folded(state.name).contains(words) || unit.id.lowercased().contains(words)
    }

    private func day(_ text: String?) throws(Refusal) -> Day? {
        guard let text else { return nil }
        guard let day = Day(iso: text) else {
            throw .badParameter(
                "as_of", messageVI: "Ngày phải viết như 2025-07-01.",
                messageEN: "Write a day as 2025-07-01.")
        }
        return day
    }

    private func parent(_ id: String?, _ registry: Registry) throws(Refusal) -> OrgUnit.Number? {
        guard let id else { return nil }
        guard let number = registry.units.number(ofID: id) else {
            throw .badParameter(
                "parent", messageVI: "Không có đơn vị «\(id)».",
                messageEN: "There is no unit '\(id)'.")
        }
        return number
    }

    private static func write(
        _ unit: OrgUnit, on day: Day, _ registry: Registry, to writer: inout JSONWriter
    ) {
        guard let state = unit.state(on: day) else { return }
        writer.beginObject()
        writer.key("id")
        writer.value(unit.id)
        writer.key("code")
        writer.value(state.code)
        writer.key("name")
        writer.value(state.name)
        writer.key("level")
        writer.value(state.level.rawValue)
        writer.key("kind")
        writer.value(state.kind)
        writer.key("parent")
        writer.value(state.parent.map { registry.units[$0].id })
        writer.key("valid_from")
        writer.value(state.validity.from?.iso)
        writer.key("valid_to")
        writer.value(state.validity.through?.iso)
        if state.level == .area { writeMembers(of: unit.number, on: day, registry, to: &writer) }
        writer.endObject()
    }

    /// `members` are summed in the area, `part_members` are named beside its sums.
    private static func writeMembers(
        of area: OrgUnit.Number, on day: Day, _ registry: Registry, to writer: inout JSONWriter
    ) {
        let tree = registry.units.tree(on: day)
        let lists = [
            ("members", tree.children(of: area)), ("part_members", tree.partMembers(of: area)),
        ]
        for (key, units) in lists {
            writer.key(key)
            writer.beginArray()
            for unit in units { writer.value(registry.units[unit].id) }
            writer.endArray()
        }
    }
}
