import Access
import JSON
import Reporting

/// Findings as JSON: tallies, then one page of findings, each with its numbers, a sentence in
/// both languages and the address of its cell.
struct QualityJSON {
    let answer: FigureDesk.QualityAnswer
    let start: Int
    let limit: Int

    private var report: QualityReport { answer.report }
    private var registry: Registry { answer.registry }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("org_unit")
        writeUnit(report.unit, to: &writer)
        writer.key("form")
        writer.value(report.form)
        writer.key("period")
        writer.value(report.month.code)
        writer.key("expected")
        writer.value(answer.units.count)
        writer.key("received")
        writer.value(report.reports)
        writer.key("judged")
        writer.value(report.judged)
        writer.key("counts")
        write(report.findings, to: &writer)
        writer.key("children")
        writeChildren(to: &writer)
        writeItems(to: &writer)
        writer.endObject()
    }

    /// How many of each kind; kinds without any too, so that a program finds each.
    private func write(_ findings: [QualityFinding], to writer: inout JSONWriter) {
        writer.beginObject()
        for kind in QualityFinding.Kind.allCases {
            writer.key(kind.rawValue)
            writer.value(findings.count { $0.kind == kind })
        }
        writer.endObject()
    }

    private func writeChildren(to writer: inout JSONWriter) {
        writer.beginArray()
        for child in answer.children where !child.units.isEmpty {
            writer.beginObject()
            writer.key("org_unit")
            writeUnit(child.unit, to: &writer)
            writer.key("counts")
            write(report.findings.filter { child.units.contains($0.unit) }, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeItems(to writer: inout JSONWriter) {
        let page = report.findings.dropFirst(start).prefix(limit)
        let end = start + page.count
        writer.key("items")
        writer.beginArray()
        for finding in page { write(finding, to: &writer) }
        writer.endArray()
        writer.key("next")
        writer.value(end < report.findings.count ? String(end) : nil)
    }

    private func write(_ finding: QualityFinding, to writer: inout JSONWriter) {
        let element = finding.element.map { registry.catalogue.elements[$0] }
        writer.beginObject()
        writer.key("kind")
        writer.value(finding.kind.rawValue)
        writer.key("org_unit")
        writeUnit(finding.unit, to: &writer)
        writer.key("form")
        writer.value(finding.form)
        writer.key("period")
        writer.value(finding.month.code)
        writer.key("element")
        writer.value(element?.code)
        writer.key("value")
        writer.value(finding.value)
        writer.key("compared")
        QualityEvidenceJSON(evidence: finding.evidence).write(to: &writer)
        writer.key("message_vi")
        writer.value(finding.titledVI(element))
        writer.key("message_en")
        writer.value(finding.titledEN(element))
        writer.key("href")
        writer.value(address(of: finding))
        writer.endObject()
    }

    /// The cell in the report's form; what is about the sums has none of its own.
    private func address(of finding: QualityFinding) -> String? {
        guard finding.hasReport else { return nil }
        let path = [
            "units", registry.units[finding.unit].id, "reports", finding.form, finding.month.code,
        ].joined(separator: "/")
        let field = finding.element.map { "#f-" + registry.catalogue.elements[$0].code }
        return "/" + path + (field ?? "")
    }

    private func writeUnit(_ number: OrgUnit.Number, to writer: inout JSONWriter) {
        let unit = registry.units[number]
        let state = unit.state(nearest: report.month.lastDay)
        writer.beginObject()
        writer.key("id")
        writer.value(unit.id)
        writer.key("name")
        writer.value(state?.name ?? unit.id)
        writer.key("level")
        writer.value(state?.level.rawValue)
        writer.endObject()
    }
}
