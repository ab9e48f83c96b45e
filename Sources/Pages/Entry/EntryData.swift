import JSON
import Reporting

/// What the form's scripts have to know, as JSON within the page: the version's own rules with
/// their sentences, rows named by their place in the form, and the texts.
struct EntryData {
    let page: EntryPage

    private var wording: Wording { page.wording }

    var html: HTML {
        let check = FormCheck(version: page.version, catalogue: page.catalogue)
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("reader")
        writer.value(page.frame.viewer?.key ?? "")
        writer.key("title")
        writer.value(page.unit.name + ", " + wording.month(page.month))
        writer.key("unsaved")
        writer.value(page.isUnsaved)
        writer.key("sums")
        writeSums(check, to: &writer)
        writer.key("errors")
        write(check.errors, hasCodes: false, to: &writer)
        writer.key("warnings")
        write(check.warnings, hasCodes: true, to: &writer)
        writer.key("text")
        writeTexts(to: &writer)
        writer.endObject()
        return "<script type=\"application/json\" id=data>\(HTML(json: writer.bytes))</script>"
    }

    /// `[row, its parts, whether a rule says its sentence]`.
    private func writeSums(_ check: FormCheck, to writer: inout JSONWriter) {
        writer.beginArray()
        for element in check.computed {
            writer.beginArray()
            writer.value(place(element.index) ?? 0)
            writer.beginArray()
            for part in element.parts { writer.value(place(part) ?? 0) }
            writer.endArray()
            writer.value(check.hasRule(for: element))
            writer.endArray()
        }
        writer.endArray()
    }

    /// `[expression, sentence]`, and the code by which a warning is explained.
    private func write(_ rules: [Rule], hasCodes: Bool, to writer: inout JSONWriter) {
        writer.beginArray()
        for rule in rules {
            guard let text = rule.expression.text(place) else { continue }
            writer.beginArray()
            writer.value(text)
            writer.value(sentence(of: rule))
            if hasCodes { writer.value(rule.code) }
            writer.endArray()
        }
        writer.endArray()
    }

    /// What is broken, `{3}` for the label of the row at place 3 with its quotes: the labels are
    /// on the page already and are half of all the rules.
    private func sentence(of rule: Rule) -> String {
        rule.expression.elements.reduce(wording.label(rule.messageVI, rule.messageEN)) {
            sentence, index in
            let element = page.catalogue.elements[index]
            let label = wording.quoted(wording.label(element.labelVI, element.labelEN))
            return place(index).map { sentence.replacing(label, with: "{\($0)}") } ?? sentence
        }
    }

    private func writeTexts(to writer: inout JSONWriter) {
        writer.beginObject()
        for text in ScriptText.allCases {
            writer.key(text.rawValue)
            writer.value(text.text(wording))
        }
        writer.endObject()
    }

    private func place(_ element: DataElement.Index) -> Int? {
        page.version.elements.firstIndex(of: element)
    }
}
