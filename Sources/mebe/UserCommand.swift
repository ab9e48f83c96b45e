import Access
import ArgumentParser

/// `mebe user add|list|role|disable|enable|reset`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Người dùng / people who sign in.",
        subcommands: [
            Add.self, List.self, SetRole.self, Disable.self, Enable.self, Reset.self,
        ])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thêm người dùng / add somebody.",
            discussion: """
                The password is the first line of standard input. Without one, a link that lets \
                the person set it stands alone on standard output; it works once, for 7 days.
                """)

        @OptionGroup var data: DataOptions

        @Argument(help: "Tên đăng nhập / the name to sign in with")
        var name: String

        @Option(help: "Đơn vị / the unit's id, such as VN-2024-034")
        var unit: String

        @Option(help: "reporter, reviewer, viewer hoặc/or admin", transform: roleArgument)
        var role: Role

        @Option(help: "Họ tên / full name")
        var fullName: String?

        func run() throws {
            let password = PasswordInput.read(prompt: "Mật khẩu / password: ")
            var texts = ["name": name, "unit": unit, "role": role.rawValue]
            texts["full_name"] = fullName
            texts["password"] = password
            try tell(PeopleRequest(.addUser, texts), data)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê / list them: name, unit, role, full name.")

        @OptionGroup var data: DataOptions

        func run() throws { try tell(PeopleRequest(.listUsers), data) }
    }

    struct SetRole: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "role", abstract: "Đổi đơn vị hoặc vai trò / change unit or role.")

        @OptionGroup var data: DataOptions
        @Argument(help: "Tên đăng nhập / the name") var name: String
        @Option(help: "Đơn vị / the unit's id") var unit: String?
        @Option(help: "Vai trò / the role", transform: roleArgument) var role: Role?

        func run() throws {
            guard unit != nil || role != nil else {
                throw ValidationError("one of --unit and --role is needed")
            }
            var texts = ["name": name]
            texts["unit"] = unit
            texts["role"] = role?.rawValue
            try tell(PeopleRequest(.setRole, texts), data)
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Khóa tài khoản / keep somebody from signing in.")

        @OptionGroup var data: DataOptions
        @Argument(help: "Tên đăng nhập / the name") var name: String

        func run() throws { try tell(PeopleRequest(.disableUser, ["name": name]), data) }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Mở khóa / let somebody sign in again.")

        @OptionGroup var data: DataOptions
        @Argument(help: "Tên đăng nhập / the name") var name: String

        func run() throws { try tell(PeopleRequest(.enableUser, ["name": name]), data) }
    }

    struct Reset: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liên kết đặt lại mật khẩu / a link to set the password anew.",
            discussion: """
                The link works once, for 24 hours. With --second-factor the second factor is \
                turned off, for somebody who has lost the telephone and the recovery codes.
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "Tên đăng nhập / the name") var name: String
        @Flag(help: "Bỏ xác thực hai bước / turn the second factor off") var secondFactor = false

        func run() throws {
            if secondFactor {
                _ = try Administration.perform(
                    .people(PeopleRequest(.removeSecondFactor, ["name": name])), in: data.folder
                ).values()
            }
            try tell(PeopleRequest(.resetUser, ["name": name]), data)
        }
    }
}

func roleArgument(_ text: String) throws -> Role {
    guard let role = Role(rawValue: text) else {
        throw ValidationError("it must be reporter, reviewer, viewer or admin")
    }
    return role
}

/// Performs a request and prints what it tells.
func tell(_ request: PeopleRequest, _ data: DataOptions) throws {
    let reply = try Administration.perform(.people(request), in: data.folder).values()
    if let link = reply["link"] { Console.tell(link) }
    for line in reply.lines { Console.tell(line) }
}
