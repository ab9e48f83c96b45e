import ArgumentParser
import Glibc
import Storage

/// `--preview` and `--yes`: a change is shown before it is made.
struct ConsentOptions: ParsableArguments {
    @Flag(help: "Chỉ xem trước / only show what it would do") var preview = false
    @Flag(help: "Làm ngay, không hỏi / make it without asking") var yes = false

    /// Shows what a request would do, asks, and does it.
    func ask(_ request: (UnitChangeRequest) -> AdminRequest, in folder: DataFolder) throws {
        guard !(preview && yes) else {
            throw ValidationError("--preview and --yes exclude each other")
        }
        if !yes {
            let effects = try Administration.perform(request(.from(isDryRun: true)), in: folder)
                .values()
            for line in effects.lines { Console.tell(line) }
            if preview { return }
            try Self.requireConsent()
        }
        let reply = try Administration.perform(request(.from(isDryRun: false)), in: folder).values()
        for line in reply.lines { Console.tell(line) }
    }

    /// Ends the command unless the person at the terminal agrees.
    static func requireConsent() throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw Failure(
                "mebe: chưa làm gì; thêm --yes để làm / nothing was done; --yes makes it",
                status: .wrongUse)
        }
        Console.warn("Thực hiện? / Make it? [y/N]")
        guard let answer = readLine()?.lowercased(), ["y", "yes", "c", "có"].contains(answer)
        else { throw Failure("mebe: chưa làm gì / nothing was done") }
    }
}

extension UnitChangeRequest {
    /// A request of the person at this command, by the name that the system knows.
    static func from(isDryRun: Bool, wantsEffects: Bool = true) -> UnitChangeRequest {
        let name = Setting.environment("USER") ?? Setting.environment("LOGNAME")
        return UnitChangeRequest(
            by: (name.map { $0 + ", " } ?? "") + "mebe unit", isDryRun: isDryRun,
            wantsEffects: wantsEffects)
    }
}

extension AdminReply {
    /// The texts of a reply that are meant for a person, in order.
    var lines: [String] {
        guard case .done(let values) = self else { return [] }
        return values.filter { $0.name == "line" }.map(\.value)
    }
}
