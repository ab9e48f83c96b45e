import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/admin` and `/admin/audit`.
extension PageRoutes {
    private static let eventsPerPage = 50

    private var audit: AuditDesk { AuditDesk(store: store, clock: clock) }

    func addAudit(to router: inout Router) {
        router.on(.get, "/admin", handler(admin))
        router.on(.get, "/admin/audit", handler(auditLog))
    }

    private func admin(_ visit: Visit) async throws(Refusal) -> Response {
        let principal = try visit.signedIn()
        let state = try await audit.state(for: principal)
        let isForAll = visit.registry.units[principal.unit].states.contains { $0.level == .nation }
        let view = AdminView(frame: visit.frame(), state: state, showsState: isForAll)
        return Visit.page(view.html)
    }

    private func auditLog(_ visit: Visit) async throws(Refusal) -> Response {
        let principal = try visit.signedIn()
        try audit.requireAdministrator(principal)
        let query = visit.request.query
        let (filter, finding) = filter(query, visit)
        let page = try await audit.events(
            filter, before: query["cursor"].flatMap { Int64($0) }, limit: Self.eventsPerPage,
            for: principal)
        let kept = Self.filterFields.compactMap { name in
            query[name].flatMap { $0.isEmpty ? nil : Address.Pair(name, $0) }
        }
        let units = visit.registry.units.units
        let view = AuditView(
            frame: visit.frame(kept), page: page,
            unitName: { record in
                guard let unit = record.unit, units.indices.contains(unit) else { return "–" }
                return self.link(unit, on: self.today, visit.registry).name
            },
            typed: { query[$0] ?? "" }, finding: finding,
            older: page.next.map {
                Address("admin", "audit", query: kept).with("cursor", String($0))
            })
        var response = Visit.page(view.html)
        response.fields[.cacheControl] = "no-store"
        return response
    }

    private static let filterFields = ["kind", "actor", "subject", "org_unit", "from", "to"]

    /// The filter as far as it can be read, and what cannot be.
    private func filter(
        _ query: Query, _ visit: Visit
    ) -> (AuditDesk.Filter, finding: String?) {
        var filter = AuditDesk.Filter()
        var finding: String?
        func text(_ name: String) -> String? {
            query[name].map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        }
        filter.kind = text("kind")
        filter.actor = text("actor")
        filter.subject = text("subject")
        if let name = text("org_unit") {
            let naming = UnitNaming(units: visit.registry.units, day: today)
            if case .one(let unit) = naming.find(name) {
                filter.unit = unit
            } else {
                finding = visit.wording.label(
                    "Không rõ đơn vị «\(name)».", "The unit '\(name)' is not clear.")
            }
        }
        for (name, path) in [("from", \AuditDesk.Filter.from), ("to", \AuditDesk.Filter.to)] {
            guard let day = text(name) else { continue }
            filter[keyPath: path] = Day(iso: day)
            if filter[keyPath: path] == nil {
                finding = visit.wording.label(
                    "Viết ngày như 2024-01-31.", "Write a day as 2024-01-31.")
            }
        }
        return (filter, finding)
    }
}
