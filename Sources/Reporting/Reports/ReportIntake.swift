/// Checks what came in against units, catalogue and calendar.
public struct ReportIntake: Sendable {
    private let registry: Registry
    private let currentMonth: Month

    /// - Parameter today: the day in Vietnam.
    public init(registry: Registry, today: Day) {
        self.registry = registry
        self.currentMonth = today.month
    }

    /// A report that may be stored.
    public struct Accepted: Sendable {
        public let unit: OrgUnit.Number
        public let month: Month
        public let version: FormVersion
        /// With computed elements filled in.
        public let values: ReportValues
        public let warnings: [Finding]
    }

    public enum Outcome: Sendable {
        case accepted(Accepted)
        /// Everything that is wrong, in the order of the report.
        case refused([Finding])
    }

    /// - Parameter unit: the report's unit, which must be known already.
    public func check(_ report: IncomingReport, of unit: OrgUnit.Number) -> Outcome {
        var findings: [Finding] = []
        let month = month(of: report, &findings)
        let version = version(of: report, unit, month, &findings)
        let values = values(of: report, version, &findings)
        guard let month, let version else { return .refused(findings) }
        let result = registry.check(of: version).check(values)
        if report.status != .draft { findings += result.errors }
        guard findings.isEmpty else { return .refused(findings) }
        return .accepted(
            Accepted(
                unit: unit, month: month, version: version, values: result.values,
                warnings: result.warnings))
    }

    private func month(of report: IncomingReport, _ findings: inout [Finding]) -> Month? {
        guard let month = Month(code: report.period) else {
            findings.append(
                Finding(
                    pointer: "/period",
                    messageVI: "«\(report.period)» không phải là một tháng; viết như 2024-01.",
                    messageEN: "'\(report.period)' is not a month; write it as 2024-01."))
            return nil
        }
        guard month <= currentMonth else {
            findings.append(
                Finding(
                    pointer: "/period", messageVI: "Tháng \(month.code) chưa bắt đầu.",
                    messageEN: "The month \(month.code) has not begun yet."))
            return nil
        }
        return month
    }

    private func version(
        of report: IncomingReport, _ unit: OrgUnit.Number, _ month: Month?,
        _ findings: inout [Finding]
    ) -> FormVersion? {
        guard registry.catalogue.versions.contains(where: { $0.form == report.form }) else {
            findings.append(
                Finding(
                    pointer: "/form", messageVI: "Không có biểu «\(report.form)».",
                    messageEN: "There is no form '\(report.form)'."))
            return nil
        }
        guard let month else { return nil }
        guard let version = registry.catalogue.version(of: report.form, in: month) else {
            findings.append(
                Finding(
                    pointer: "/form",
                    messageVI: "Biểu «\(report.form)» không có hiệu lực trong tháng \(month.code).",
                    messageEN: "The form '\(report.form)' was not in force in \(month.code)."))
            return nil
        }
        if let finding = unitFinding(report, unit, month) { findings.append(finding) }
        return version
    }

    private func unitFinding(
        _ report: IncomingReport, _ unit: OrgUnit.Number, _ month: Month
    ) -> Finding? {
        let id = registry.units[unit].id
        guard registry.units[unit].exists(on: month.lastDay) else {
            return Finding(
                pointer: "/org_unit",
                messageVI: "Đơn vị \(id) không tồn tại vào ngày cuối tháng \(month.code).",
                messageEN: "The unit \(id) did not exist on the last day of \(month.code).")
        }
        guard registry.expectsReport(report.form, of: unit, for: month) else {
            return Finding(
                pointer: "/org_unit",
                messageVI: "Đơn vị \(id) không báo cáo biểu «\(report.form)».",
                messageEN: "The unit \(id) does not report the form '\(report.form)'.")
        }
        return nil
    }

    private func values(
        of report: IncomingReport, _ version: FormVersion?, _ findings: inout [Finding]
    ) -> ReportValues {
        var values = ReportValues(elementCount: registry.catalogue.elements.count)
        report.values.forEach { code, value in
            guard let element = registry.catalogue.elementIndex(ofCode: code),
                version?.has(element) ?? true
            else {
                return findings.append(unknownCode(String(utf8: code)))
            }
            switch value {
            case .value(let value): values[element] = value
            case .notWholeNumber: findings.append(notWholeNumber(element))
            case .outOfRange: findings.append(outOfRange(element))
            }
        }
        return values
    }

    private func unknownCode(_ code: String) -> Finding {
        Finding(
            pointer: ReportPointer.values(code),
            messageVI: "Biểu này không có chỉ tiêu «\(code)».",
            messageEN: "This form has no data element '\(code)'.")
    }

    private func notWholeNumber(_ element: DataElement.Index) -> Finding {
        let element = registry.catalogue.elements[element]
        return Finding(
            pointer: ReportPointer.values(element.code),
            messageVI:
                "«\(element.labelVI)» phải là số nguyên không âm, để trống hoặc không áp dụng.",
            messageEN:
                "'\(element.labelEN)' must be a whole number from 0, blank or not applicable.")
    }

    private func outOfRange(_ element: DataElement.Index) -> Finding {
        let element = registry.catalogue.elements[element]
        return Finding(
            pointer: ReportPointer.values(element.code),
            messageVI: "«\(element.labelVI)» phải từ 0 đến \(ReportValue.countMax).",
            messageEN: "'\(element.labelEN)' must be from 0 to \(ReportValue.countMax).")
    }
}

/// Pointers into a report (RFC 6901).
public enum ReportPointer {
    public static func values(_ code: String) -> String {
        "/values/" + escaped(code)
    }

    /// `~` and `/` of a key are written `~0` and `~1`.
    public static func escaped(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
        else { return key }
        return key.reduce(into: "") { text, character in
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.append(character)
            }
        }
    }
}

extension String {
    /// What is no UTF-8 in it becomes U+FFFD.
    fileprivate init(utf8 octets: Span<UInt8>) {
        self = octets.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
