import Crypto
import JSON
import Reporting

extension Revision {
    /// SHA-256 over the revision's canonical JSON: all its fields in a fixed order, blank values
    /// left out, and the hash of the revision before. Whoever changes an old row must change
    /// every later one of that report too.
    ///
    /// - Parameter values: the canonical JSON of the revision's values.
    static func hash(
        of revision: Revision, values: [UInt8], after previous: [UInt8]?, registry: Registry
    ) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: values.count + usualRestLength)
        writer.beginObject()
        writer.key("seq")
        writer.value(revision.seq)
        writer.key("org_unit")
        writer.value(registry.units[revision.key.unit].id)
        writer.key("form")
        writer.value(revision.key.form)
        writer.key("form_version")
        writer.value(revision.formVersion.version)
        writer.key("period")
        writer.value(revision.key.month.code)
        writer.key("revision")
        writer.value(revision.revision)
        writer.key("previous_seq")
        if let seq = revision.previousSeq { writer.value(seq) } else { writer.null() }
        writer.key("status")
        writer.value(revision.status.rawValue)
        writer.key("values")
        writer.raw(values)
        writer.key("explanations")
        Explanations(revision.explanations).write(to: &writer)
        writer.key("note")
        writer.value(revision.note)
        // Rows of a time before both were kept are hashed without them.
        if let warnings = revision.warnings {
            writer.key("reason")
            writer.value(revision.reason)
            writer.key("warnings")
            StoredWarnings(warnings).write(to: &writer)
        }
        writer.key("received_at")
        writer.value(revision.receivedAt)
        writer.key("source")
        writer.value(revision.source.rawValue)
        writer.key("by")
        writer.value(revision.by)
        writer.key("previous_hash")
        if let previous { writer.value(Hex.encode(previous)) } else { writer.null() }
        writer.endObject()
        return SHA256.digest(of: writer.bytes).bytes
    }

    private static let usualRestLength = 512
}
