public import JSON
public import Reporting

/// Why JSON is no change of units: findings that point into it.
public struct UnitChangeSyntaxError: Error, Sendable {
    public let findings: [Finding]
}

/// Changes as the API takes them and the database keeps them:
/// `{"change":"merge","effective":"2027-01-01","units":["A","B"],"into":{"id":"N","name":"…"}}`.
extension UnitChange {
    public init(json: JSONValue) throws(UnitChangeSyntaxError) {
        var reading = UnitChangeReading(root: json)
        let change = reading.change()
        guard let change, reading.findings.isEmpty else {
            throw UnitChangeSyntaxError(findings: reading.findings)
        }
        self = change
    }

    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }

    /// Its members, within an object that may say more.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.key("change")
        writer.value(code)
        writer.key("effective")
        writer.value(effective.iso)
        writer.key("reason")
        writer.value(reason)
        writer.key("backdated")
        writer.value(isBackdated)
        writeAction(to: &writer)
    }

    private func writeAction(to writer: inout JSONWriter) {
        switch action {
        case .merge(let units, let heir):
            writer.key("units")
            writer.beginArray()
            for unit in units { writer.value(unit) }
            writer.endArray()
            writer.key("into")
            heir.write(to: &writer)
        case .split(let unit, let parts, let isKept):
            writer.text("unit", unit)
            writer.key("keeps")
            writer.value(isKept)
            writer.key("parts")
            writer.beginArray()
            for part in parts { part.write(to: &writer) }
            writer.endArray()
        case .move(let unit, let parent):
            writer.text("unit", unit)
            writer.text("parent", parent)
        case .rename(let unit, let name, let kind, let code):
            writer.text("unit", unit)
            writer.text("name", name)
            writer.text("kind", kind)
            writer.text("code", code)
        case .open(let subject):
            writer.key("unit")
            subject.write(to: &writer)
        case .close(let unit): writer.text("unit", unit)
        case .join(let unit, let area, let kind):
            writer.text("unit", unit)
            writer.text("area", area)
            writer.text("kind", kind.rawValue)
        case .leave(let unit, let area):
            writer.text("unit", unit)
            writer.text("area", area)
        }
    }
}

extension UnitChange.Subject {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.text("id", id)
        writer.text("name", name)
        writer.text("level", level?.rawValue)
        writer.text("kind", kind)
        if !code.isEmpty { writer.text("code", code) }
        writer.text("parent", parent)
        writer.endObject()
    }
}

extension UnitChange.Part {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("into")
        into.write(to: &writer)
        if let share {
            writer.key("share")
            writer.raw(share.text.utf8)
        }
        writer.endObject()
    }
}

extension JSONWriter {
    /// A member that is left out where there is nothing to say.
    fileprivate mutating func text(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        value(text)
    }
}

/// Walks the document once and notes what is wrong.
private struct UnitChangeReading {
    private let root: JSONValue
    private(set) var findings: [Finding] = []

    private static let shared = ["change", "effective", "reason", "backdated"]
    private static let keys = [
        "merge": ["units", "into"], "split": ["unit", "parts", "keeps"],
        "move": ["unit", "parent"], "rename": ["unit", "name", "kind", "code"],
        "open": ["unit"], "close": ["unit"], "join": ["unit", "area", "kind"],
        "leave": ["unit", "area"],
    ]

    init(root: JSONValue) {
        self.root = root
    }

    mutating func change() -> UnitChange? {
        guard root.kind == .object else {
            note(root.pointer, "Phải là một đối tượng JSON.", "Must be a JSON object.")
            return nil
        }
        let code = root["change"]?.string ?? ""
        guard let own = Self.keys[code] else {
            note("/change", "Phải là một trong: \(choices).", "Must be one of: \(choices).")
            return nil
        }
        refuseOthers(root, Self.shared + own)
        let effective = Day(iso: text(root, "effective") ?? "")
        if effective == nil, !findings.contains(where: { $0.pointer == "/effective" }) {
            note("/effective", "Ngày phải viết như 2027-01-01.", "Write a day as 2027-01-01.")
        }
        let reason = optional(root, "reason") ?? ""
        let isBackdated = flag("backdated")
        guard let action = action(code), let effective else { return nil }
        return UnitChange(
            action, effective: effective, reason: reason, isBackdated: isBackdated)
    }

    private var choices: String { UnitChange.codes.joined(separator: ", ") }

    private mutating func action(_ code: String) -> UnitChange.Action? {
        switch code {
        case "merge": return merge()
        case "split": return split()
        case "open": return subject("unit", of: root).map(UnitChange.Action.open)
        default: break
        }
        guard let unit = text(root, "unit") else { return nil }
        switch code {
        case "move": return text(root, "parent").map { .move(unit: unit, parent: $0) }
        case "join": return join(unit)
        case "leave": return text(root, "area").map { .leave(unit: unit, area: $0) }
        case "rename":
            return .rename(
                unit: unit, name: optional(root, "name"), kind: optional(root, "kind"),
                code: optional(root, "code"))
        default: return .close(unit: unit)
        }
    }

