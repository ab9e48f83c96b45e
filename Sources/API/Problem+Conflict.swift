import JSON
import Reporting
import Storage

extension Problem {
    /// Both versions of a report whose sender had not seen the latest, and where they differ.
    static func writeConflict(
        _ yours: ReportValues, _ current: StoredReport?, _ registry: Registry,
        to writer: inout JSONWriter
    ) {
        writer.key("yours")
        writer.beginObject()
        writer.key("values")
        let elements =
            current?.latest.formVersion.elements ?? Array(registry.catalogue.elements.indices)
        writer.raw(ValuesJSON.bytes(yours, in: elements, catalogue: registry.catalogue))
        writer.endObject()
        writer.key("current")
        if let current {
            ReportJSON(report: current, registry: registry).write(to: &writer)
        } else {
            writer.null()
        }
        writer.key("different")
        writer.beginArray()
        for element in registry.catalogue.elements
        where yours[element.index] != (current?.latest.values[element.index] ?? .blank) {
            writer.value(element.code)
        }
        writer.endArray()
    }
}
