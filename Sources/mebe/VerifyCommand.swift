import Access
import ArgumentParser
import Kernel
import Recount
import Reporting
import SQLite
import Storage

/// `mebe verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Tính lại mọi con số từ nhật ký và so sánh / recompute every figure and compare.",
        discussion: """
            Reads the journal from its first row: sequence, revisions, hashes. From it alone a \
            second implementation makes where every report stands and all sums of the nation, \
            provinces, districts and communes in every period and both boundaries, \
            and compares them with the stored rows and with what the running server answers \
            (or, without one, with what this process computes). The server goes on meanwhile. \
            Every byte of the journal, the audit log and their signed checkpoints is accounted \
            for. --checkpoint signs what was found sound and prints one line to be kept \
            elsewhere; --against says whether the data still hold what such lines were signed \
            for. Exit status 0: no difference; 1: differences, each named by place.
            """)

    @OptionGroup var data: DataOptions
    @Flag(help: "Ký một điểm kiểm và in ra một dòng / sign a checkpoint and print its line")
    var checkpoint = false
    @Option(help: "Tệp giữ các dòng đã ký / a file of lines that were kept")
    var against: String?

    /// Further differences are counted and not shown.
    private static let shownMax = 200

    func run() throws {
        let folder = data.folder
        // A folder without a database is refused rather than made.
        _ = try registry(in: folder)
        let started = SystemTime.wallMilliseconds()
        let outcome = try Administration.isServed(folder) ? beside(folder) : alone(folder)
        tell(outcome, seconds: (SystemTime.wallMilliseconds() - started) / 1_000)
        guard outcome.differences.isEmpty else {
            throw Failure(lines: lines(outcome.differences), status: .failed)
        }
        guard checkpoint else { return }
        let reply = try Administration.perform(.makeCheckpoint, in: folder).values()
        Console.tell(reply["line"] ?? "")
    }

    private static func kept(_ path: String) throws -> [KeptCheckpoint] {
        let text: String
        do throws(FileFailure) {
            text = String(decoding: try FileContents.read(path), as: UTF8.self)
        } catch {
            throw Failure("mebe: \(error)")
        }
        guard let kept = KeptCheckpoint.all(in: text), !kept.isEmpty else {
            throw Failure(
                "mebe: \(path): không có dòng đã ký nào đọc được / no signed line can be read",
                status: .badData)
        }
        return kept
    }

    private func registry(in folder: DataFolder) throws -> Registry {
        do throws(StoreError) {
            return try SQLiteStore.registry(in: folder)
        } catch {
            throw Failure(error)
        }
    }

    /// Begins a request; calling the result waits for its reply.
    private typealias Begin = (AdminRequest) throws -> () throws -> AdminReply

    /// Asks the running server.
    private func beside(_ folder: DataFolder) throws -> Verification.Outcome {
        try verify(folder) { request in try Administration.begin(request, in: folder) }
    }

    /// Opens the store here and keeps it open to the end. Where damage prevents that, the rows
    /// are looked at all the same.
    private func alone(_ folder: DataFolder) throws -> Verification.Outcome {
        try folder.whileLocked {
            let store: SQLiteStore
            do {
                store = try folder.openStore()
            } catch {
                let outcome = try verify(folder, begin: nil)
                guard !outcome.differences.isEmpty else { throw error }
                return outcome
            }
            defer { store.close() }
            let doorkeeper = try waitFor {
                try await Doorkeeper(store: store, clock: { SystemTime.wallMilliseconds() })
            }
            let desk = AdminDesk(store: store, doorkeeper: doorkeeper)
            return try verify(folder) { request in begin { await desk.perform(request) } }
        }
    }

    private func verify(
        _ folder: DataFolder, begin: Begin?
    ) throws -> Verification.Outcome {
        let kept = try against.map(Self.kept) ?? []
        let bars = VerifyBars()
        defer { bars.end() }
        do {
            return try Verification(
                databasePath: folder.database, registry: { try registry(in: folder) },
                today: { VietnamTime.day(ofMilliseconds: SystemTime.wallMilliseconds()) },
                kept: kept,
                ask: begin.map { begin in { question in try Self.ask(question, begin) } },
                progress: bars.show
            ).run()
        } catch is Verification.KeptChanging {
            throw Failure(
                "mebe: đơn vị hoặc danh mục đổi liên tục, hãy chạy lại / "
                    + "units or catalogue kept changing, run again")
        } catch let error as DatabaseError {
            throw Failure("mebe: \(error)")
        }
    }

    private static func ask(
        _ question: FigureQuestion, _ begin: Begin
    ) throws -> Verification.Waiting {
        let waiting = try begin(.figures(question))
        return {
            guard let answer = FigureAnswer(try waiting().values(), to: question) else {
                throw Failure("mebe: the running server's answer is unknown")
            }
            return answer
        }
    }

    private func tell(_ outcome: Verification.Outcome, seconds: Int64) {
        let text = """
            Đã kiểm tra / verified: \(outcome.revisions) phiên bản / revisions, \
            \(outcome.heads) báo cáo / reports, \(outcome.figures) bộ tổng / sums, \
            \(outcome.events) sự kiện / events, \(outcome.checkpoints) điểm kiểm / checkpoints; \
            \(seconds) s; \(outcome.differences.count) khác biệt / differences
            """
        // Beside a checkpoint, standard output has its line alone, to be kept as it is.
        if checkpoint { Console.warn(text) } else { print(text) }
    }

    private func lines(_ differences: [Difference]) -> [String] {
        let shown = differences.prefix(Self.shownMax).map(\.description)
        let rest = differences.count - shown.count
        let more = rest > 0 ? ["… +\(rest)"] : []
        return ["loại nơi kỳ ô: đang lưu ≠ tính lại / kind place period cell: stored ≠ recomputed"]
            + shown + more
    }
}

/// A progress bar for each part of the work.
private final class VerifyBars {
    private var phase: Verification.Phase?
    private var bar = ProgressBar("", total: 0)

    func show(_ phase: Verification.Phase, _ done: Int64, _ total: Int64) {
        if self.phase != phase {
            bar.end()
            bar = ProgressBar(Self.label(phase), total: Int(total))
            self.phase = phase
        }
        bar.show(Int(done))
    }

    func end() {
        bar.end()
    }

    private static func label(_ phase: Verification.Phase) -> String {
        switch phase {
        case .journal: "Nhật ký / journal"
        case .heads: "Báo cáo / reports"
        case .figures: "Tổng / sums"
        case .audit: "Nhật ký hệ thống / audit log"
        }
    }
}
