import Kernel
import Reporting
import Serving
import Storage

/// What the command's exit tells a script.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    case wrongUse = 2
    /// `EX_DATAERR` of sysexits(3).
    case badData = 65
}

/// Why a command ends without having done its work: the lines for the person, the status for
/// the script.
struct Failure: Error {
    let lines: [String]
    let status: ExitStatus

    init(_ line: String, status: ExitStatus = .failed) {
        lines = [line]
        self.status = status
    }

    init(lines: [String], status: ExitStatus) {
        self.lines = lines
        self.status = status
    }

    /// Nil for what the argument parser says: help, and wrong use.
    init?(of error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as StoreError: self.init(error)
        case let error as BackupError: self.init("mebe: \(error)")
        case let error as RestoreError: self.init(error)
        case let error as KernelError: self.init("mebe: \(error)")
        case let error as FileFailure: self.init("mebe: \(error)")
        case let error as CertificateFailure: self.init("mebe: \(error)")
        default: return nil
        }
    }

    init(_ error: StoreError) {
        switch error {
        case .badData(let lines): self.init(lines: lines, status: .badData)
        case .breakdown(let text, isFull: true):
            self.init(
                "mebe: đĩa đã đầy, chưa lưu gì / the disk is full, nothing was stored: \(text)")
        case .breakdown(let text, isFull: false): self.init("mebe: \(text)")
        case .readOnly(let text):
            self.init(
                "mebe: đĩa chỉ cho đọc, chưa lưu gì / the disk is read-only, nothing was stored: "
                    + text)
        case .outdated:
            self.init("mebe: units or catalogue changed meanwhile; please repeat the command")
        case .unavailable:
            self.init(
                "mebe: máy chủ đang bận hoặc đang dừng, hãy thử lại / "
                    + "the server is busy or stopping, try again")
        case .invalidChanges(let all):
            let lines = all.flatMap(\.findings).map {
                $0.pointer + ": " + Bilingual.line($0.messageVI, $0.messageEN)
            }
            self.init(lines: lines, status: .badData)
        case .noSuchChange:
            self.init("mebe: không có thay đổi này / there is no such change", status: .badData)
        case .undoRefused(let vi, let en): self.init("mebe: \(vi) / \(en)", status: .failed)
        case .emptyOverValues, .stale, .accepted, .notSubmitted, .notAccepted, .monthClosed,
            .noSuchReport, .noSuchClosing:
            self.init("mebe: \(error)", status: .badData)
        }
    }

    init(_ error: RestoreError) {
        switch error {
        case .badFile(let lines): self.init(lines: lines.map { "mebe: " + $0 }, status: .badData)
        case .inUse(let path):
            self.init(
                "mebe: chương trình khác đang mở \(path), chưa làm gì / another program has \(path) "
                    + "open, nothing was done")
        case .full(let text):
            self.init(
                "mebe: không đủ chỗ, chưa làm gì / there is no room, nothing was done: \(text)")
        case .failed(let text): self.init("mebe: khôi phục / restoring: \(text)")
        }
    }

    func tell() {
        for line in lines { Console.warn(line) }
    }
}
