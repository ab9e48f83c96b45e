public import Reporting

/// Reads a wide CSV of reports, `org_unit,period[,form][,received_at],<element>…`, checks every
/// row as a submitted report, and stages the good ones.
public struct ReportTable: ~Copyable {
    /// More bad places than this are no longer described.
    public static let problemsMax = 1_000_000

    private let registry: Registry
    private let intake: ReportIntake
    private let defaultForm: String
    private var parser = CSVParser()
    private var header: Header?
    private var staged: StagedReports
    public private(set) var problems: [ImportProblem] = []
    /// Rows read so far, good and bad.
    public private(set) var rowCount = 0

    private struct Header {
        var unit: Int
        var period: Int
        var form: Int?
        var receivedAt: Int?
        /// Column and code of each element.
        var elements: [(column: Int, code: String)]
        var width: Int
        var isUsable = true
    }

    /// - Parameters:
    ///   - today: the day in Vietnam.
    ///   - form: the form of rows without a `form` column.
    public init(
        registry: Registry, today: Day, form: String, staged: consuming StagedReports
    ) {
        self.registry = registry
        intake = ReportIntake(registry: registry, today: today)
        defaultForm = form
        self.staged = staged
    }

    /// Reads the next bytes of the file.
    ///
    /// - Throws: only what breaks staging; what is wrong in the data is in `problems`.
    public mutating func read(_ bytes: [UInt8]) throws(StoreError) {
        for row in parser.rows(in: bytes) { try take(row) }
    }

    /// Ends the file. Without problems the staged reports may be adopted.
    public consuming func finish() throws(StoreError) -> (problems: [ImportProblem], rows: Int) {
        if let row = parser.lastRow() { try take(row) }
        if header == nil, problems.isEmpty {
            note(1, nil, "tệp trống", "the file is empty")
        }
        let result = (problems, rowCount)
        try staged.finish()
        return result
    }

    private mutating func take(_ row: CSVParser.Row) throws(StoreError) {
        guard let header else { return readHeader(row) }
        rowCount += 1
        if let fault = row.fault {
            return note(row.line, fault.column, fault.messageVI, fault.messageEN)
        }
        // Below a header that cannot be used, every row would only repeat what is wrong with it.
        guard header.isUsable else { return }
        guard row.fields.count == header.width else {
            return note(
                row.line, min(row.fields.count, header.width) + 1,
                "có \(row.fields.count) ô, phải là \(header.width)",
                "\(row.fields.count) fields instead of \(header.width)")
        }
        try take(row, header)
    }

    private mutating func readHeader(_ row: CSVParser.Row) {
        header = Header(unit: 0, period: 0, elements: [], width: 0, isUsable: false)
        if let fault = row.fault {
            return note(row.line, fault.column, fault.messageVI, fault.messageEN)
        }
        var columns: [String: Int] = [:]
        for (column, name) in row.fields.enumerated() {
            if columns.updateValue(column, forKey: name) != nil {
                note(
                    row.line, column + 1, "cột «\(name)» có hai lần",
                    "the column '\(name)' stands twice")
            }
        }
        for name in ["org_unit", "period"] where columns[name] == nil {
            note(row.line, nil, "thiếu cột «\(name)»", "the column '\(name)' is missing")
        }
        var header = Header(
            unit: columns["org_unit"] ?? 0, period: columns["period"] ?? 0,
            form: columns["form"], receivedAt: columns["received_at"], elements: [],
            width: row.fields.count)
        let fixed: Set<String> = ["org_unit", "period", "form", "received_at"]
        for (column, name) in row.fields.enumerated() where !fixed.contains(name) {
            header.elements.append((column, name))
            if registry.catalogue.elementIndex(ofCode: name) == nil {
                note(
                    row.line, column + 1, "không có chỉ tiêu «\(name)»",
                    "there is no data element '\(name)'")
            }
        }
        header.isUsable = problems.isEmpty
        self.header = header
    }

    private mutating func take(_ row: CSVParser.Row, _ header: Header) throws(StoreError) {
        guard let unit = registry.units.number(ofID: row.fields[header.unit]) else {
            return note(
                row.line, header.unit + 1, "không có đơn vị «\(row.fields[header.unit])»",
                "there is no unit '\(row.fields[header.unit])'")
        }
        var receivedAt: Int64?
        if let column = header.receivedAt, !row.fields[column].isEmpty {
            receivedAt = VietnamTime.milliseconds(iso: row.fields[column])
            if receivedAt == nil {
                note(
                    row.line, column + 1, "thời điểm phải viết như 2024-01-30T13:53:44+07:00",
                    "write an instant as 2024-01-30T13:53:44+07:00")
            }
        }
        let report = IncomingReport(
            form: header.form.map { row.fields[$0] } ?? defaultForm,
            period: row.fields[header.period],
            values: IncomingValues(
                header.elements.compactMap { column, code in
                    row.fields[column].isEmpty
                        ? nil : (code, IncomingReport.value(typed: row.fields[column]))
                }),
            status: .submitted)
        switch intake.check(report, of: unit) {
        case .refused(let findings):
            for finding in findings { note(row.line, finding, header) }
        case .accepted(let accepted):
            try stage(accepted, row.line, receivedAt)
        }
    }

    private mutating func stage(
        _ accepted: ReportIntake.Accepted, _ line: Int, _ receivedAt: Int64?
    ) throws(StoreError) {
        let row = StagedReports.Row(line: line, accepted: accepted, receivedAt: receivedAt)
        if let earlier = try staged.add(row) {
            note(
                line, nil, "cùng đơn vị và tháng với dòng \(earlier)",
                "the same unit and month as line \(earlier)")
        }
    }

    private mutating func note(_ line: Int, _ finding: Finding, _ header: Header) {
        let column =
            switch finding.pointer {
            case "/org_unit": header.unit
            case "/period": header.period
            case "/form": header.form
            default:
                header.elements.first { ReportPointer.values($0.code) == finding.pointer }?.column
            }
        note(line, column.map { $0 + 1 }, finding.messageVI, finding.messageEN)
    }

    private mutating func note(_ line: Int, _ column: Int?, _ vi: String, _ en: String) {
        guard problems.count < Self.problemsMax else { return }
        problems.append(
            ImportProblem(line: line, column: column, messageVI: vi, messageEN: en))
    }
}
