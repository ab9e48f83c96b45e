import ArgumentParser
import Storage

/// `mebe migrate`.
struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Cập nhật cấu trúc cơ sở dữ liệu / bring the database's schema up to date.",
        discussion: "`mebe serve` does the same at start. A newer database is refused.")

    @OptionGroup var data: DataOptions

    func run() throws {
        // A server that runs has brought its database up to date at its start.
        if !Administration.isServed(data.folder) {
            try Administration.withStore(in: data.folder) { _ in }
        }
        print("Cơ sở dữ liệu đã đúng phiên bản / the database is up to date")
    }
}