    private mutating func join(_ unit: String) -> UnitChange.Action? {
        let code = optional(root, "kind") ?? Membership.Kind.whole.rawValue
        guard let kind = Membership.Kind(rawValue: code) else {
            note("/kind", "Phải là whole hoặc part.", "Must be whole or part.")
            return nil
        }
        return text(root, "area").map { .join(unit: unit, area: $0, kind: kind) }
    }

    private mutating func merge() -> UnitChange.Action? {
        var units: [String] = []
        if let list = root["units"], list.kind == .array, list.count <= UnitChange.unitsMax {
            for element in list.elements {
                if let id = element.string { units.append(id) } else { noteText(element.pointer) }
            }
        } else {
            note(
                "/units", "Phải là danh sách không quá \(UnitChange.unitsMax) mã đơn vị.",
                "Must be a list of at most \(UnitChange.unitsMax) ids.")
        }
        return subject("into", of: root).map { .merge(units: units, into: $0) }
    }

    private mutating func split() -> UnitChange.Action? {
        guard let list = root["parts"], list.kind == .array, list.count <= UnitChange.unitsMax
        else {
            note(
                "/parts", "Phải là danh sách không quá \(UnitChange.unitsMax) phần.",
                "Must be a list of at most \(UnitChange.unitsMax) parts.")
            return nil
        }
        var parts: [UnitChange.Part] = []
        for element in list.elements {
            guard element.kind == .object else {
                note(element.pointer, "Phải là một đối tượng JSON.", "Must be a JSON object.")
                continue
            }
            refuseOthers(element, ["into", "share"])
            let share = share(element)
            if let into = subject("into", of: element) {
                parts.append(UnitChange.Part(into: into, share: share))
            }
        }
        let isKept = flag("keeps")
        return text(root, "unit").map { .split(unit: $0, parts: parts, isKept: isKept) }
    }

    private mutating func share(_ part: JSONValue) -> Decimal? {
        guard let value = part["share"], !value.isNull else { return nil }
        let share = (value.lexeme ?? value.string).flatMap { Decimal($0) }
        if share == nil {
            note(value.pointer, "Tỷ lệ phải là số như 0.25.", "A share is a number such as 0.25.")
        }
        return share
    }

    /// A unit by its id alone, or by an object that describes a new one.
    private mutating func subject(_ key: String, of parent: JSONValue) -> UnitChange.Subject? {
        let pointer = parent.pointer + "/" + key
        guard let value = parent[key] else {
            note(pointer, "Thiếu trường «\(key)».", "The field '\(key)' is missing.")
            return nil
        }
        if let id = value.string { return UnitChange.Subject(id: id) }
        guard value.kind == .object else {
            note(pointer, "Phải là mã hoặc một đối tượng.", "Must be an id or an object.")
            return nil
        }
        refuseOthers(value, ["id", "name", "level", "kind", "code", "parent"])
        guard let id = text(value, "id") else { return nil }
        return UnitChange.Subject(
            id: id, name: optional(value, "name"),
            level: optional(value, "level").map(OrgUnitLevel.init(rawValue:)),
            kind: optional(value, "kind"), code: optional(value, "code") ?? "",
            parent: optional(value, "parent"))
    }

    // MARK: Members

    private mutating func text(_ object: JSONValue, _ key: String) -> String? {
        guard let value = object[key] else {
            note(
                object.pointer + "/" + key, "Thiếu trường «\(key)».",
                "The field '\(key)' is missing.")
            return nil
        }
        if let text = value.string { return text }
        noteText(value.pointer)
        return nil
    }

    private mutating func optional(_ object: JSONValue, _ key: String) -> String? {
        guard let value = object[key], !value.isNull else { return nil }
        if let text = value.string { return text }
        noteText(value.pointer)
        return nil
    }

    private mutating func flag(_ key: String) -> Bool {
        guard let value = root[key], !value.isNull else { return false }
        if let flag = value.bool { return flag }
        note(value.pointer, "Phải là true hoặc false.", "Must be true or false.")
        return false
    }

    private mutating func refuseOthers(_ object: JSONValue, _ known: [String]) {
        for member in object.members where !known.contains(member.key) {
            note(
                member.value.pointer, "Không có trường «\(member.key)».",
                "There is no field '\(member.key)'.")
        }
    }

    private mutating func noteText(_ pointer: String) {
        note(pointer, "Phải là một chuỗi.", "Must be a text.")
    }

    private mutating func note(_ pointer: String, _ vi: String, _ en: String) {
        findings.append(Finding(pointer: pointer, messageVI: vi, messageEN: en))
    }
}
