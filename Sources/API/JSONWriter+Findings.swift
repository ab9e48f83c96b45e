import JSON
import Reporting

extension JSONWriter {
    /// Findings as the contract names them: a pointer, the rule, a sentence in each language.
    mutating func value(_ findings: [Finding]) {
        beginArray()
        for finding in findings {
            beginObject()
            key("pointer")
            value(finding.pointer)
            if let rule = finding.rule {
                key("rule")
                value(rule)
            }
            key("message_vi")
            value(finding.messageVI)
            key("message_en")
            value(finding.messageEN)
            endObject()
        }
        endArray()
    }

    /// A member whose value is a text.
    mutating func member(_ key: String, _ text: String) {
        self.key(key)
        value(text)
    }

    mutating func value(_ number: Int64?) {
        if let number { value(number) } else { null() }
    }

    mutating func value(_ number: Double?) {
        if let number { value(number) } else { null() }
    }

    mutating func value(_ text: String?) {
        if let text { value(text) } else { null() }
    }

    /// `{"items":[…],"next":null}`: the shape of every list.
    mutating func list<Item>(
        _ items: [Item], next: String? = nil, _ write: (inout Self, Item) -> Void
    ) {
        beginList()
        for item in items { write(&self, item) }
        endList(next: next)
    }

    mutating func beginList() {
        beginObject()
        key("items")
        beginArray()
    }

    mutating func endList(next: String?) {
        endArray()
        key("next")
        value(next)
        endObject()
    }
}
