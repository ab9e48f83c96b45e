import API
import ArgumentParser
import Kernel
import Reporting
import Storage

/// `mebe import reports`.
struct ImportReports: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract: "Nạp báo cáo từ CSV hoặc NDJSON / import reports.",
        discussion: """
            CSV: org_unit,period[,form][,received_at],<element>…; empty is blank, x or na is not \
            applicable. NDJSON: a line a report, as for POST /api/v1/reports, and received_at. \
            '-' reads standard input (CSV; with --ndjson, NDJSON). All rows are taken or none; \
            every bad one is named by line and column, and the exit status is then 65. Repeating \
            an import changes nothing.
            """)

    @OptionGroup var data: DataOptions
    @Argument(help: "FILE.csv, FILE.ndjson hoặc/or -") var file: String
    @Option(help: "Biểu của các dòng không ghi biểu / form of rows that name none")
    var form = "mnch"
    @Flag(help: "Đầu vào là NDJSON / the input is NDJSON") var ndjson = false

    func run() throws {
        let folder = data.folder
        let registry = try Self.registry(in: folder)
        let staged = try StagedFile(in: folder, suffix: ".db")
        defer { staged.remove() }
        let checked = try check(registry, into: staged)
        guard checked.problems.isEmpty else { throw badRows(checked) }
        let request = AdminRequest.adoptReports(stagedAt: staged.path, by: "import")
        let reply = try Administration.perform(request, in: folder).values()
        print(
            """
            Đã nạp \(checked.rows) báo cáo: \(reply["created"] ?? "") mới, \
            \(reply["corrected"] ?? "") sửa, \(reply["unchanged"] ?? "") không đổi \
            / imported: new, corrected, unchanged as shown
            """)
    }

    /// Units and catalogue as they stand; a folder without a database has none.
    private static func registry(in folder: DataFolder) throws -> Registry {
        do throws(StoreError) {
            return try SQLiteStore.registry(in: folder)
        } catch {
            throw Failure(error)
        }
    }

    private func check(
        _ registry: Registry, into staged: StagedFile
    ) throws -> (problems: [ImportProblem], rows: Int) {
        let today = VietnamTime.day(ofMilliseconds: SystemTime.wallMilliseconds())
        do {
            let reports = try StagedReports(path: staged.path, registry: registry)
            return ndjson || file.hasSuffix(".ndjson")
                ? try checkLines(registry, today, reports)
                : try checkTable(registry, today, reports)
        } catch let error as StoreError {
            throw Failure(error)
        } catch let error as FileFailure {
            throw Failure("mebe: \(error)")
        }
    }

    private func checkTable(
        _ registry: Registry, _ today: Day, _ reports: consuming StagedReports
    ) throws -> (problems: [ImportProblem], rows: Int) {
        var table = ReportTable(
            registry: registry, today: today, form: form, staged: reports)
        try readPieces { piece in try table.read(piece) }
        return try table.finish()
    }

    private func checkLines(
        _ registry: Registry, _ today: Day, _ reports: consuming StagedReports
    ) throws -> (problems: [ImportProblem], rows: Int) {
        var lines = ReportLines(registry: registry, today: today, staged: reports)
        try readPieces { piece in try lines.read(piece) }
        return try lines.finish()
    }

    private func readPieces(_ read: ([UInt8]) throws -> Void) throws {
        var bar = ProgressBar("Kiểm tra / checking", total: FileContents.length(of: file))
        defer { bar.end() }
        try FileContents.forEachPiece(of: file) { piece, length in
            try read(piece)
            bar.show(length)
        }
    }

    private func badRows(_ checked: (problems: [ImportProblem], rows: Int)) -> Failure {
        let lines = Set(checked.problems.map(\.line)).count
        let summary =
            "\(lines) dòng có lỗi; không nạp dòng nào / bad lines as shown; nothing imported"
        return Failure(
            lines: checked.problems.map(\.description) + [summary], status: .badData)
    }
}
