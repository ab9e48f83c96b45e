import JSON

/// What must hold for any octets whatsoever; the fuzz target and the tests share it.
enum JSONProperties {
    /// The first property that does not hold, or nil.
    static func violation(_ octets: [UInt8]) -> String? {
        do throws(JSONError) {
            let document = try JSONDocument(parsing: octets)
            let written = write(document.root)
            let again = try JSONDocument(parsing: written)
            guard areSame(document.root, again.root) else { return "written and read differently" }
            guard write(again.root) == written else { return "written twice differently" }
            return placeViolation(document.root)
        } catch {
            return violation(of: error, in: octets)
        }
    }

    private static func violation(of error: JSONError, in octets: [UInt8]) -> String? {
        let isPlaced =
            error.line >= 1 && error.column >= 1 && (0...octets.count).contains(error.offset)
        guard isPlaced else { return "no such place: \(error)" }
        guard error.pointer.utf8.first ?? UInt8(ascii: "/") == UInt8(ascii: "/") else {
            return "no pointer: \(error.pointer)"
        }
        return prefixViolation(of: error, in: octets)
    }

    /// What stands before a fault is good so far: cut there, the text only lacks its end. But a
    /// repeated key is found when its object ends, and some faults are laid at a value's start.
    private static func prefixViolation(of error: JSONError, in octets: [UInt8]) -> String? {
        let late: [JSONError.Kind] = [.duplicateKey, .documentTooLong, .trailingBytes]
        if late.contains(error.kind) { return nil }
        do throws(JSONError) {
            _ = try JSONDocument(parsing: Array(octets.prefix(error.offset)))
            return "good up to \(error)"
        } catch {
            return error.kind == .unexpectedEnd ? nil : "\(error) before it"
        }
    }

    /// Every value is found again by its pointer.
    private static func placeViolation(_ value: JSONValue) -> String? {
        for (key, child) in children(of: value) {
            // Scalar by scalar: a combining mark behind a slash makes one Character of both.
            let token = key.unicodeScalars.map { ["~": "~0", "/": "~1"][$0] ?? String($0) }
            guard child.pointer == value.pointer + "/" + token.joined() else {
                return "\(child.pointer) is not \(value.pointer)/\(token)"
            }
            if let violation = placeViolation(child) { return violation }
        }
        return nil
    }

    private static func children(of value: JSONValue) -> [(String, JSONValue)] {
        value.kind == .object
            ? value.members.map { ($0.key, $0.value) }
            : value.elements.enumerated().map { (String($0.offset), $0.element) }
    }

    static func write(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        write(value, to: &writer)
        return writer.bytes
    }

    private static func write(_ value: JSONValue, to writer: inout JSONWriter) {
        switch value.kind {
        case .null: writer.null()
        case .bool: writer.value(value.bool ?? false)
        case .string: writer.value(value.string ?? "")
        case .number:
            // The double behind -0 has a sign, the integer has none.
            if let integer = value.integer, value.lexeme != "-0" {
                writer.value(integer)
            } else {
                writer.value(value.double ?? 0)
            }
        case .array:
            writer.beginArray()
            for element in value.elements { write(element, to: &writer) }
            writer.endArray()
        case .object:
            writer.beginObject()
            for member in value.members {
                writer.key(member.key)
                write(member.value, to: &writer)
            }
            writer.endObject()
        }
    }

    /// Whether two values say the same, numbers by their exact values.
    private static func areSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
        guard left.kind == right.kind, left.count == right.count, left.bool == right.bool,
            left.string.map({ Array($0.utf8) }) == right.string.map({ Array($0.utf8) }),
            left.double == right.double
        else { return false }
        return zip(children(of: left), children(of: right)).allSatisfy {
            Array($0.0.utf8) == Array($1.0.utf8) && areSame($0.1, $1.1)
        }
    }
}
