import JSON
import Reporting

/// The trace of a change as the database keeps it, units by their numbers.
extension UnitChangeTrace {
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.list("units", units) { writer, one in
            writer.integer("unit", one.unit)
            writer.list("before", one.before) { $1.write(to: &$0) }
            writer.list("after", one.after) { $1.write(to: &$0) }
        }
        writer.list("links", links) { $1.write(to: &$0) }
        writer.list("removed", removedMemberships) { $1.write(to: &$0) }
        writer.list("added", addedMemberships) { $1.write(to: &$0) }
        writer.endObject()
        return writer.bytes
    }

    /// Nil for what this program never wrote.
    init?(json: [UInt8]) {
        guard let root = try? JSONDocument(parsing: json).root,
            let units = root.list("units", States.init(json:)),
            let links = root.list("links", Succession.init(json:)),
            let removed = root.list("removed", Membership.init(json:)),
            let added = root.list("added", Membership.init(json:))
        else { return nil }
        self.init(
            units: units, links: links, removedMemberships: removed, addedMemberships: added)
    }
}

extension UnitChangeTrace.States {
    fileprivate init?(json: JSONValue) {
        guard let unit = json.int("unit"),
            let before = json.list("before", OrgUnit.State.init(json:)),
            let after = json.list("after", OrgUnit.State.init(json:))
        else { return nil }
        self.init(unit: unit, before: before, after: after)
    }
}

extension OrgUnit.State {
    fileprivate func write(to writer: inout JSONWriter) {
        validity.write(to: &writer)
        for (key, text) in [
            ("code", code), ("level", level.rawValue), ("kind", kind), ("name", name),
        ] {
            writer.key(key)
            writer.value(text)
        }
        if let parent { writer.integer("parent", parent) }
    }

    fileprivate init?(json: JSONValue) {
        guard let code = json["code"]?.string, let level = json["level"]?.string,
            let kind = json["kind"]?.string, let name = json["name"]?.string
        else { return nil }
        self.init(
            validity: Validity(json: json), code: code, level: OrgUnitLevel(rawValue: level),
            kind: kind, name: name, parent: json.int("parent"))
    }
}

extension Succession {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.integer("predecessor", predecessor)
        writer.integer("successor", successor)
        writer.key("kind")
        writer.value(kind.rawValue)
        if let share {
            writer.key("mantissa")
            writer.value(share.mantissa)
            writer.integer("scale", share.scale)
        }
        writer.integer("effective", effective.number)
    }

    fileprivate init?(json: JSONValue) {
        guard let predecessor = json.int("predecessor"), let successor = json.int("successor"),
            let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)),
            let effective = json.int("effective")
        else { return nil }
        var share: Decimal?
        if let mantissa = json["mantissa"]?.integer, let scale = json.int("scale"),
            (0...9).contains(scale)
        {
            share = Decimal(mantissa: mantissa, scale: scale)
        }
        self.init(
            predecessor: predecessor, successor: successor, kind: kind, share: share,
            effective: Day(number: effective))
    }
}

extension Membership {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.integer("area", area)
        writer.integer("member", member)
        writer.key("kind")
        writer.value(kind.rawValue)
        validity.write(to: &writer)
    }

    fileprivate init?(json: JSONValue) {
        guard let area = json.int("area"), let member = json.int("member"),
            let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:))
        else { return nil }
        self.init(area: area, member: member, kind: kind, validity: Validity(json: json))
    }
}

extension Validity {
    /// An open end is left out.
    fileprivate func write(to writer: inout JSONWriter) {
        if let from { writer.integer("from", from.number) }
        if let through { writer.integer("through", through.number) }
    }

    fileprivate init(json: JSONValue) {
        self.init(
            from: json.int("from").map(Day.init(number:)),
            through: json.int("through").map(Day.init(number:)))
    }
}

extension JSONWriter {
    fileprivate mutating func integer(_ name: String, _ number: Int) {
        key(name)
        value(number)
    }

    fileprivate mutating func list<Item>(
        _ name: String, _ items: [Item], _ write: (inout Self, Item) -> Void
    ) {
        key(name)
        beginArray()
        for item in items {
            beginObject()
            write(&self, item)
            endObject()
        }
        endArray()
    }
}

extension JSONValue {
    fileprivate func int(_ key: String) -> Int? { self[key]?.integer.map(Int.init) }

    /// Nil where an element cannot be read.
    fileprivate func list<Item>(_ key: String, _ read: (JSONValue) -> Item?) -> [Item]? {
        guard let list = self[key], list.kind == .array else { return nil }
        var items: [Item] = []
        for element in list.elements {
            guard let item = read(element) else { return nil }
            items.append(item)
        }
        return items
    }
}
