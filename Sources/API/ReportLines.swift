import Access
public import Reporting
public import Storage

/// Reads reports as NDJSON, a JSON body a line, checks each and stages the good ones.
public struct ReportLines: ~Copyable {
    private let registry: Registry
    private let intake: ReportIntake
    private var staged: StagedReports
    private var line: [UInt8] = []
    private var lineNumber = 1
    public private(set) var problems: [ImportProblem] = []
    private var rowCount = 0

    /// - Parameter today: the day in Vietnam.
    public init(registry: Registry, today: Day, staged: consuming StagedReports) {
        self.registry = registry
        intake = ReportIntake(registry: registry, today: today)
        self.staged = staged
    }

    /// Reads the next bytes of the file.
    public mutating func read(_ bytes: [UInt8]) throws(StoreError) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            line += rest[..<end]
            rest = rest[(end + 1)...]
            try endLine()
        }
        line += rest
    }

    /// Ends the file. Without problems the staged reports may be adopted.
    public consuming func finish() throws(StoreError) -> (problems: [ImportProblem], rows: Int) {
        try endLine()
        let result = (problems, rowCount)
        try staged.finish()
        return result
    }

    private mutating func endLine() throws(StoreError) {
        defer {
            line = []
            lineNumber += 1
        }
        guard line.contains(where: { $0 > 0x20 }) else { return }
        rowCount += 1
        guard let body = readBody() else { return }
        let id = body.unitID ?? ""
        guard let unit = registry.units.number(ofID: id) else {
            return note("không có đơn vị «\(id)»", "there is no unit '\(id)'")
        }
        try stage(body, of: unit)
    }

    private mutating func readBody() -> ReportBody? {
        do throws(Refusal) {
            var body = try ReportBody(parsing: line, allowsReceivedAt: true)
            body.requireKeys()
            if body.findings.isEmpty { return body }
            note(.invalid(body.findings))
        } catch {
            note(error)
        }
        return nil
    }

    private mutating func stage(_ body: ReportBody, of unit: OrgUnit.Number) throws(StoreError) {
        let receivedAt = body.receivedAt.flatMap(VietnamTime.milliseconds(iso:))
        if body.receivedAt != nil, receivedAt == nil {
            return note("received_at không phải là thời điểm", "received_at is no instant")
        }
        let letter = body.letter(source: .imported)
        switch intake.check(letter.report, of: unit) {
        case .refused(let findings): note(.invalid(findings))
        case .accepted(let accepted):
            let row = StagedReports.Row(
                line: lineNumber, accepted: accepted, status: letter.report.status,
                explanations: letter.explanations, note: letter.note, receivedAt: receivedAt)
            if let earlier = try staged.add(row) {
                note(
                    "cùng đơn vị và tháng với dòng \(earlier)",
                    "the same unit and month as line \(earlier)")
            }
        }
    }

    private mutating func note(_ refusal: Refusal) {
        switch refusal {
        case .invalid(let findings):
            for finding in findings {
                note("\(finding.pointer): \(finding.messageVI)", finding.messageEN)
            }
        case .malformed(let vi, let en): note(vi, en)
        default: note(refusal.row.titleVI, refusal.row.titleEN)
        }
    }

    private mutating func note(_ vi: String, _ en: String) {
        guard problems.count < ReportTable.problemsMax else { return }
        problems.append(
            ImportProblem(line: lineNumber, column: nil, messageVI: vi, messageEN: en))
    }
}
