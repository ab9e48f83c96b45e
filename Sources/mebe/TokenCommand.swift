import Access
import ArgumentParser

/// `mebe token create`.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Mã truy cập / access tokens.",
        subcommands: [Create.self])

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tạo một mã truy cập; mã chỉ hiện một lần / make a token, shown once.",
            discussion: """
                The token stands alone on standard output. With a running server it works from \
                the next request on.
                """)

        @OptionGroup var data: DataOptions

        @Option(help: "Đơn vị / the unit's id, such as VN-2024-034")
        var unit: String

        @Option(help: "reporter, reviewer, viewer hoặc/or admin", transform: Self.role)
        var role: Role

        @Option(help: "Tên người hoặc chương trình dùng mã / who uses it")
        var name: String?

        @Option(help: "Hết hạn sau / lifetime, such as 90d or 12h; without it, no end")
        var expires: Lifetime?

        private static func role(_ text: String) throws -> Role {
            guard let role = Role(rawValue: text) else {
                throw ValidationError("it must be reporter, reviewer, viewer or admin")
            }
            return role
        }

        func run() throws {
            let request = AdminRequest.makeToken(
                unit: unit, role: role.rawValue, name: name ?? "\(role.rawValue) \(unit)",
                lifetimeMilliseconds: expires?.milliseconds)
            let reply = try Administration.perform(request, in: data.folder).values()
            print(reply["token"] ?? "")
        }
    }
}

/// A length of time such as `90d`, `12h` or `30m`.
struct Lifetime: ExpressibleByArgument {
    let milliseconds: Int64

    /// A hundred years; longer ones are typing errors.
    private static let daysMax: Int64 = 36_500

    init?(argument: String) {
        let units: [Character: Int64] = ["d": 86_400_000, "h": 3_600_000, "m": 60_000]
        guard let letter = argument.last, let unit = units[letter],
            let count = Int64(argument.dropLast()), count > 0,
            count <= Self.daysMax * 86_400_000 / unit
        else { return nil }
        milliseconds = count * unit
    }
}
