import JSON
import Reporting
import Storage

/// A stored report as JSON.
struct ReportJSON {
    let report: StoredReport
    let registry: Registry
    /// Its values as canonical JSON, where they are at hand.
    var values: [UInt8]?

    /// `{"report":{…},"warnings":[…]}`.
    func document(warnings: [Finding]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writeMembers(warnings: warnings, to: &writer)
        writer.endObject()
        return writer.bytes
    }

    func writeMembers(warnings: [Finding], to writer: inout JSONWriter) {
        writer.key("report")
        write(to: &writer)
        writer.key("warnings")
        writer.value(warnings)
    }

    /// The warnings stored with the report; of a time before they were kept, those that its
    /// values break by the rules in force now.
    var warnings: [Finding] {
        if let warnings = report.latest.warnings { return warnings }
        return registry.check(of: report.latest.formVersion).check(report.latest.values).warnings
    }

    func write(to writer: inout JSONWriter) {
        Self.write(
            report.latest, values: values, receivedFirst: report.receivedFirst,
            registry: registry, to: &writer)
    }

    static func write(
        _ revision: Revision, values: [UInt8]? = nil, receivedFirst: Int64?,
        registry: Registry, to writer: inout JSONWriter,
        more writeMore: (inout JSONWriter) -> Void = { _ in }
    ) {
        writer.beginObject()
        writer.key("org_unit")
        writer.value(registry.units[revision.key.unit].id)
        writer.key("form")
        writer.value(revision.key.form)
        writer.key("form_version")
        writer.value(revision.formVersion.version)
        writer.key("period")
        writer.value(revision.key.month.code)
        writer.key("status")
        writer.value(revision.status.rawValue)
        writer.key("revision")
        writer.value(revision.revision)
        writer.key("seq")
        writer.value(revision.seq)
        writer.key("values")
        writer.raw(
            values
                ?? ValuesJSON.bytes(
                    revision.values, in: revision.formVersion.elements,
                    catalogue: registry.catalogue))
        writer.key("explanations")
        writer.beginObject()
        for (rule, sentence) in revision.explanations.sorted(by: { $0.key < $1.key }) {
            writer.key(rule)
            writer.value(sentence)
        }
        writer.endObject()
        writer.key("note")
        writer.value(revision.note)
        if !revision.reason.isEmpty {
            writer.key("reason")
            writer.value(revision.reason)
        }
        writer.key("received_at")
        writer.value(VietnamTime.iso(ofMilliseconds: revision.receivedAt))
        writer.key("received_first")
        writer.value(receivedFirst.map(VietnamTime.iso(ofMilliseconds:)))
        writer.key("on_time")
        if let receivedFirst {
            let key = revision.key
            writer.value(
                registry.isOnTime(
                    key.form, of: key.unit, for: key.month, receivedAt: receivedFirst))
        } else {
            writer.null()
        }
        writer.key("by")
        writer.value(revision.by)
        writeMore(&writer)
        writer.endObject()
    }

    /// An entry of a report's history: also from where it came, what it changed, and its place in
    /// the chain of hashes.
    static func writeEntry(
        _ revision: Revision, after previous: Revision?, receivedFirst: Int64?,
        registry: Registry, to writer: inout JSONWriter
    ) {
        write(revision, receivedFirst: receivedFirst, registry: registry, to: &writer) { writer in
            writer.member("source", revision.source.rawValue)
            writer.member("hash", revision.hashText)
            writer.key("previous_hash")
            writer.value(previous?.hashText)
            writer.key("changed")
            writer.beginArray()
            for element in previous.map(revision.changedElements(since:)) ?? [] {
                writer.value(registry.catalogue.elements[element].code)
            }
            writer.endArray()
        }
    }
}
