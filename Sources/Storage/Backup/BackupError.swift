import Kernel
public import SQLite

/// Why no backup was made; nothing of it is left behind.
public enum BackupError: Error, Sendable {
    /// Nothing is overwritten.
    case nameTaken(String)
    /// Another backup to the same file runs, or was cut off by a kill or a power cut.
    case unfinished(String)
    /// Whoever has the data open may not write there, or does not see that folder.
    case outOfReach(String)
    /// This store is being backed up already.
    case running
    /// Whoever asked for it left, or the server is stopping.
    case stopped
    case full(String)
    case failed(String)
}

extension BackupError: DatabaseFailure {
    public init(_ error: DatabaseError) {
        self = error.isFull ? .full("\(error)") : .failed("\(error)")
    }

    init(_ error: KernelError) {
        self =
            if error.isFull {
                .full("\(error)")
            } else if error.isForbidden || error.isMissing {
                .outOfReach("\(error)")
            } else {
                .failed("\(error)")
            }
    }
}

extension BackupError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nameTaken(let path):
            "đã có tệp \(path), không ghi đè / \(path) is there already and is not overwritten"
        case .unfinished(let path):
            "\(path): một lần sao lưu đang chạy hoặc đã bị ngắt; nếu không còn chạy, hãy xóa tệp này"
                + " / a backup to it is running or was cut off; if none runs, remove the file"
        case .outOfReach(let text):
            "\(text); hãy chọn nơi mà máy chủ được ghi, như thư mục dữ liệu / choose a place that"
                + " the server may write, such as the data folder"
        case .running:
            "một lần sao lưu khác đang chạy / another backup is running"
        case .stopped:
            "đã dừng, không có bản sao lưu / stopped, no backup was made"
        case .full(let text):
            "không đủ chỗ cho bản sao lưu, không để lại gì / no room for the backup, nothing is"
                + " left of it: \(text)"
        case .failed(let text): "sao lưu / backing up: \(text)"
        }
    }
}
