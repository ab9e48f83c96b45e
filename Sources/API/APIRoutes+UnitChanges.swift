import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `/org-units/changes`: changes of units, for administrators.
extension APIRoutes {
    /// A merge of 200 units with long names takes some 60 kilobytes.
    static let changeBodyMax = 128 * 1_024

    func addUnitChanges(to router: inout Router) {
        let path = Self.prefix + "/org-units/changes"
        get("/org-units/changes", to: &router, unitChanges)
        get("/org-units/changes/{id}", to: &router, unitChange)
        router.on(
            .post, path, bodyMax: Self.changeBodyMax, accepts: ["application/json"],
            handler(changeUnits))
        router.on(.delete, path + "/{id}", handler(undoUnitChange))
    }

    /// `?dry_run=true` tells what the change would do.
    private func changeUnits(_ request: Request) async throws(Refusal) -> Response {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: request.body)
        } catch {
            throw .malformed(messageVI: error.descriptionVI, messageEN: error.description)
        }
        let principal = try principal(request)
        try units.requireAdministrator(principal)
        let isDryRun = try isOn("dry_run", request.query)
        let change: UnitChange
        do throws(UnitChangeSyntaxError) {
            change = try UnitChange(json: document.root)
        } catch {
            throw .invalidChange(error.findings)
        }
        let receipt = try await units.change(
            change, isDryRun: isDryRun, by: principal, from: request.clientHost)
        var response = answer(receipt, status: isDryRun ? .ok : .created)
        if !isDryRun {
            response.fields[.location] = "\(Self.prefix)/org-units/changes/\(receipt.record.number)"
        }
        return response
    }

    private func unitChanges(_ request: Request) async throws(Refusal) -> Response {
        let records = try await units.changes(for: principal(request))
        return list(records) { writer, record in
            writer.beginObject()
            writeMembers(of: record, to: &writer)
            writer.endObject()
        }
    }

    private func unitChange(_ request: Request) async throws(Refusal) -> Response {
        let record = try await units.record(number(request), for: principal(request))
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("change")
        writer.beginObject()
        writeMembers(of: record, to: &writer)
        writer.endObject()
        writer.endObject()
        return json(writer.bytes)
    }

    private func undoUnitChange(_ request: Request) async throws(Refusal) -> Response {
        let principal = try principal(request)
        try units.requireAdministrator(principal)
        let isDryRun = try isOn("dry_run", request.query)
        return answer(
            try await units.undo(
                number(request), isDryRun: isDryRun, by: principal, from: request.clientHost),
            status: .ok)
    }

    private func number(_ request: Request) throws(Refusal) -> Int {
        guard let number = Int(request.parameters["id"]), number > 0 else { throw .notFound }
        return number
    }

    // MARK: JSON

    private func answer(_ receipt: UnitChangeReceipt, status: Status) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("change")
        writer.beginObject()
        writeMembers(of: receipt.record, to: &writer)
        writer.endObject()
        writer.key("effects")
        writer.beginArray()
        for effect in receipt.effects { Self.write(effect, to: &writer) }
        writer.endArray()
        writer.endObject()
        return json(writer.bytes, status: status)
    }

    /// One that is only tried has no id.
    private func writeMembers(of record: UnitChangeRecord, to writer: inout JSONWriter) {
        writer.key("id")
        if record.number > 0 { writer.value(record.number) } else { writer.null() }
        record.change.writeMembers(to: &writer)
        writer.key("state")
        writer.value(record.state(today: today).rawValue)
        let summary = record.change.summary(in: store.registry.units)
        writer.key("summary_vi")
        writer.value(summary.vi)
        writer.key("summary_en")
        writer.value(summary.en)
        writer.key("by")
        writer.value(record.by)
        writer.key("made_at")
        writer.value(VietnamTime.iso(ofMilliseconds: record.madeAt))
        writer.key("undone_by")
        writer.value(record.undoneBy)
        writer.key("undone_at")
        writer.value(record.undoneAt.map(VietnamTime.iso(ofMilliseconds:)))
    }

    private static func write(_ effect: UnitChangeEffect, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("topic")
        writer.value(effect.topic.rawValue)
        writer.key("units")
        writer.beginArray()
        for unit in effect.units { writer.value(unit) }
        writer.endArray()
        writer.key("months")
        writer.beginArray()
        for month in effect.months { writer.value(month.code) }
        writer.endArray()
        if let boundaries = effect.boundaries {
            writer.key("boundaries")
            writer.value(boundaries.rawValue)
        }
        writer.key("message_vi")
        writer.value(effect.messageVI)
        writer.key("message_en")
        writer.value(effect.messageEN)
        writer.endObject()
    }
}
