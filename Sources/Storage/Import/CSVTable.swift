/// A small table with named columns, read whole: units, successions.
struct CSVTable {
    struct Row {
        let line: Int
        private let fields: [String]
        private let columns: [String: Int]

        fileprivate init(line: Int, fields: [String], columns: [String: Int]) {
            self.line = line
            self.fields = fields
            self.columns = columns
        }

        subscript(_ column: String) -> String {
            columns[column].map { fields[$0] } ?? ""
        }

        /// From 1, for messages.
        func number(of column: String) -> Int? { columns[column].map { $0 + 1 } }
    }

    let rows: [Row]

    /// - Parameter columns: the names that the first line must have; others are passed over.
    static func read(
        _ bytes: [UInt8], file: String, columns wanted: [String]
    ) -> Result<CSVTable, ImportProblems> {
        let (table, problems, _) = readAll(bytes, file: file, columns: wanted)
        guard problems.isEmpty, let table else { return .failure(ImportProblems(problems)) }
        return .success(table)
    }

    /// The rows that can be read, beside the others and what is wrong with them; no table without
    /// its columns.
    static func readAll(
        _ bytes: [UInt8], file: String, columns wanted: [String]
    ) -> (table: CSVTable?, problems: [ImportProblem], lost: [CSVParser.Row]) {
        var header: [String: Int] = [:]
        var rows: [Row] = []
        var problems: [ImportProblem] = []
        var lost: [CSVParser.Row] = []
        var width = 0
        var parser = CSVParser()
        func take(_ row: CSVParser.Row) {
            if let fault = row.fault {
                problems.append(ImportProblem(fault, line: row.line, file: file))
                lost.append(row)
            } else if width == 0 {
                width = row.fields.count
                header = Dictionary(row.fields.enumerated().map { ($1, $0) }) { first, _ in first }
                problems += missing(wanted, in: header, file, row.line)
            } else if row.fields.count != width {
                problems.append(wrongWidth(row, width, file))
                lost.append(row)
            } else {
                rows.append(Row(line: row.line, fields: row.fields, columns: header))
            }
        }
        for row in parser.rows(in: bytes) { take(row) }
        if let row = parser.lastRow() { take(row) }
        if width == 0, problems.isEmpty { problems += missing(wanted, in: [:], file, 1) }
        let hasColumns = wanted.allSatisfy { header[$0] != nil }
        return (hasColumns ? CSVTable(rows: rows) : nil, problems, lost)
    }

    private static func missing(
        _ wanted: [String], in header: [String: Int], _ file: String, _ line: Int
    ) -> [ImportProblem] {
        wanted.filter { header[$0] == nil }.map { name in
            ImportProblem(
                file: file, line: line, column: nil, messageVI: "thiếu cột «\(name)»",
                messageEN: "the column '\(name)' is missing")
        }
    }

    private static func wrongWidth(
        _ row: CSVParser.Row, _ width: Int, _ file: String
    ) -> ImportProblem {
        ImportProblem(
            file: file, line: row.line, column: min(row.fields.count, width) + 1,
            messageVI: "có \(row.fields.count) ô, phải là \(width)",
            messageEN: "\(row.fields.count) fields instead of \(width)")
    }
}

/// All problems of one import.
public struct ImportProblems: Error, Sendable {
    public let all: [ImportProblem]

    public init(_ all: [ImportProblem]) {
        self.all = all
    }
}
