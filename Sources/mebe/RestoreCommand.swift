import ArgumentParser
import Kernel
import Storage

/// `mebe restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Khôi phục từ bản sao lưu, khi máy chủ đã dừng / put a backup in place.",
        discussion: """
            FILE is checked wholly first, and what it and the folder hold is shown. The folder's \
            present database is kept beside as mebe.db.before-DATE-TIME, which can be restored \
            the same way; a kill at any instant leaves the old database or the new one. The \
            server must be stopped. Tokens are those of the backup again: revoke what was \
            revoked since. On a terminal one is asked; elsewhere --yes does it. Exit status 65: \
            FILE is not a whole backup that this program can use.
            """)

    @Argument(help: "Bản sao lưu / the backup") var file: String
    @Flag(help: "Làm ngay, không hỏi / do it without asking") var yes = false
    @OptionGroup var data: DataOptions

    func run() throws {
        let folder = data.folder
        guard !Administration.isServed(folder) else {
            throw Failure(
                "mebe: máy chủ đang chạy trên \(folder.path), hãy dừng trước / "
                    + "a server is running on \(folder.path), stop it first")
        }
        // What is wrong with the name is said before a folder is made.
        _ = try FileDescriptor.openToRead(file)
        try folder.whileLocked { try restore(folder) }
    }

    private func restore(_ folder: DataFolder) throws {
        let restoration = try staged(folder)
        Console.tell("Bản sao / backup \(file): \(restoration.contents.sentence)")
        Console.tell("Thư mục / folder \(folder.path): \(restoration.present.sentence)")
        if !yes { try ConsentOptions.requireConsent() }
        let kept = try restoration.put(now: SystemTime.wallMilliseconds())
        if let kept { Console.tell("Đã giữ dữ liệu cũ / kept the old data: \(kept)") }
        Console.tell("Đã khôi phục / restored")
    }

    private func staged(_ folder: DataFolder) throws -> Restoration {
        let watch = try CopyWatch("Khôi phục / restore", of: file, to: folder.stagedDatabase)
        defer { watch.end() }
        return try Restoration(of: file, in: folder)
    }
}

extension Restoration.Present {
    fileprivate var sentence: String {
        switch self {
        case .nothing: "chưa có dữ liệu / no data"
        case .contents(let contents): contents.sentence
        case .unreadable(let text): "không đọc được / cannot be read: \(text)"
        }
    }
}
