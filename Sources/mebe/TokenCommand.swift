import Access
import ArgumentParser

/// `mebe token create|list|revoke`.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Mã truy cập / access tokens.",
        subcommands: [Create.self, List.self, Revoke.self])

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

extension TokenCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê mã / list them: number, unit, role, form, end, last use, name.")

        @OptionGroup var data: DataOptions

        func run() throws { try tell(PeopleRequest(.listTokens), data) }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thu hồi một mã / end a token, and the sessions opened with it.")

        @OptionGroup var data: DataOptions
        @Argument(help: "Số của mã / its number in the list") var number: Int64

        func run() throws {
            try tell(PeopleRequest(.revokeToken, ["number": String(number)]), data)
        }
    }
}

/// A length of time such as `90d`, `12h` or `30m`.
struct Lifetime: ExpressibleByArgument {
    let milliseconds: Int64

    init?(argument: String) {
        guard let length = TokenDesk.milliseconds(ofLifetime: argument) else { return nil }
        milliseconds = length
    }
}
