import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `/audit`: what happened to people, tokens, units, catalogue, months and the data, for
/// administrators.
extension APIRoutes {
    private static let eventsMax = 1_000
    private static let eventsUsual = 100

    func audit(_ request: Request) async throws(Refusal) -> Response {
        let desk = AuditDesk(store: store, clock: clock)
        let principal = try principal(request)
        try desk.requireAdministrator(principal)
        let query = request.query
        let limit = try limit(query["limit"], usual: Self.eventsUsual, max: Self.eventsMax)
        let page = try await desk.events(
            filter(query), before: before(query["cursor"]), limit: limit, for: principal)
        var response = list(page.records, next: page.next.map { String($0) }) { writer, record in
            write(record, to: &writer)
        }
        response.fields[.cacheControl] = "no-store"
        return response
    }

    private func filter(_ query: Query) throws(Refusal) -> AuditDesk.Filter {
        var filter = AuditDesk.Filter()
        if let kind = query["kind"] {
            guard AuditEvent.Kind(rawValue: kind) != nil else {
                let kinds = AuditEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw .badParameter(
                    "kind", messageVI: "Phải là một trong: \(kinds).",
                    messageEN: "Must be one of: \(kinds).")
            }
            filter.kind = kind
        }
        filter.actor = query["actor"]
        filter.subject = query["subject"]
        filter.unit = try unit(query["org_unit"])
        filter.from = try day("from", query)
        filter.to = try day("to", query)
        return filter
    }

    private func day(_ name: String, _ query: Query) throws(Refusal) -> Day? {
        guard let text = query[name] else { return nil }
        guard let day = Day(iso: text) else {
            throw .badParameter(
                name, messageVI: "Viết ngày như 2024-01-31.",
                messageEN: "Write a day as 2024-01-31.")
        }
        return day
    }

    private func before(_ text: String?) throws(Refusal) -> Int64? {
        guard let text else { return nil }
        guard let number = Int64(text), number > 0 else {
            throw .badParameter(
                "cursor", messageVI: "Phải là giá trị «next» của trang trước.",
                messageEN: "Must be the 'next' of the page before.")
        }
        return number
    }

    private func write(_ record: AuditRecord, to writer: inout JSONWriter) {
        let units = store.registry.units.units
        let unit = record.unit.flatMap { units.indices.contains($0) ? units[$0].id : nil }
        writer.beginObject()
        writer.key("number")
        writer.value(record.number)
        writer.member("at", VietnamTime.iso(ofMilliseconds: record.at))
        writer.member("kind", record.kind)
        writer.member("actor", record.actor)
        writer.member("address", record.address)
        writer.key("org_unit")
        writer.value(unit)
        writer.member("subject", record.subject)
        writer.key("detail")
        writer.beginObject()
        for (name, text) in record.detail.sorted(by: { $0.key < $1.key }) {
            writer.member(name, text)
        }
        writer.endObject()
        writer.endObject()
    }
}
