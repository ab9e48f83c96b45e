/// What a command asks about people and tokens, with its texts by name.
struct PeopleRequest: Sendable {
    enum Verb: String, Sendable {
        case addUser = "add-user"
        case listUsers = "list-users"
        case setRole = "set-role"
        case disableUser = "disable-user"
        case enableUser = "enable-user"
        case resetUser = "reset-user"
        case removeSecondFactor = "remove-second-factor"
        case listTokens = "list-tokens"
        case revokeToken = "revoke-token"
    }

    let verb: Verb
    private let texts: [String: String]

    init(_ verb: Verb, _ texts: [String: String] = [:]) {
        self.verb = verb
        self.texts = texts
    }

    subscript(name: String) -> String { texts[name] ?? "" }

    private static let names = ["name", "full_name", "unit", "role", "password", "number"]

    var fields: [(String, String)] {
        [("do", verb.rawValue)]
            + Self.names.compactMap { name in texts[name].map { (name, $0) } }
    }

    init?(_ text: (String) -> String) {
        guard let verb = Verb(rawValue: text("do")) else { return nil }
        self.init(
            verb,
            Dictionary(uniqueKeysWithValues: Self.names.map { ($0, text($0)) }).filter {
                !$0.value.isEmpty
            })
    }
}
