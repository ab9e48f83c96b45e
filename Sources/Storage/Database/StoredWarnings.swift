import JSON
import Reporting

/// Warnings as the journal keeps them: a canonical JSON array, empty text without any.
struct StoredWarnings {
    let findings: [Finding]

    init(_ findings: [Finding]) {
        self.findings = findings
    }

    init?(json text: String) {
        guard !text.isEmpty else {
            findings = []
            return
        }
        guard let document = try? JSONDocument(parsing: Array(text.utf8)) else { return nil }
        findings = document.root.elements.map { item in
            Finding(
                pointer: item["pointer"]?.string ?? "", rule: item["rule"]?.string,
                messageVI: item["message_vi"]?.string ?? "",
                messageEN: item["message_en"]?.string ?? "")
        }
    }

    var json: String {
        guard !findings.isEmpty else { return "" }
        var writer = JSONWriter()
        write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginArray()
        for finding in findings {
            writer.beginObject()
            write("pointer", finding.pointer, to: &writer)
            if let rule = finding.rule { write("rule", rule, to: &writer) }
            write("message_vi", finding.messageVI, to: &writer)
            write("message_en", finding.messageEN, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ key: String, _ text: String, to writer: inout JSONWriter) {
        writer.key(key)
        writer.value(text)
    }
}
