import Access
import JSON
import Reporting

/// A small JSON object of texts, such as `{"reason":"…"}`.
struct TextFields {
    private let texts: [String: String]
    /// What does not fit, in the order of the body.
    private(set) var findings: [Finding] = []

    /// - Parameter names: the keys that may stand there.
    /// - Throws: `.malformed` where it is not a JSON object.
    init(parsing bytes: [UInt8], _ names: [String]) throws(Refusal) {
        var texts: [String: String] = [:]
        for member in try Self.object(bytes).members {
            if !names.contains(member.key) {
                findings.append(Self.unknown(member.key))
            } else if let text = member.value.string {
                texts[member.key] = text
            } else {
                findings.append(Self.noText(member.value))
            }
        }
        self.texts = texts
    }

    /// Empty where it was left out.
    subscript(name: String) -> String { texts[name] ?? "" }

    /// - Throws: `.invalid` with all that does not fit.
    func check() throws(Refusal) {
        guard findings.isEmpty else { throw .invalid(findings) }
    }

    static func object(_ bytes: [UInt8]) throws(Refusal) -> JSONValue {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(parsing: bytes).root
        } catch {
            throw .malformed(messageVI: error.descriptionVI, messageEN: error.description)
        }
        guard root.kind == .object else {
            throw .malformed(
                messageVI: "Nội dung phải là một đối tượng JSON.",
                messageEN: "The body must be a JSON object.")
        }
        return root
    }

    private static func unknown(_ key: String) -> Finding {
        Finding(
            pointer: "/" + ReportPointer.escaped(key), messageVI: "Không có trường «\(key)».",
            messageEN: "There is no field '\(key)'.")
    }

    private static func noText(_ value: JSONValue) -> Finding {
        Finding(
            pointer: value.pointer, messageVI: "Phải là một chuỗi.",
            messageEN: "Must be a text.")
    }
}
