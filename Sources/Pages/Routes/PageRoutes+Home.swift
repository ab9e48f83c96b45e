import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/`, `/units?q=` and `/help`.
extension PageRoutes {
    /// How many months back a station is told what it owes, and what it has sent.
    private static let openMonths = 24
    private static let sentMonths = 12
    private static let hitsMax = 50

    func home(_ visit: Visit) async throws(Refusal) -> Response {
        let content = try await content(visit)
        let page = HomePage(
            frame: visit.frame(), today: today, content: content,
            scripts: assets.scripts(of: "home.js"))
        return Visit.page(HomeView(page).html)
    }

    private func content(_ visit: Visit) async throws(Refusal) -> HomePage.Content {
        guard let principal = visit.principal else {
            return .visitor(provinces: provinces(visit))
        }
        let registry = visit.registry
        let unit = link(principal.unit, on: today, registry)
        // A unit that has ended still owes the months before its end.
        let last = registry.units[principal.unit].presence.nearest(to: today.month) ?? today.month
        let months = (0..<Self.openMonths).map { last - $0 }
        let forms = registry.catalogue.forms.filter { form in
            months.contains { registry.expectsReport(form, of: principal.unit, for: $0) }
        }
        guard !forms.isEmpty else {
            let overseer = Overseer(routes: self, principal: principal, visit: visit)
            return .overseer(try await overseer.overseen())
        }
        var tasks: [HomePage.Task] = []
        for form in forms {
            tasks += try await self.tasks(form, months, principal, visit)
        }
        return .reporter(unit, tasks: tasks.sorted { $0.line.month > $1.line.month })
    }

    /// A station's months of one form; what was sent long ago is left to the figures.
    private func tasks(
        _ form: String, _ months: [Month], _ principal: Principal, _ visit: Visit
    ) async throws(Refusal) -> [HomePage.Task] {
        let lines = try await monthLines(
            of: principal.unit, form: form, months: months, for: principal, visit.registry)
        let title = visit.registry.catalogue.forms.count > 1 ? title(of: form, visit) : nil
        let recent = (months.first ?? today.month) - Self.sentMonths
        return lines.filter { $0.state.isOpen || $0.hasDraft || $0.month > recent }
            .filter { $0.state != .absent && $0.state != .future }
            .map { HomePage.Task(line: $0, form: title) }
    }

    /// The provinces of today, where their sums are open to everyone.
    private func provinces(_ visit: Visit) -> [UnitLink] {
        guard figures.areSumsPublic else { return [] }
        let tree = visit.registry.units.tree(on: today)
        let roots = tree.units.first.map { tree.children(of: $0) } ?? []
        return roots.map { link($0, on: today, visit.registry) }
    }

    func search(_ visit: Visit) throws(Refusal) -> Response {
        let query = visit.request.query["q"] ?? ""
        let words = VietnameseText.folded(query)
        var found: [UnitsView.Hit] = []
        if !words.isEmpty {
            for unit in visit.registry.units.units.reversed() {
                guard found.count <= Self.hitsMax else { break }
                if let hit = hit(unit, words, visit.registry) { found.append(hit) }
            }
        }
        let view = UnitsView(
            frame: visit.frame([.init("q", query)]), query: query,
            hits: Array(found.prefix(Self.hitsMax)), isCut: found.count > Self.hitsMax)
        return Visit.page(view.html)
    }

    /// Units of all times are found: a station's past stands under its old name.
    private func hit(_ unit: OrgUnit, _ words: String, _ registry: Registry) -> UnitsView.Hit? {
        guard let state = unit.state(nearest: today),
            VietnameseText.folded(state.name).contains(words) || unit.id.lowercased() == words
        else { return nil }
        let day = state.validity.through.map { min($0, today) } ?? today
        let above = ancestors(of: unit.number, on: day, registry).dropFirst().reversed()
        return UnitsView.Hit(
            unit: UnitLink(id: unit.id, name: state.name),
            above: above.map(\.name).joined(separator: ", "))
    }

    func help(_ visit: Visit) throws(Refusal) -> Response {
        let origin = visit.request.origin.description
        return Visit.page(HelpView(frame: visit.frame(), origin: origin).html)
    }
}
