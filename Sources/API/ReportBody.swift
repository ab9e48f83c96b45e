public import Access
import JSON
public import Reporting
public import Storage

/// A report's JSON as clients send it.
public struct ReportBody: Sendable {
    public var unitID: String?
    public var form: String?
    public var period: String?
    public private(set) var values = IncomingValues()
    public var explanations: [String: String] = [:]
    public var note = ""
    public var status = ReportStatus.submitted
    /// Instants that an import believes; no other way in knows the key.
    public var receivedAt: String?
    private var hasValues = false
    /// What does not fit the shape of a report, in the order of the body.
    public private(set) var findings: [Finding] = []

    private static var textLengthMax: Int { ReportDesk.textLengthMax }

    /// Reads a body. What is JSON but no report is in `findings`: who sends it is asked first.
    ///
    /// - Throws: `.malformed` where it is not a JSON object.
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
        for member in document.root.members {
            if member.key == "received_at", !allowsReceivedAt {
                findings.append(Self.unknownKey(member.key))
            } else {
                read(member.key, member.value)
            }
        }
    }

    private mutating func read(_ key: String, _ value: JSONValue) {
        switch key {
        case "org_unit": unitID = text(value)
        case "form": form = text(value)
        case "period": period = text(value)
        case "received_at": receivedAt = text(value)
        case "note": note = value.isNull ? "" : text(value) ?? ""
        case "values": readValues(value)
        case "explanations": readExplanations(value)
        case "status": readStatus(value)
        default: findings.append(Self.unknownKey(key))
        }
    }

    private mutating func text(_ value: JSONValue) -> String? {
        guard let text = value.string, text.hasAtMost(Self.textLengthMax) else {
            findings.append(
                Finding(
                    pointer: value.pointer,
                    messageVI: "Phải là một chuỗi không quá \(Self.textLengthMax) ký tự.",
                    messageEN: "Must be a text of at most \(Self.textLengthMax) characters."))
            return nil
        }
        return text
    }

    private mutating func readValues(_ value: JSONValue) {
        hasValues = true
        guard value.kind == .object else {
            return findings.append(Self.notAnObject(value))
        }
        values.reserve(count: value.count)
        value.forEachMember { code, kind, octets in
            values.append(code, Self.incoming(kind, octets))
        }
    }

    /// A count is written without sign, fraction or exponent: `5.0` and `5e0` are refused.
    private static func incoming(_ kind: JSONKind, _ octets: Span<UInt8>) -> IncomingReport.Value {
        switch kind {
        case .null: .value(.blank)
        case .number: IncomingReport.value(digits: octets)
        case .string where octets.isNotApplicable: .value(.notApplicable)
        default: .notWholeNumber
        }
    }

    private mutating func readExplanations(_ value: JSONValue) {
        if value.isNull { return }
        guard value.kind == .object else {
            return findings.append(Self.notAnObject(value))
        }
        for member in value.members {
            if let text = text(member.value) { explanations[member.key] = text }
        }
    }

    private mutating func readStatus(_ value: JSONValue) {
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

    /// Notes each key that is missing and without which a report is none.
    public mutating func requireKeys() {
        let keys = [
            ("org_unit", unitID != nil), ("form", form != nil), ("period", period != nil),
            ("values", hasValues),
        ]
        for (key, isThere) in keys
        where !isThere && !findings.contains(where: { $0.pointer == "/" + key }) {
            findings.append(
                Finding(
                    pointer: "/" + key, messageVI: "Thiếu trường «\(key)».",
                    messageEN: "The field '\(key)' is missing."))
        }
    }

    /// Notes what does not fit for another reason.
    public mutating func note(_ finding: Finding) {
        findings.append(finding)
    }

    /// The letter to the desk.
    public func letter(source: Revision.Source) -> ReportDesk.Letter {
        ReportDesk.Letter(
            unitID: unitID ?? "",
            report: IncomingReport(
                form: form ?? "", period: period ?? "", values: values, status: status),
            explanations: explanations, note: note, source: source, findings: findings)
    }
}

extension Span<UInt8> {
    /// `na`.
    fileprivate var isNotApplicable: Bool {
        count == 2 && self[0] == UInt8(ascii: "n") && self[1] == UInt8(ascii: "a")
    }
}
