import ArgumentParser
import Kernel
import Reporting
import Storage

/// `mebe backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Sao lưu vào một tệp mới, máy chủ vẫn chạy / copy all data into one new file.",
        discussion: """
            The copy is one ordinary SQLite file with everything in it: reports, every revision, \
            units, catalogue, and tokens as hashes. It is made beside a running server, which \
            goes on taking reports and must itself be allowed to write there. Nothing is \
            overwritten, and FILE is there only when it is whole and on the disk. \
            `mebe restore FILE` puts it back.
            """)

    @Argument(help: "Tệp sẽ được tạo / the file to make") var file: String
    @OptionGroup var data: DataOptions

    func run() throws {
        let path = try FileSystem.absolute(file)
        let folder = data.folder
        guard FileSystem.exists(folder.database) else {
            throw Failure(
                "mebe: không có dữ liệu trong \(folder.path) / there are no data in \(folder.path)")
        }
        let watch = try CopyWatch(
            "Sao lưu / backup", of: folder.database, to: DataFolder.part(ofBackup: path))
        defer { watch.end() }
        let holds = try copy(folder, to: path)
        watch.end()
        print("Đã sao lưu / backed up: \(file): \(holds)")
    }

    /// What the copy holds.
    private func copy(_ folder: DataFolder, to path: String) throws -> String {
        guard Administration.isServed(folder) else {
            return try folder.whileLocked { try folder.backUp(to: path).sentence }
        }
        let place = try FileSystem.identity(ofFolder: FileSystem.folder(of: path))
        let request = AdminRequest.backUp(path: path, folder: place)
        return try Administration.perform(request, in: folder).values()["holds"] ?? ""
    }
}

extension StoreContents {
    var sentence: String {
        let month = lastMonth.map { "tháng cuối / last month \($0.code), " } ?? ""
        return "\(reportCount) báo cáo / reports, \(month)số thứ tự / seq \(seq)"
    }
}
