public import Access
import JSON
public import Reporting
public import Storage

/// A report's JSON as clients send it.
public struct ReportBody: Sendable {
    public var unitID: String?
    public var form: String?
    public var period: String?
    public var values: [(code: String, value: IncomingReport.Value)] = []
    public var explanations: [String: String] = [:]
    public var note = ""
    public var status = ReportStatus.submitted
    /// Instants that an import believes; no other way in knows the key.
    public var receivedAt: String?

    /// A note or an explanation of more characters is refused.
    public static let textLengthMax = 2_000

    /// Reads a body.
    ///
    /// - Throws: `.malformed` where it is not JSON, `.invalid` with every key that does not fit.
    public init(parsing bytes: [UInt8], allowsReceivedAt: Bool = false) throws(Refusal) {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: bytes)
        } catch {
            throw .malformed(messageVI: error.descriptionVI, messageEN: error.description)
        }
        guard document.root.kind == .object else {
            throw .malformed(
                messageVI: "Nội dung phải là một đối tượng JSON.",
                messageEN: "The body must be a JSON object.")
        }
        var findings: [Finding] = []
        for member in document.root.members {
            let (key, value) = (member.key, member.value)
            if key == "received_at", !allowsReceivedAt {
                findings.append(Self.unknownKey(key))
            } else {
                read(key, value, &findings)
            }
        }
        guard findings.isEmpty else { throw .invalid(findings) }
    }

    private mutating func read(_ key: String, _ value: JSONValue, _ findings: inout [Finding]) {
        switch key {
        case "org_unit": unitID = text(value, &findings)
        case "form": form = text(value, &findings)
        case "period": period = text(value, &findings)
        case "received_at": receivedAt = text(value, &findings)
        case "note": note = value.isNull ? "" : text(value, &findings) ?? ""
        case "values": readValues(value, &findings)
        case "explanations": readExplanations(value, &findings)
        case "status": readStatus(value, &findings)
        default: findings.append(Self.unknownKey(key))
        }
    }

    private func text(_ value: JSONValue, _ findings: inout [Finding]) -> String? {
        guard let text = value.string, text.count <= Self.textLengthMax else {
            findings.append(
                Finding(
                    pointer: value.pointer,
                    messageVI: "Phải là một chuỗi không quá \(Self.textLengthMax) ký tự.",
                    messageEN: "Must be a text of at most \(Self.textLengthMax) characters."))
            return nil
        }
        return text
    }

    private mutating func readValues(_ value: JSONValue, _ findings: inout [Finding]) {
        guard value.kind == .object else {
            return findings.append(Self.notAnObject(value))
        }
        values.reserveCapacity(value.count)
        for member in value.members {
            values.append((member.key, Self.incoming(member.value)))
        }
    }

    /// A count is written without sign, fraction or exponent: `5.0` and `5e0` are refused.
    private static func incoming(_ value: JSONValue) -> IncomingReport.Value {
        switch value.kind {
        case .null: return .value(.blank)
        case .string: return value.string == "na" ? .value(.notApplicable) : .notWholeNumber
        case .number:
            return value.lexeme.map { IncomingReport.value(typed: $0) } ?? .notWholeNumber
        default: return .notWholeNumber
        }
    }

    private mutating func readExplanations(_ value: JSONValue, _ findings: inout [Finding]) {
        if value.isNull { return }
        guard value.kind == .object else {
            return findings.append(Self.notAnObject(value))
        }
        for member in value.members {
            if let text = text(member.value, &findings) { explanations[member.key] = text }
        }
    }

    private mutating func readStatus(_ value: JSONValue, _ findings: inout [Finding]) {
        switch value.string {
        case "draft": status = .draft
        case "submitted": status = .submitted
        default:
            findings.append(
                Finding(
                    pointer: value.pointer,
                    messageVI: "Trạng thái phải là \"draft\" hoặc \"submitted\".",
                    messageEN: "The status must be \"draft\" or \"submitted\"."))
        }
    }

    private static func notAnObject(_ value: JSONValue) -> Finding {
        Finding(
            pointer: value.pointer, messageVI: "Phải là một đối tượng JSON.",
            messageEN: "Must be a JSON object.")
    }

    private static func unknownKey(_ key: String) -> Finding {
        Finding(
            pointer: "/" + ReportPointer.escaped(key),
            messageVI: "Không có trường «\(key)» trong báo cáo.",
            messageEN: "A report has no field '\(key)'.")
    }

    /// A finding for each of the three keys that is missing.
    public var missingKeys: [Finding] {
        [("org_unit", unitID), ("form", form), ("period", period)].compactMap { key, value in
            value == nil
                ? Finding(
                    pointer: "/" + key, messageVI: "Thiếu trường «\(key)».",
                    messageEN: "The field '\(key)' is missing.")
                : nil
        }
    }

    /// The letter to the desk.
    public func letter(source: Revision.Source) -> ReportDesk.Letter {
        ReportDesk.Letter(
            unitID: unitID ?? "",
            report: IncomingReport(
                form: form ?? "", period: period ?? "", values: values, status: status),
            explanations: explanations, note: note, source: source)
    }
}
