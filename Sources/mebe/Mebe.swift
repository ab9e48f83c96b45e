import ArgumentParser
import Glibc

/// The command: `mebe serve`, `mebe import …`, `mebe unit …`, `mebe token create`,
/// `mebe migrate`, `mebe verify`, `mebe backup`, `mebe restore`, `mebe bench`.
struct Mebe: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mebe",
        abstract: "Báo cáo sức khỏe bà mẹ và trẻ em: máy chủ và các lệnh quản trị.",
        discussion: """
            Mother and child health reports: the server and its administration. Every option is \
            also an environment variable: MEBE_DATA, MEBE_LISTEN, …

            Exit status: 0 done, 1 failed, 2 wrong use, 65 bad input data.
            """,
        subcommands: [
            ServeCommand.self, ImportCommand.self, UnitCommand.self, TokenCommand.self,
            UserCommand.self,
            MigrateCommand.self, VerifyCommand.self, BackupCommand.self, RestoreCommand.self,
            BenchCommand.self,
        ])
}

@main
enum Main {
    static func main() {
        exit(run())
    }

    private static func run() -> Int32 {
        // Health data and hashed credentials are nobody else's to read.
        umask(0o077)
        do {
            var command = try Mebe.parseAsRoot()
            try command.run()
            return ExitStatus.done.rawValue
        } catch {
            guard let failure = Failure(of: error) else { return tellUsage(error) }
            failure.tell()
            return failure.status.rawValue
        }
    }

    /// Help is no error; wrong use is 2, as with other Unix tools.
    private static func tellUsage(_ error: any Error) -> Int32 {
        let code = Mebe.exitCode(for: error)
        let text = Mebe.fullMessage(for: error)
        if code.isSuccess {
            print(text)
            return ExitStatus.done.rawValue
        }
        Console.warn(text)
        return ExitStatus.wrongUse.rawValue
    }
}
